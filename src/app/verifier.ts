/** Judges RSA signatures: a few at once by itself, many beside the event loop, by one thread that is given a whole turn's worth. */
import type { KeyObject } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FastifyBaseLogger } from 'fastify'
import { verifyRsa } from '../domain/signature.js'
import { PACKAGE_ROOT } from '../store/package-root.js'
import type { VerifyMessage } from './verify-worker.js'

/** A signature to be judged, and who wants to know. */
interface Wish {
  readonly key: KeyObject
  readonly text: string
  readonly signature: string
  readonly then: (valid: boolean) => void
}

/** Signatures that came together and are worth a message to the thread and back, which costs as much as judging one or two. */
const WORTH_A_MESSAGE = 4

/** Of those, what the thread is given. With the rest there is work here until its first verdicts come. */
const THREADS_SHARE = 3 / 4

/** Keys that the thread knows at most; beyond them it forgets all and is told anew. */
const MAX_KEYS = 1000

/** Little lives long in the thread: it may have little memory for it. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 }

/** Sends signatures to the thread; what it says of them comes back in the same order. */
export interface VerifyThread {
  readonly send: (message: VerifyMessage) => void
  readonly end: () => Promise<unknown>
}

export type StartThread = (judged: (verdicts: string) => void, gone: (error: Error) => void) => VerifyThread

const startWorker: StartThread = (judged, gone) => {
  const worker = new Worker(new URL('dist/src/app/verify-worker.js', PACKAGE_ROOT), { execArgv: [], resourceLimits: LIMITS })
  worker.unref()
  worker.on('message', judged)
  worker.on('error', gone)
  return { send: message => { worker.postMessage(message) }, end: () => worker.terminate() }
}

const judge = ({ key, text, signature, then }: Wish): void => { then(verifyRsa(key, text, signature)) }

/** The sources, which the tests run, have no file for a thread of its own; and one core alone would only be shared. */
const hasThread = !import.meta.url.endsWith('.ts') && availableParallelism() > 1

export class Verifier {
  readonly #log: FastifyBaseLogger
  readonly #start: StartThread | undefined
  /** What came in this turn of the event loop. */
  #gathered: Wish[] = []
  /** What the thread is at, in the order in which it was asked. */
  readonly #asked: Wish[] = []
  readonly #keys = new Map<KeyObject, number>()
  #thread: VerifyThread | undefined

  /** Without `start`, all is judged here. */
  constructor(log: FastifyBaseLogger, start: StartThread | undefined = hasThread ? startWorker : undefined) {
    this.#log = log
    this.#start = start
  }

  /** Says at the end of this turn, or of a later one, whether the signature is `text` signed by the private half of `key`. */
  readonly verify = (key: KeyObject, text: string, signature: string, then: (valid: boolean) => void): void => {
    if (this.#start === undefined) {
      then(verifyRsa(key, text, signature))
      return
    }
    if (this.#gathered.push({ key, text, signature, then }) === 1) setImmediate(this.#endTurn)
  }

  readonly #endTurn = (): void => {
    const wishes = this.#gathered
    this.#gathered = []
    if (wishes.length < WORTH_A_MESSAGE || this.#start === undefined) {
      wishes.forEach(judge)
      return
    }
    const threads = wishes.slice(0, wishes.length * THREADS_SHARE)
    try {
      this.#thread ??= this.#start(this.#judged, this.#gone)
      this.#thread.send(this.#message(threads))
      this.#asked.push(...threads)
    } catch (error) {
      this.#gone(error as Error)
      threads.forEach(judge)
    }
    wishes.slice(threads.length).forEach(judge)
  }

  /** Keys go once; after that their numbers do. */
  #message(wishes: readonly Wish[]): VerifyMessage {
    const forget = this.#keys.size > MAX_KEYS
    if (forget) this.#keys.clear()
    const keys: KeyObject[] = []
    const wanted = wishes.map(({ key, text, signature }) => {
      const known = this.#keys.get(key)
      if (known !== undefined) return [known, text, signature] as const
      this.#keys.set(key, this.#keys.size)
      keys.push(key)
      return [this.#keys.size - 1, text, signature] as const
    })
    return { forget, keys, wanted: wanted.flat() }
  }

  readonly #judged = (verdicts: string): void => {
    this.#asked.splice(0, verdicts.length).forEach(({ then }, nth) => { then(verdicts[nth] === '1') })
  }

  /** The thread has died: what it was asked is judged here, and the next turn's worth starts another. */
  readonly #gone = (error: Error): void => {
    this.#log.error({ err: error }, 'a bug of the sandbox: the thread that judges signatures has died')
    this.#thread = undefined
    this.#keys.clear()
    this.#asked.splice(0).forEach(judge)
  }

  async close(): Promise<void> {
    await this.#thread?.end()
  }
}
