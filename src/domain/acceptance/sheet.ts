/** A partner's sheet: where each case stands, and what the next call or attempt makes of it. */
import type { Evidence } from '../../../schemas/acceptance.js'
import type { Case, Ruling, SeenAttempt, SeenCall, Standing, StoryCase, Thread } from './case.js'
import { CASES } from './cases.js'
import { NOTIFICATION_CASES } from './notification-cases.js'
import { opened, settled } from './story.js'

type CodedCase = Extract<Case, { codes: readonly string[] }>

const isCoded = (row: Case): row is CodedCase => row.kind !== 'attempt'
const isStory = (row: Case): row is StoryCase => row.kind === 'timeout' || row.kind === 'retry'

const CODED = CASES.filter(isCoded)
const STORIES = CASES.filter(isStory)

/** The cases that a code can concern. */
const BY_CODE: ReadonlyMap<string, readonly CodedCase[]> = new Map(
  [...new Set(CODED.flatMap(({ codes }) => codes))].map(code => [code, CODED.filter(({ codes }) => codes.includes(code))])
)

/** A ruling, and whether the case stands elsewhere than before it. */
export interface Judged extends Ruling {
  readonly moved: boolean
}

/** Where no case stands anywhere yet. */
const NO_THREADS: readonly Thread[] = []
const NO_CASES: readonly CodedCase[] = []
const NO_RULINGS: readonly Ruling[] = []
const NOTHING: readonly Judged[] = []

export class Sheet {
  readonly #standings: Map<string, Standing>
  /** Codes that no open case waits for: most calls of a busy partner end with one of them. */
  readonly #closed = new Set<string>()
  /** Stories that wait for their end. */
  #waiting: readonly StoryCase[] = []

  constructor(standings: Iterable<readonly [caseId: string, standing: Standing]> = []) {
    this.#standings = new Map(standings)
    this.#wait()
  }

  standing(caseId: string): Standing | undefined {
    return this.#standings.get(caseId)
  }

  /** Whether a call that ends with this code, or the service where there is no code, says nothing new. */
  isClosed(code: string): boolean {
    if (this.#waiting.length > 0) return false
    if (this.#closed.has(code)) return true
    const open = BY_CODE.get(code)?.some(({ id }) => !this.#isPassed(id)) ?? false
    if (!open) this.#closed.add(code)
    return !open
  }

  /** Whether an attempt to notify says nothing new. */
  get isNotified(): boolean {
    return NOTIFICATION_CASES.every(({ id }) => this.#isPassed(id))
  }

  /** What this call proves; the sheet keeps it. */
  judgeCall(call: SeenCall, evidence: () => Evidence): readonly Judged[] {
    const code = call.responseCode === '' ? call.service : call.responseCode
    const settled = this.#waiting.length === 0 ? NO_RULINGS : this.#settle(call, evidence)
    const rulings = [...settled]
    for (const row of BY_CODE.get(code) ?? NO_CASES) {
      if (this.#isPassed(row.id) || (settled.length > 0 && settled.some(({ caseId }) => caseId === row.id))) continue
      const ruling = this.#begin(row, call, evidence)
      if (ruling !== undefined) rulings.push(ruling)
    }
    return rulings.length === 0 ? NOTHING : this.#keep(rulings)
  }

  /** What this call settles, and nothing else: it was judged before. */
  judgeFollowing(call: SeenCall, evidence: () => Evidence): Judged[] {
    return this.#keep(this.#settle(call, evidence))
  }

  /** What this attempt to notify proves. A failure never takes back what was passed. */
  judgeAttempt(attempt: SeenAttempt, evidence: () => Evidence): Judged[] {
    const rulings = NOTIFICATION_CASES.filter(({ id }) => !this.#isPassed(id)).flatMap((row): Ruling[] => {
      const verdict = row.counts(attempt)
      if (verdict === undefined) return []
      const [status, why] = verdict === 'passed' ? (['passed', null] as const) : (['failed', verdict] as const)
      return [{ caseId: row.id, status, why, threads: NO_THREADS, evidence: [evidence()] }]
    })
    return this.#keep(rulings)
  }

  #settle(call: SeenCall, evidence: () => Evidence): Ruling[] {
    return this.#waiting.flatMap(row => settled(row, this.#threads(row), call, evidence) ?? [])
  }

  #begin(row: CodedCase, call: SeenCall, evidence: () => Evidence): Ruling | undefined {
    if (row.kind !== 'call') return opened(row, this.#threads(row), call, evidence)
    if (call.fate !== 'whole' || call.forced || !row.counts(call)) return undefined
    return { caseId: row.id, status: 'passed', why: null, threads: NO_THREADS, evidence: [evidence()] }
  }

  #keep(rulings: readonly Ruling[]): Judged[] {
    const judged = rulings.map(ruling => ({ ...ruling, moved: this.#standings.get(ruling.caseId)?.status !== ruling.status }))
    for (const { caseId, status, why, threads } of judged) this.#standings.set(caseId, { status, why, threads })
    if (judged.length > 0) this.#wait()
    return judged
  }

  #wait(): void {
    this.#waiting = STORIES.filter(row => this.#threads(row).length > 0)
  }

  #threads({ id }: StoryCase): readonly Thread[] {
    return this.#standings.get(id)?.threads ?? NO_THREADS
  }

  #isPassed(caseId: string): boolean {
    return this.#standings.get(caseId)?.status === 'passed'
  }
}
