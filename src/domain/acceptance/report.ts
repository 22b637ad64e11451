/** Puts a partner's report together: the table of cases, and beside each where it stands and why. */
import {
  SHEET_SERVICES, type AcceptanceCase, type AcceptanceLanguage, type AcceptanceReply, type AcceptanceService,
  type AcceptanceSummary, type CaseStatus, type Evidence
} from '../../../schemas/acceptance.js'
import { jakartaTime } from '../jakarta.js'
import type { Case, Why } from './case.js'
import { casesOf, expectedCode, forcedCounts, serviceTitle } from './cases.js'
import { whyText } from './why.js'

/** Where a case stands, with its proof. */
export interface Finding {
  readonly status: 'passed' | 'failed'
  /** Real time, in milliseconds. */
  readonly at: number
  readonly why: Why | null
  readonly evidence: readonly Evidence[]
}

export interface ReportOf {
  readonly partnerId: string
  readonly at: number
  readonly lang: AcceptanceLanguage
  readonly findings: ReadonlyMap<string, Finding>
}

const summaryOf = (cases: readonly AcceptanceCase[]): AcceptanceSummary => {
  const count = (wanted: CaseStatus): number => cases.filter(({ status }) => status === wanted).length
  return { passed: count('passed'), failed: count('failed'), notExercised: count('not exercised'), total: cases.length }
}

/** A shell leaves these as they are. */
const PLAIN = /^[\w.:@-]+$/

const forPartner = (command: string, partnerId: string): string =>
  PLAIN.test(partnerId) ? command.replaceAll("'$PARTNER'", partnerId).replaceAll('$PARTNER', partnerId) : command

const caseFor = (row: Case, { partnerId, lang, findings }: ReportOf): AcceptanceCase => {
  const found = findings.get(row.id)
  return {
    id: row.id,
    title: row.title[lang],
    rule: row.rule[lang],
    responseCode: expectedCode(row),
    forcedCounts: forcedCounts(row),
    exercise: row.exercise.map(command => forPartner(command, partnerId)),
    status: found?.status ?? 'not exercised',
    ...(found === undefined || found.why === null ? {} : { why: whyText(found.why, lang) }),
    ...(found === undefined ? {} : { at: jakartaTime(found.at) }),
    evidence: [...(found?.evidence ?? [])]
  }
}

export const reportOf = (wanted: ReportOf): AcceptanceReply => {
  const services = SHEET_SERVICES.map((service): AcceptanceService => {
    const cases = casesOf(service).map(row => caseFor(row, wanted))
    return { service, title: serviceTitle(service)[wanted.lang], summary: summaryOf(cases), cases }
  })
  return {
    partnerId: wanted.partnerId,
    at: jakartaTime(wanted.at),
    summary: summaryOf(services.flatMap(({ cases }) => cases)),
    services
  }
}
