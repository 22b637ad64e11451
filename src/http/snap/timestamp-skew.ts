/** Says how far an X-TIMESTAMP is from the bank's time, and names the mistake that every partner makes once. */

const JAKARTA_SECONDS = 7 * 3600

/** `differenceMs` is the client's time less the bank's. */
export const describeSkew = (differenceMs: number, toleranceSeconds: number): string => {
  const seconds = Math.round(Math.abs(differenceMs) / 1000)
  const side = differenceMs < 0 ? 'behind' : 'ahead of'
  const plain = `X-TIMESTAMP is ${String(seconds)} s ${side} the bank's time, ${String(toleranceSeconds)} s are allowed`
  if (Math.abs(seconds - JAKARTA_SECONDS) > Math.max(toleranceSeconds, 1)) return plain
  const mistake = differenceMs < 0 ? 'a UTC time labelled +07:00' : 'a Jakarta time labelled UTC'
  return `${plain}; that is the 7 hours between UTC and Jakarta (WIB): probably ${mistake}`
}
