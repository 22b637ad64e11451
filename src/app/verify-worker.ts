/** The thread that judges RSA signatures: each takes as long as half of the rest of a call. */
import type { KeyObject } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { verifyRsa } from '../domain/signature.js'

export interface VerifyMessage {
  /** The keys so far are forgotten before these come. */
  readonly forget: boolean
  /** Keys that are new, numbered on from those before. */
  readonly keys: readonly KeyObject[]
  /** In turn: the number of a key, a text, the signature over it. */
  readonly wanted: readonly (number | string)[]
}

/** Verdicts that are said at once: the first are worked with while the others are judged. */
const SAID_AT_ONCE = 8

/**
 * A `1` or `0` for each, in order, some at a time: a text costs less to send than a list. `known` are the keys by their numbers; new
 * ones are added.
 */
export function * judge(known: KeyObject[], { forget, keys, wanted }: VerifyMessage): Generator<string> {
  if (forget) known.length = 0
  known.push(...keys)
  let verdicts = ''
  for (let at = 0; at < wanted.length; at += 3) {
    const key = known[wanted[at] as number]
    verdicts += key !== undefined && verifyRsa(key, wanted[at + 1] as string, wanted[at + 2] as string) ? '1' : '0'
    if (verdicts.length < SAID_AT_ONCE) continue
    yield verdicts
    verdicts = ''
  }
  if (verdicts !== '') yield verdicts
}

const known: KeyObject[] = []
parentPort?.on('message', (message: VerifyMessage) => {
  for (const verdicts of judge(known, message)) parentPort?.postMessage(verdicts)
})
