/** Reset and removal: a partner's data goes, its neighbours' stays. */
import type { PartnerFixture } from '../../schemas/fixture.js'
import { BANK_CLOCK } from '../store/clock.js'
import { forgetAcceptance } from './acceptance.js'
import { addTransaction } from './add-transaction.js'
import { armOutcome, disarmOutcomes } from './arm-outcome.js'
import type { Bank } from './bank.js'
import { createPartner, getPartner } from './save-partner.js'

/** Everything that a partner did and had, its registration and its calls apart. */
const clearPartner = (bank: Bank, partnerId: string): void => {
  const { transactions, externalIds, due, clocks, webhookFaults } = bank.store
  transactions.removeAll(partnerId) // and with them their history, refunds and notifications
  externalIds.forgetAll(partnerId)
  due.removeAll(partnerId)
  clocks.remove(partnerId)
  disarmOutcomes(bank, outcome => outcome.partnerId === partnerId)
  webhookFaults.removeAll(partnerId)
}

/** The calls of a partner, or all, and what they proved: in a file of their own, so that nothing may fail that comes after. */
const forgetCalls = (bank: Bank, partnerId: string | undefined): void => {
  bank.store.journal.clear(partnerId)
  forgetAcceptance(bank, partnerId)
}

/** Registers a partner of the fixtures and gives it its transactions and outcomes. */
export const loadFixture = (bank: Bank, { partner, transactions, outcomes = [] }: PartnerFixture, again = false): void => {
  const { privateKey, ...wish } = partner
  const registered = createPartner(bank, wish, { publicKey: partner.publicKey, privateKey: privateKey ?? null }, 'fixture', again)
  for (const seed of transactions) addTransaction(bank, registered, seed, { event: 'fixture', cause: 'fixture', ttlMs: null })
  for (const outcome of outcomes) armOutcome(bank, { ...outcome, partnerId: partner.partnerId }, 'fixture')
}

export const removePartner = (bank: Bank, partnerId: string): void => {
  getPartner(bank, partnerId)
  clearPartner(bank, partnerId)
  bank.store.partners.remove(partnerId)
  forgetCalls(bank, partnerId)
}

/** A partner of the fixtures comes back as they have it; one made by an admin keeps its credentials and loses its data. */
const resetPartner = (bank: Bank, partnerId: string): void => {
  const partner = getPartner(bank, partnerId)
  clearPartner(bank, partnerId)
  const fixture = bank.fixtures.find(one => one.partner.partnerId === partnerId)
  if (partner.origin !== 'fixture' || fixture === undefined) return
  loadFixture(bank, fixture, true)
}

/** The whole bank, its clock too. */
const resetBank = (bank: Bank): void => {
  bank.store.clocks.remove(BANK_CLOCK)
  bank.store.webhookFaults.removeAll(null)
  disarmOutcomes(bank, () => true)
  for (const partnerId of bank.store.partners.ids()) resetPartner(bank, partnerId)
  for (const fixture of bank.fixtures) {
    if (bank.store.partners.find(fixture.partner.partnerId) === undefined) loadFixture(bank, fixture)
  }
}

/**
 * One partner, or the bank; as a whole, or not at all where that cannot be. `cutShort` ends the calls that wait: their deeds were
 * not meant for what comes now. Throws `Unknown`, and `Conflict` where another partner has what one of the fixtures had.
 */
export const reset = (bank: Bank, partnerId: string | undefined, cutShort: () => void): void => {
  bank.store.database.allOrNothing(() => {
    if (partnerId === undefined) resetBank(bank)
    else resetPartner(bank, partnerId)
    cutShort()
    forgetCalls(bank, partnerId)
    bank.events.tellOnceDone({ type: 'reset', partnerId: partnerId ?? null, data: { by: 'reset' } })
  })
}
