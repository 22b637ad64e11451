/** Registers a partner, or changes one: the unit of isolation, with its own keys, merchants and settings. */
import type { Merchant, PartnerCreate, PartnerPatch, PartnerSettings, PartnerSettingsPatch } from '../../schemas/partner.js'
import { DIALECTS } from '../../schemas/dialects.js'
import { findStatus, type Status } from '../../schemas/transaction-status.js'
import { digits, hex } from '../domain/chance.js'
import { callbackUrlFault } from '../domain/notification.js'
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

const demandNewId = (bank: Bank, { partnerId }: PartnerRecord): void => {
  if (bank.store.partners.find(partnerId) !== undefined) throw new Conflict(`partnerId: ${partnerId} is registered`, { field: 'partnerId' })
}

/** One of the fixtures that was removed comes back with a reset or a start, and wants its key then [CHOSEN]. */
const demandOwnKey = (bank: Bank, { partnerId, clientKey }: PartnerRecord): void => {
  const holder = bank.store.partners.findByClientKey(clientKey)?.partnerId
  const heir = bank.fixtures.find(({ partner }) => partner.clientKey === clientKey)?.partner.partnerId
  if (holder !== undefined && holder !== partnerId) {
    throw new Conflict(`clientKey: ${clientKey} is partner ${holder}'s, partner ${partnerId} cannot have it as well`, { field: 'clientKey' })
  }
  if (heir !== undefined && heir !== partnerId) {
    throw new Conflict(`clientKey: ${clientKey} is kept for partner ${heir} of the fixtures, who comes back with a reset`, { field: 'clientKey' })
  }
}

const demandCallable = (record: PartnerRecord): void => {
  for (const field of ['callbackUrl', 'callbackTokenUrl'] as const) {
    const url = record[field]
    const wrong = url === null ? undefined : callbackUrlFault(url)
    if (wrong !== undefined) throw new Invalid(field, wrong)
  }
}

/** A bank with a seed draws the same ids again after a restart: those that are given away are passed over. */
const drawUntil = (draw: () => string, isFree: (drawn: string) => boolean): string => {
  for (;;) {
    const drawn = draw()
    if (isFree(drawn)) return drawn
  }
}

export const newTokenKey = (bank: Bank): string => hex(bank.chance, 64)

/** `origin` says whether reset brings the partner back as it is in the fixtures; `again`, that it may stand there already. */
export const createPartner = (
  bank: Bank, wish: PartnerCreate, keys: PartnerKeys, origin: Partner['origin'], again = false
): Partner => {
  const dialect = wish.dialect ?? 'bnc'
  const record: PartnerRecord = {
    partnerId: wish.partnerId ?? drawUntil(() => digits(bank.chance, 32), id => bank.store.partners.find(id) === undefined),
    clientKey: wish.clientKey ?? drawUntil(() => hex(bank.chance, 32), key => bank.store.partners.findByClientKey(key) === undefined),
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
  if (!again) demandNewId(bank, record)
  demandOwnKey(bank, record)
  demandCallable(record)
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
  const { rules: _, verifyKey: __, secretKey: ___, ...current } = getPartner(bank, partnerId)
  const { settings, merchants, publicKey: ____, ...plain } = patch
  const changed: PartnerRecord = {
    ...current,
    ...plain,
    // A change of dialect brings its own way of signing, unless one is said.
    ...(patch.dialect !== undefined && patch.signature === undefined ? { signature: DIALECTS[patch.dialect].signature } : {}),
    ...(publicKey === undefined ? {} : { publicKey, privateKey: null }),
    ...(merchants === undefined ? {} : { merchants: merchantsOf(bank, merchants) }),
    settings: mergeSettings(current.settings, settings)
  }
  demandCallable(changed)
  bank.store.partners.save(changed)
  return getPartner(bank, partnerId)
}

/** Every token of the partner so far answers 401xx01 from now on. */
export const expireTokens = (bank: Bank, partnerId: string): void => {
  const { rules: _, verifyKey: __, secretKey: ___, ...current } = getPartner(bank, partnerId)
  bank.store.partners.save({ ...current, tokenKey: newTokenKey(bank) })
}
