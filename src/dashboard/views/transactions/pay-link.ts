/** The link by which a phone reaches the pay page of a QR. */

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/

/** Whether only this computer itself reaches the address. */
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

const QR_PATH = /\/qr\/[^/]+\/[^/]+$/

/** The base of the bank's links: its public URL as its qrUrl tells it, or where the page was opened, whichever a phone reaches. */
export const baseOf = (qrUrl: string | undefined, origin: string): string => {
  const told = qrUrl?.replace(QR_PATH, '')
  if (told === undefined || !URL.canParse(told) || isLoopback(told)) return origin
  return told
}

export const payLink = (base: string, partnerId: string, referenceNo: string): string =>
  `${base}/pay/${encodeURIComponent(referenceNo)}?partnerId=${encodeURIComponent(partnerId)}`

/** How to start the bank so that a phone in the same network reaches it. */
export const serveCommand = (origin: string): string => {
  const { port } = new URL(origin)
  return `npx bnc-sandbox serve --host 0.0.0.0 --public-url http://<address of this computer>:${port === '' ? '80' : port}`
}
