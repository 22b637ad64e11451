/** The QR as it stands, asked for again while the page is seen, and what the customer does to it. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { WalletBody, WalletDeed, WalletReply } from '../../../schemas/pay-page.js'
import { act, look, Refused } from './wallet-call.js'

const EVERY_MS = 2000

export interface Wallet {
  readonly qr: WalletReply | undefined
  /** What the bank said no with. */
  readonly refusal: string | undefined
  /** The bank did not answer the last time. */
  readonly lost: boolean
  readonly busy: boolean
  readonly deed: (deed: WalletDeed, body?: WalletBody) => Promise<void>
  /** Of a static QR that was paid: back to the QR, to pay it again. */
  readonly again: () => void
}

type State = Pick<Wallet, 'qr' | 'refusal' | 'lost' | 'busy'>

const NOTHING: State = { qr: undefined, refusal: undefined, lost: false, busy: false }

export const useWallet = (): Wallet => {
  const [state, setState] = useState(NOTHING)
  /** A payment of a static QR is shown until the customer goes back to the QR. */
  const held = useRef(false)
  const settle = useCallback(async (ask: () => Promise<WalletReply>): Promise<void> => {
    try {
      const qr = await ask()
      setState({ ...NOTHING, qr })
    } catch (error) {
      const refusal = error instanceof Refused ? error.message : undefined
      setState(({ qr }) => ({ ...NOTHING, qr, refusal, lost: refusal === undefined }))
    }
  }, [])
  useEffect(() => {
    void settle(look)
    const timer = setInterval(() => {
      if (!document.hidden && !held.current) void settle(look)
    }, EVERY_MS)
    return () => { clearInterval(timer) }
  }, [])
  const deed = async (name: WalletDeed, body: WalletBody = {}): Promise<void> => {
    held.current = true
    setState(before => ({ ...before, refusal: undefined, busy: true }))
    await settle(() => act(name, body))
    held.current = false
    setState(before => {
      held.current = before.qr?.kind === 'payment' || before.refusal !== undefined
      return before
    })
  }
  const again = (): void => {
    held.current = false
    void settle(look)
  }
  return { ...state, deed, again }
}
