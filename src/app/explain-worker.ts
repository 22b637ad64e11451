/** The explainer's own thread: an explanation takes milliseconds, which no call of the bank waits for. */
import { parentPort } from 'node:worker_threads'
import { explainSignature } from '../domain/explanation/explain.js'
import type { ExplanationInput } from '../domain/explanation/explanation.js'

/** A Buffer arrives as bare bytes. */
type Question = Omit<ExplanationInput, 'body'> & { readonly body: Uint8Array }

parentPort?.on('message', ({ id, input }: { id: number; input: Question }) => {
  try {
    parentPort?.postMessage({ id, explanation: explainSignature({ ...input, body: Buffer.from(input.body) }) })
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).stack })
  }
})
