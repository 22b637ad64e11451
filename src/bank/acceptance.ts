/** The acceptance sheet, filled as things happen: what a call or an attempt to notify proves is kept and told. */
import type { AcceptanceLanguage, AcceptanceReply, CaseStatus, Evidence } from '../../schemas/acceptance.js'
import type { SeenCall } from '../domain/acceptance/case.js'
import { reportOf } from '../domain/acceptance/report.js'
import type { Judged } from '../domain/acceptance/sheet.js'
import { Invalid } from '../domain/verdict.js'
import type { Bank } from './bank.js'
import type { BankEvent } from './events.js'
import { getPartner } from './save-partner.js'

/** Characters of a body that are kept as evidence [CHOSEN]; the journal keeps more, but not for ever. */
const KEPT_CHARS = 8192

export const keptText = (text: string): string => (text.length > KEPT_CHARS ? `${text.slice(0, KEPT_CHARS)}…` : text)

const nowStands = (partnerId: string, caseId: string, status: CaseStatus): BankEvent =>
  ({ type: 'acceptance', partnerId, data: { caseId, status } })

/** Keeps what was proved; whoever listens hears of each case that now stands elsewhere. */
export const keepProved = (bank: Bank, partnerId: string, rulings: readonly Judged[]): void => {
  for (const ruling of rulings) {
    bank.store.acceptance.keep(partnerId, bank.realNow(), ruling)
    if (ruling.moved && bank.events.heard) bank.events.tell(nowStands(partnerId, ruling.caseId, ruling.status))
  }
}

/** Whether a call of this partner that ends with this code, or of this service where it has none, proves nothing new. */
export const isClosed = (bank: Bank, partnerId: string, code: string): boolean =>
  bank.store.acceptance.sheet(partnerId).isClosed(code)

export const judgeCall = (bank: Bank, partnerId: string, call: SeenCall, evidence: () => Evidence): void => {
  keepProved(bank, partnerId, bank.store.acceptance.sheet(partnerId).judgeCall(call, evidence))
}

/** The same of a call that came before one that waited for its answer: it can only be what the client did about it. */
export const judgeFollowing = (bank: Bank, partnerId: string, call: SeenCall, evidence: () => Evidence): void => {
  keepProved(bank, partnerId, bank.store.acceptance.sheet(partnerId).judgeFollowing(call, evidence))
}

/** Forgets one partner's evidence, or everybody's, inside the deed that has reason to. */
export const forgetAcceptance = (bank: Bank, partnerId: string | undefined): void => {
  const { acceptance } = bank.store
  if (bank.events.heard) {
    for (const owner of partnerId === undefined ? acceptance.partners() : [partnerId]) {
      for (const caseId of acceptance.findings(owner).keys()) bank.events.tellOnceDone(nowStands(owner, caseId, 'not exercised'))
    }
  }
  acceptance.clear(partnerId)
}

/** The only partner that has evidence; the bank's first where none has any [CHOSEN]. Throws `Invalid` where several have. */
const partnerMeant = (bank: Bank): string => {
  const { acceptance, partners } = bank.store
  const known = new Set(partners.ids())
  const exercised = acceptance.partners().filter(partnerId => known.has(partnerId)).sort()
  if (exercised.length > 1) throw new Invalid('partnerId', 'missing; several partners have evidence', exercised)
  const [first] = exercised.length === 1 ? exercised : known
  if (first === undefined) throw new Invalid('partnerId', 'the bank has no partner')
  return first
}

/** Throws `Unknown` for a partner that is none. */
export const acceptanceReport = (bank: Bank, partnerId: string | undefined, lang: AcceptanceLanguage): AcceptanceReply => {
  const whose = partnerId === undefined ? partnerMeant(bank) : getPartner(bank, partnerId).partnerId
  return reportOf({ partnerId: whose, at: bank.realNow(), lang, findings: bank.store.acceptance.findings(whose) })
}
