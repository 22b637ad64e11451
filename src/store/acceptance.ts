/** The acceptance sheets: kept in memory as they stand, written beside the journal and in its batches. */
import type Sqlite from 'better-sqlite3'
import type { Evidence } from '../../schemas/acceptance.js'
import type { Ruling, Standing, Thread, Why } from '../domain/acceptance/case.js'
import type { Finding } from '../domain/acceptance/report.js'
import { Sheet } from '../domain/acceptance/sheet.js'

interface Row {
  readonly partnerId: string
  readonly caseId: string
  readonly status: 'passed' | 'failed'
  readonly at: number
  /** JSON: the next three. */
  readonly why: string | null
  readonly threads: string
  readonly evidence: string
}

const COLUMNS = 'partner_id AS partnerId, case_id AS caseId, status, at, why, threads'

/** Sheets that are kept in memory; beyond this many all are forgotten at once, and read again when they are asked for. */
const REMEMBERED = 10_000

const whyOf = ({ why }: Pick<Row, 'why'>): Why | null => (why === null ? null : (JSON.parse(why) as Why))

const standingOf = (row: Omit<Row, 'evidence'>): Standing =>
  ({ status: row.status, why: whyOf(row), threads: JSON.parse(row.threads) as Thread[] })

export class AcceptanceStore {
  readonly #sheets = new Map<string, Sheet>()
  /** What is not written yet, by partner and case. */
  readonly #waiting = new Map<string, Row>()
  readonly #upsert
  readonly #standings
  readonly #findings
  readonly #partners
  readonly #removeOf
  readonly #removeAll

  /** `sqlite` is the journal's database. */
  constructor(sqlite: Sqlite.Database) {
    this.#upsert = sqlite.prepare(
      `INSERT OR REPLACE INTO acceptance (partner_id, case_id, status, at, why, threads, evidence)
       VALUES (@partnerId, @caseId, @status, @at, @why, @threads, @evidence)`
    )
    this.#standings = sqlite.prepare<[string], Omit<Row, 'evidence'>>(`SELECT ${COLUMNS} FROM acceptance WHERE partner_id = ?`)
    this.#findings = sqlite.prepare<[string], Row>(`SELECT ${COLUMNS}, evidence FROM acceptance WHERE partner_id = ?`)
    this.#partners = sqlite.prepare<[], string>('SELECT DISTINCT partner_id FROM acceptance').pluck()
    this.#removeOf = sqlite.prepare<[string]>('DELETE FROM acceptance WHERE partner_id = ?')
    this.#removeAll = sqlite.prepare<[]>('DELETE FROM acceptance')
  }

  /** The partner's sheet as it stands. Whoever judges with it keeps what that proves by `keep`. */
  sheet(partnerId: string): Sheet {
    const known = this.#sheets.get(partnerId)
    if (known !== undefined) return known
    if (this.#sheets.size >= REMEMBERED) this.#sheets.clear()
    const rows = [...this.#written(partnerId), ...this.#waitingOf(partnerId)]
    const sheet = new Sheet(rows.map(row => [row.caseId, standingOf(row)] as const))
    this.#sheets.set(partnerId, sheet)
    return sheet
  }

  keep(partnerId: string, at: number, { caseId, status, why, threads, evidence }: Ruling): void {
    this.#waiting.set(`${caseId} ${partnerId}`, {
      partnerId,
      caseId,
      status,
      at,
      why: why === null ? null : JSON.stringify(why),
      threads: JSON.stringify(threads),
      evidence: JSON.stringify(evidence)
    })
  }

  /** Where the cases stand that the partner exercised, with their proof. */
  findings(partnerId: string): ReadonlyMap<string, Finding> {
    return new Map(
      [...this.#findings.all(partnerId), ...this.#waitingOf(partnerId)].map(row => [
        row.caseId,
        { status: row.status, at: row.at, why: whyOf(row), evidence: JSON.parse(row.evidence) as Evidence[] }
      ])
    )
  }

  /** Partners that have evidence. */
  partners(): string[] {
    return [...new Set([...this.#partners.all(), ...[...this.#waiting.values()].map(({ partnerId }) => partnerId)])]
  }

  /** Forgets one partner's sheet, or all. */
  clear(partnerId: string | undefined): void {
    if (partnerId === undefined) {
      this.#sheets.clear()
      this.#waiting.clear()
      this.#removeAll.run()
      return
    }
    this.#sheets.delete(partnerId)
    for (const { caseId } of this.#waitingOf(partnerId)) this.#waiting.delete(`${caseId} ${partnerId}`)
    this.#removeOf.run(partnerId)
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Writes what waits, inside the journal's transaction; it waits on until `written`. */
  write(): void {
    for (const row of this.#waiting.values()) this.#upsert.run(row)
  }

  written(): void {
    this.#waiting.clear()
  }

  /** A sheet that cannot be read holds no call up: it begins empty, and fills again. */
  #written(partnerId: string): Omit<Row, 'evidence'>[] {
    try {
      return this.#standings.all(partnerId)
    } catch {
      return []
    }
  }

  #waitingOf(partnerId: string): Row[] {
    return [...this.#waiting.values()].filter(row => row.partnerId === partnerId)
  }
}
