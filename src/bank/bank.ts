/** What every deed of the bank works with: its memory, its clock, its chance, and who it is. */
import type { KeyObject } from 'node:crypto'
import type { PartnerFixture } from '../../schemas/fixture.js'
import type { PartnerSettings } from '../../schemas/partner.js'
import type { Chance } from '../domain/chance.js'
import { timeOf } from '../domain/clock.js'
import type { HistoryRow } from '../domain/transaction.js'
import type { Store } from '../store/store.js'
import type { Events } from './events.js'
import type { TokenReader } from './issue-token.js'

export interface BankOptions {
  readonly tokenTtlSeconds: number
  readonly qrTtlSeconds: number
  /** 0 switches the check of X-TIMESTAMP off. */
  readonly timestampToleranceSeconds: number
  /** What a new partner's settings are, where nothing else is said. */
  readonly partnerSettings: PartnerSettings
}

export interface BankKeys {
  /** Signs notifications. */
  readonly privateKey: KeyObject
  /** SPKI PEM, for partners to verify them. */
  readonly publicKeyPem: string
}

/** A change of a transaction, as the journal and listeners hear of it. */
export interface StateChange extends HistoryRow {
  readonly partnerId: string
  readonly referenceNo: string
}

export interface Bank {
  readonly store: Store
  readonly options: BankOptions
  readonly chance: Chance
  readonly keys: BankKeys
  /** Where reset goes back to. */
  readonly fixtures: readonly PartnerFixture[]
  /** Milliseconds since 1970, not to be moved: signatures are judged by it. */
  readonly realNow: () => number
  /** Where clients reach the bank, without a slash at the end; known once it listens. */
  readonly publicUrl: () => string
  readonly events: Events
  readonly tokens: TokenReader
}

/** The time by this partner's clock. */
export const nowOf = (bank: Bank, partnerId: string): number => timeOf(bank.store.clocks.of(partnerId), bank.realNow())
