/** Registers a partner, or changes one: the unit of isolation, with its own keys, merchants and settings. */
import type { Merchant, PartnerCreate, PartnerPatch, PartnerSettings, PartnerSettingsPatch } from '../../schemas/partner.js'
import { DIALECTS } from '../../schemas/dialects.js'
import { findStatus, type Status } from '../../schemas/transaction-status.js'
import { digits, hex } from '../domain/chance.js'
import type { Partner, PartnerRecord } from '../domain/partner.js'
import { Conflict, Invalid, Unknown } from '../domain/verdict.js'
import type { Bank } from './bank.js'

/** PEM texts; without a private one the partner brought its own key. */
export interface PartnerKeys {
  readonly publicKey: string
  readonly privateKey: string | null
}

/** Settings with every status as its word. */
export const mergeSettings = (current: PartnerSettings, patch: PartnerSettingsPatch = {}): PartnerSettings => ({
  ...current,
  ...patch,
  initialStatus: (findStatus(patch.initialStatus ?? current.initialStatus) ?? 'pending') as PartnerSettings['initialStatus'],
  notifyOn: [...new Set((patch.notifyOn ?? current.notifyOn).map(word => findStatus(word) as Status))]
})

/** A merchant that is plainly nobody: SANDBOX stands in its name, so that nobody pays one. */
const newMerchant = (bank: Bank, wish: Partial<Merchant>): Merchant => ({
  merchantId: digits(bank.chance, 12),
  name: 'SANDBOX STORE',
  city: 'JAKARTA',
  postalCode: '10110',
  category: '5812',
  pan: `93600490${digits(bank.chance, 10)}`,
  nmid: `ID${digits(bank.chance, 13)}`,
  criteria: 'UMI',
  ...wish
})

/** The merchants of a wish; one is made where none was named. */
const merchantsOf = (bank: Bank, wishes: readonly Partial<Merchant>[] = [{}]): Merchant[] => {
  const merchants = wishes.map(wish => newMerchant(bank, wish))
  const ids = merchants.map(({ merchantId }) => merchantId)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Invalid('merchants', `merchantId ${twice} stands there twice`)
  return merchants
}

const demandFree = (bank: Bank, { partnerId, clientKey }: PartnerRecord): void => {
  if (bank.store.partners.find(partnerId) !== undefined) throw new Conflict(`partnerId: ${partnerId} is registered`, { field: 'partnerId' })
  if (bank.store.partners.findByClientKey(clientKey) !== undefined) {
    throw new Conflict(`clientKey: ${clientKey} is another partner's`, { field: 'clientKey' })
  }
}

export const newTokenKey = (bank: Bank): string => hex(bank.chance, 64)

/** `origin` says whether reset brings the partner back as it is in the fixtures. */
export const createPartner = (bank: Bank, wish: PartnerCreate, keys: PartnerKeys, origin: Partner['origin']): Partner => {
  const dialect = wish.dialect ?? 'bnc'
  const record: PartnerRecord = {
    partnerId: wish.partnerId ?? digits(bank.chance, 32),
    clientKey: wish.clientKey ?? hex(bank.chance, 32),
    clientSecret: wish.clientSecret ?? hex(bank.chance, 64),
    ...keys,
    tokenKey: newTokenKey(bank),
    dialect,
    signature: wish.signature ?? DIALECTS[dialect].signature,
    callbackUrl: wish.callbackUrl ?? null,
    callbackSignature: wish.callbackSignature ?? 'asymmetric',
    callbackTokenUrl: wish.callbackTokenUrl ?? null,
    settings: mergeSettings(bank.options.partnerSettings, wish.settings),
    merchants: merchantsOf(bank, wish.merchants),
    origin
  }
  demandFree(bank, record)
  bank.store.partners.save(record)
  return getPartner(bank, record.partnerId)
}

/** Throws `Unknown`. */
export const getPartner = (bank: Bank, partnerId: string): Partner => {
  const partner = bank.store.partners.find(partnerId)
  if (partner === undefined) throw new Unknown('partnerId', partnerId)
  return partner
}

/** Changes what was said and leaves the rest. A new public key makes the private one that the sandbox made unknown. */
export const changePartner = (bank: Bank, partnerId: string, patch: PartnerPatch, publicKey: string | undefined): Partner => {
  const { rules: _, verifyKey: __, ...current } = getPartner(bank, partnerId)
  const { settings, merchants, publicKey: ___, ...plain } = patch
  const changed: PartnerRecord = {
    ...current,
    ...plain,
    // A change of dialect brings its own way of signing, unless one is said.
    ...(patch.dialect !== undefined && patch.signature === undefined ? { signature: DIALECTS[patch.dialect].signature } : {}),
    ...(publicKey === undefined ? {} : { publicKey, privateKey: null }),
    ...(merchants === undefined ? {} : { merchants: merchantsOf(bank, merchants) }),
    settings: mergeSettings(current.settings, settings)
  }
  bank.store.partners.save(changed)
  return getPartner(bank, partnerId)
}

/** Every token of the partner so far answers 401xx01 from now on. */
export const expireTokens = (bank: Bank, partnerId: string): void => {
  const { rules: _, verifyKey: __, ...current } = getPartner(bank, partnerId)
  bank.store.partners.save({ ...current, tokenKey: newTokenKey(bank) })
}
