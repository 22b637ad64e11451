/** What a generate asks for beyond its table of fields: the kind of QR, and until when it is valid. */
import type { QrMpmGenerateRequest, QrTypeWord } from '../../schemas/qr-mpm-generate.js'
import { parseTimestamp } from './jakarta.js'
import { malformed, missing } from './refusal.js'
import { isJsonObject } from './request-body.js'

/** The kind that was asked for, at the top level or in additionalInfo [CHOSEN]. */
const saidType = ({ qrType, additionalInfo }: QrMpmGenerateRequest): QrTypeWord | undefined =>
  qrType ?? (isJsonObject(additionalInfo) ? additionalInfo.qrType : undefined)

/** DYNAMIC with an amount and STATIC without, where nothing is said [CHOSEN]. */
export const qrTypeOf = (request: QrMpmGenerateRequest): QrTypeWord =>
  saidType(request) ?? (request.amount === undefined ? 'STATIC' : 'DYNAMIC')

/** Longest validity of a QR [CHOSEN]: ten years, in seconds. */
const MAX_VALIDITY_SECONDS = 315_360_000

/** When a QR's time is over: an ISO 8601 time [SNAP] or whole seconds from now [SEEN]. Undefined where nothing was said. */
export const validUntil = (validityPeriod: string | undefined, now: number): number | undefined => {
  if (validityPeriod === undefined) return undefined
  const seconds = /^\d+$/.test(validityPeriod) ? Number(validityPeriod) : undefined
  return seconds === undefined ? parseTimestamp(validityPeriod) : now + seconds * 1000
}

/** Refuses a validity that is over, that is 0, or that is neither a time nor seconds. */
export const demandValidity = ({ validityPeriod }: QrMpmGenerateRequest, now: number): void => {
  if (validityPeriod === undefined) return
  const until = validUntil(validityPeriod, now)
  if (until === undefined) throw malformed('validityPeriod', 'neither an ISO 8601 time with offset nor whole seconds')
  if (until <= now) throw malformed('validityPeriod', 'it is in the past')
  if (until > now + MAX_VALIDITY_SECONDS * 1000) throw malformed('validityPeriod', 'it is more than ten years away')
}

/** A dynamic QR is one amount: without it the QR would be static. */
export const demandDynamicAmount = (request: QrMpmGenerateRequest): void => {
  if (saidType(request) === 'DYNAMIC' && request.amount === undefined) throw missing('amount')
}

/** The kind said twice must be one kind. */
export const demandOneType = ({ qrType, additionalInfo }: QrMpmGenerateRequest): void => {
  const inner = isJsonObject(additionalInfo) ? additionalInfo.qrType : undefined
  if (qrType !== undefined && inner !== undefined && qrType !== inner) throw malformed('qrType', 'it is said twice, differently')
}
