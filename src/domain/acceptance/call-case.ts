/** Makes a case of one call; its service is that of its code. */
import type { SheetService } from '../../../schemas/acceptance.js'
import type { CallCase, SeenCall, Words2 } from './case.js'

/** Business is the last step. */
const BUSINESS = 12

interface CallWords {
  readonly title: Words2
  readonly rule: Words2
  readonly exercise: readonly string[]
  /** What must also be so. */
  readonly counts?: (call: SeenCall) => boolean
}

const serviceOf = (code: string): string => code.slice(3, 5)

const callCase = (
  name: string, codes: readonly string[], { counts, ...words }: CallWords & { counts: CallCase['counts'] }
): CallCase => {
  const service = serviceOf(codes[0] ?? '')
  return { kind: 'call', id: `${service}.${name}`, service: service as SheetService, ...words, codes, counts }
}

/** The bank did it and said so. */
export const success = (name: string, code: string, words: CallWords): CallCase =>
  callCase(name, [code], { ...words, counts: call => call.done && (words.counts?.(call) ?? true) })

/** The service's own business refused it. */
export const refusal = (name: string, code: string, words: CallWords): CallCase =>
  callCase(name, [code], { ...words, counts: call => call.step === BUSINESS && !call.done && (words.counts?.(call) ?? true) })

/** Something that either says, by one code or another. */
export const either = (name: string, codes: readonly string[], words: CallWords & { counts: CallCase['counts'] }): CallCase =>
  callCase(name, codes, words)
