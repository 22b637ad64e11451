/** Which cases of the sheet are shown. */
import type { AcceptanceCase, AcceptanceReply, AcceptanceService } from '../../../../schemas/acceptance.js'

export interface CaseFilter {
  readonly service: string
  /** Only those that have not passed. */
  readonly onlyOpen: boolean
  readonly text: string
}

export interface ShownService {
  readonly service: AcceptanceService
  readonly cases: readonly AcceptanceCase[]
}

const says = ({ id, title, rule, responseCode }: AcceptanceCase, text: string): boolean =>
  [id, title, rule, responseCode ?? ''].some(words => words.toLowerCase().includes(text.toLowerCase()))

/** Services without a case to show are left out. */
export const filterCases = ({ services }: AcceptanceReply, { service: wanted, onlyOpen, text }: CaseFilter): ShownService[] =>
  services
    .filter(({ service }) => wanted === '' || service === wanted)
    .map(service => ({ service, cases: service.cases.filter(one => (!onlyOpen || one.status !== 'passed') && says(one, text)) }))
    .filter(({ cases }) => cases.length > 0)
