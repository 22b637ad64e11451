/** What the pay page asks of the bank: the QR as a wallet sees it, and what its customer does. */
import { readProblem } from '../../client/admin-call.js'
import type { WalletBody, WalletDeed, WalletReply } from '../../../schemas/pay-page.js'

/** The bank said no; the message is its own. */
export class Refused extends Error {}

const { pathname, search } = globalThis.location

const read = async (response: Response): Promise<WalletReply> => {
  const text = await response.text()
  if (!response.ok) throw new Refused(readProblem(response, text).detail)
  return JSON.parse(text) as WalletReply
}

/** Throws `Refused`, and what `fetch` throws where nobody answers. */
export const look = async (): Promise<WalletReply> => read(await fetch(`${pathname}/qr${search}`))

/** Throws as `look` does. */
export const act = async (deed: WalletDeed, body: WalletBody): Promise<WalletReply> =>
  read(await fetch(`${pathname}/${deed}${search}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
