/** A partner as its form holds it, and the change that the form means: only what is different travels. */
import type { SignatureMode, DialectName } from '../../../../schemas/dialects.js'
import type { PartnerPatch, PartnerReply, PartnerSettings, PartnerSettingsPatch } from '../../../../schemas/partner.js'

export interface PartnerDraft {
  readonly dialect: DialectName
  readonly signature: SignatureMode
  readonly callbackUrl: string
  readonly callbackSignature: SignatureMode
  readonly callbackTokenUrl: string
  readonly initialStatus: PartnerSettings['initialStatus']
  readonly notFoundAs: PartnerSettings['notFoundAs']
  readonly expiredStatus: PartnerSettings['expiredStatus']
  readonly notifyOn: readonly string[]
  readonly magicValues: boolean
  readonly amountLimit: string
  /** Seconds with commas between them. */
  readonly notifySchedule: string
}

export const draftOf = ({ settings, ...partner }: PartnerReply): PartnerDraft => ({
  dialect: partner.dialect,
  signature: partner.signature,
  callbackUrl: partner.callbackUrl ?? '',
  callbackSignature: partner.callbackSignature,
  callbackTokenUrl: partner.callbackTokenUrl ?? '',
  initialStatus: settings.initialStatus,
  notFoundAs: settings.notFoundAs,
  expiredStatus: settings.expiredStatus,
  notifyOn: settings.notifyOn,
  magicValues: settings.magicValues,
  amountLimit: settings.amountLimit,
  notifySchedule: settings.notifyScheduleSeconds.join(', ')
})

/** Numbers; what is none goes as it was typed, so that the bank says what is wrong with it. */
const secondsOf = (text: string): number[] =>
  text.split(/[\s,;]+/).filter(word => word !== '').map(word => (Number.isNaN(Number(word)) ? word : Number(word))) as number[]

const orNull = (url: string): string | null => (url.trim() === '' ? null : url.trim())

/** Of the draft what is not as it was. */
const changed = <T extends object>(before: T, after: T): Partial<T> =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(before[name as keyof T]))) as Partial<T>

const settingsOf = (draft: PartnerDraft): PartnerSettingsPatch => ({
  initialStatus: draft.initialStatus,
  notFoundAs: draft.notFoundAs,
  expiredStatus: draft.expiredStatus,
  notifyOn: [...draft.notifyOn].sort(),
  magicValues: draft.magicValues,
  amountLimit: draft.amountLimit.trim(),
  notifyScheduleSeconds: secondsOf(draft.notifySchedule)
})

const registrationOf = (draft: PartnerDraft): PartnerPatch => ({
  dialect: draft.dialect,
  signature: draft.signature,
  callbackUrl: orNull(draft.callbackUrl),
  callbackSignature: draft.callbackSignature,
  callbackTokenUrl: orNull(draft.callbackTokenUrl)
})

/** The body of `PATCH /admin/partners/:partnerId`; undefined where nothing is different. */
export const patchOf = (partner: PartnerReply, draft: PartnerDraft): PartnerPatch | undefined => {
  const before = draftOf(partner)
  const registration = changed(registrationOf(before), registrationOf(draft))
  const settings = changed(settingsOf(before), settingsOf(draft))
  const patch: PartnerPatch = {
    ...registration,
    // A change of dialect alone would bring the dialect's own way of signing; the form shows which one is meant.
    ...(registration.dialect === undefined ? {} : { signature: draft.signature }),
    ...(Object.keys(settings).length === 0 ? {} : { settings })
  }
  return Object.keys(patch).length === 0 ? undefined : patch
}
