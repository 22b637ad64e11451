/** Explains refused signatures beside the event loop: one thread, started by the first question, with a bounded queue. */
import { Worker } from 'node:worker_threads'
import type { FastifyBaseLogger } from 'fastify'
import { explainSignature } from '../domain/explanation/explain.js'
import type { Explanation, ExplanationInput } from '../domain/explanation/explanation.js'
import { PACKAGE_ROOT } from '../store/package-root.js'

/** Undefined where too many others are asked for: a flood of wrong signatures must not slow the calls that are right.
  The input is made only for a question that is put: gathering it costs more than the call did. */
export type Explain = (input: () => ExplanationInput) => Promise<Explanation | undefined>

/** Questions that wait at most [CHOSEN]. */
const MAX_WAITING = 16

/** While questions queue, the thread rests this many times as long as an answer took: it never takes a whole core. */
const REST_FACTOR = 9

interface Question {
  readonly input: () => ExplanationInput
  readonly answer: (explanation: Explanation | undefined) => void
}

interface Reply {
  readonly id: number
  readonly explanation?: Explanation
  readonly error?: string
}

interface Thread {
  readonly ask: (id: number, input: ExplanationInput) => void
  readonly end: () => Promise<unknown>
}

/** `gone` is told when the thread has died, with what it was asked unanswered. */
const startThread = (answered: (reply: Reply) => void, gone: (error: Error) => void): Thread => {
  const worker = new Worker(new URL('dist/src/app/explain-worker.js', PACKAGE_ROOT), { execArgv: [] })
  worker.unref()
  worker.on('message', answered)
  worker.on('error', gone)
  return { ask: (id, input) => { worker.postMessage({ id, input }) }, end: () => worker.terminate() }
}

/** The tests run the sources, which a thread of its own cannot load: there the answer is made in a later turn. */
const laterTurn = (answered: (reply: Reply) => void): Thread => ({
  ask(id, input) {
    setImmediate(() => { answered({ id, explanation: explainSignature(input) }) })
  },
  end: () => Promise.resolve()
})

const IS_SOURCE = import.meta.url.endsWith('.ts')

export class Explainer {
  readonly #log: FastifyBaseLogger
  readonly #waiting: Question[] = []
  #thread: Thread | undefined
  #current: { readonly id: number; readonly since: number; readonly question: Question } | undefined
  #resting: NodeJS.Timeout | undefined
  #count = 0

  constructor(log: FastifyBaseLogger) {
    this.#log = log
  }

  readonly explain: Explain = input =>
    new Promise(answer => {
      if (this.#waiting.length >= MAX_WAITING) {
        answer(undefined)
        return
      }
      this.#waiting.push({ input, answer })
      this.#next()
    })

  #next(): void {
    if (this.#current !== undefined || this.#resting !== undefined) return
    const question = this.#waiting.shift()
    if (question === undefined) return
    this.#current = { id: ++this.#count, since: performance.now(), question }
    this.#thread ??= IS_SOURCE ? laterTurn(this.#answered) : startThread(this.#answered, this.#gone)
    this.#ask(this.#thread, question)
  }

  #ask(thread: Thread, { input }: Question): void {
    try {
      thread.ask(this.#count, input())
    } catch (error) {
      this.#answered({ id: this.#count, error: String((error as Error).stack) })
    }
  }

  /** The next question starts another thread. */
  readonly #gone = (error: Error): void => {
    this.#thread = undefined
    this.#answered({ id: this.#count, error: error.stack ?? error.message })
  }

  readonly #answered = ({ id, explanation, error }: Reply): void => {
    const current = this.#current
    if (current?.id !== id) return
    if (error !== undefined) this.#log.error({ error }, 'a bug of the sandbox: a signature could not be explained')
    this.#current = undefined
    current.question.answer(explanation)
    if (this.#waiting.length > 0) {
      this.#resting = setTimeout(() => {
        this.#resting = undefined
        this.#next()
      }, (performance.now() - current.since) * REST_FACTOR)
    }
  }

  /** Nobody waits for an answer that will not come. */
  async close(): Promise<void> {
    clearTimeout(this.#resting)
    for (const { answer } of this.#waiting.splice(0)) answer(undefined)
    this.#current?.question.answer(undefined)
    this.#current = undefined
    await this.#thread?.end()
  }
}
