/** Reads any QRIS payload (EMVCo merchant-presented mode), and says of a broken one which tag is wrong and how. */
import { crc16 } from './crc16.js'
import { formatAmount, parseQrAmount, QR_AMOUNT } from './money.js'
import type { QrKind } from './qr-content.js'

/** One field of a payload; a template (26 to 51, 62, 64) also has the fields within it. */
export interface QrTag {
  readonly tag: string
  readonly value: string
  readonly children?: readonly QrTag[]
}

/** One merchant account: tags 26 to 51. */
export interface QrMerchantInfo {
  readonly tag: string
  readonly globallyUniqueIdentifier: string
  readonly pan?: string | undefined
  /** The acquirer's merchant or store id; the NMID in tag 51. */
  readonly id?: string | undefined
  readonly criteria?: string | undefined
}

/** Tags 55 to 57: the payer types a tip, or it is a fixed amount, or a share of the amount. */
export type QrTip =
  | { readonly kind: 'prompted' }
  | { readonly kind: 'fixed'; readonly amount: string }
  | { readonly kind: 'percent'; readonly percent: string }

/** What a good payload says. */
export interface DecodedQr {
  readonly ok: true
  readonly tags: readonly QrTag[]
  readonly kind: QrKind
  readonly merchantName: string
  readonly merchantCity: string
  readonly merchantCategory: string
  readonly postalCode?: string | undefined
  readonly countryCode: string
  readonly currency: 'IDR'
  /** Canonical, `10000.00`. */
  readonly amount?: string | undefined
  readonly merchantInfos: readonly QrMerchantInfo[]
  readonly merchantPan?: string | undefined
  readonly merchantId?: string | undefined
  readonly nmid?: string | undefined
  readonly criteria?: string | undefined
  /** 62.01 of a dynamic QR, 62.05 of a static one; the other of the two where that is missing. */
  readonly id?: string | undefined
  readonly terminalLabel?: string | undefined
  readonly tip?: QrTip | undefined
}

/** A payload that no wallet should pay. */
export interface BrokenQr {
  readonly ok: false
  /** `59`, or `26.01` inside a template. */
  readonly tag: string
  readonly diagnosis: string
}

type Reading<T> = T | BrokenQr

const HEAD_LENGTH = 4
const TWO_DIGITS = /^\d\d$/
const CRC = '63'

const broken = (tag: string, diagnosis: string): BrokenQr => ({ ok: false, tag, diagnosis })

const isBroken = (reading: object): reading is BrokenQr => 'ok' in reading && reading.ok === false

const quoted = (text: string): string => JSON.stringify(text)

const isAccount = (tag: string): boolean => tag >= '26' && tag <= '51'

/** 80 to 99 are templates too, but their form belongs to whoever issued them, so they stay text [CHOSEN]. */
const isTemplate = (tag: string): boolean => isAccount(tag) || tag === '62' || tag === '64'

/** `59` in the payload itself, `26.01` in the template 26. */
const nameOf = (tag: string, parent: string): string => (parent ? `${parent}.${tag}` : tag)

/** Where a tag should be and is not, the length before it is mostly at fault: the tag before it is named. */
const noTag = (found: string, previous: string | undefined, parent: string): BrokenQr => {
  const expected = `${quoted(found)}, where a two-digit tag is expected`
  if (previous) return broken(previous, `after tag ${previous} comes ${expected}; is the length of tag ${previous} right?`)
  return parent ? broken(parent, `tag ${parent} begins with ${expected}`) : broken('00', `the payload begins with ${expected}`)
}

/** The tag at the front of `chars`. */
const readTag = (chars: readonly string[], previous: string | undefined, parent: string): Reading<QrTag> => {
  const tag = chars.slice(0, 2).join('')
  if (!TWO_DIGITS.test(tag)) return noTag(tag, previous, parent)
  const name = nameOf(tag, parent)
  const length = chars.slice(2, HEAD_LENGTH).join('')
  if (!TWO_DIGITS.test(length)) return broken(name, `the length of tag ${name} is ${quoted(length)}, two digits are expected`)
  const value = chars.slice(HEAD_LENGTH, HEAD_LENGTH + Number(length))
  return value.length < Number(length)
    ? broken(name, `tag ${name} says that it is ${length} characters long, but only ${value.length} are left`)
    : withChildren(tag, value.join(''), parent)
}

const withChildren = (tag: string, value: string, parent: string): Reading<QrTag> => {
  if (parent || !isTemplate(tag)) return { tag, value }
  const children = readTags(value, tag)
  return isBroken(children) ? children : { tag, value, children }
}

/** Lengths count characters [CHOSEN]. A tag that comes twice ends the reading, so at most 100 tags are ever read. */
const readTags = (text: string, parent = ''): Reading<readonly QrTag[]> => {
  const chars = Array.from(text)
  const tags = new Map<string, QrTag>()
  let previous: string | undefined
  for (let at = 0; at < chars.length; ) {
    const read = readTag(chars.slice(at, at + HEAD_LENGTH + 99), previous, parent)
    if (isBroken(read)) return read
    previous = nameOf(read.tag, parent)
    if (tags.has(read.tag)) return broken(previous, `tag ${previous} comes twice`)
    tags.set(read.tag, read)
    at += HEAD_LENGTH + Array.from(read.value).length
    if (previous === CRC && at < chars.length) {
      return broken(CRC, `tag 63 must be the last one, but ${chars.length - at} more characters follow it`)
    }
  }
  return [...tags.values()]
}

/** The value of a tag (`59`), or of a tag in a template (`62`, `01`). */
const valueOf = (tags: readonly QrTag[], tag: string, child?: string): string | undefined => {
  const found = tags.find((each) => each.tag === tag)
  return child === undefined ? found?.value : valueOf(found?.children ?? [], child)
}

/** Tag 01 is not among them: EMVCo calls it optional, and a QR without it is static. */
const MANDATORY = ['00', '52', '53', '58', '59', '60', CRC] as const

const missingTag = (tags: readonly QrTag[]): BrokenQr | undefined => {
  const absent = MANDATORY.find((tag) => valueOf(tags, tag) === undefined)
  if (absent !== undefined) return broken(absent, `mandatory tag ${absent} is missing`)
  if (tags[0]?.tag !== '00') return broken('00', 'tag 00 must be the first one')
  const accounts = tags.filter(({ tag }) => isAccount(tag))
  if (accounts.length === 0) return broken('26', 'there is no merchant account, which is one of the tags 26 to 51')
  const nameless = accounts.find(({ children = [] }) => !valueOf(children, '00'))
  return nameless && broken(`${nameless.tag}.00`, `mandatory tag ${nameless.tag}.00, the globally unique identifier, is missing`)
}

/** Lower-case digits are read as well [CHOSEN]: EMVCo asks for upper case, but every wallet compares the number. */
const wrongCrc = (payload: string, tags: readonly QrTag[]): BrokenQr | undefined => {
  const found = valueOf(tags, CRC) ?? ''
  if (!/^[\dA-F]{4}$/i.test(found)) return broken(CRC, `tag 63 must be four hexadecimal digits, found ${quoted(found)}`)
  const expected = crc16(payload.slice(0, -found.length))
  return found.toUpperCase() === expected ? undefined : broken(CRC, `tag 63 is a wrong CRC: expected ${expected}, found ${found}`)
}

const AMOUNT = { shape: QR_AMOUNT, expected: 'an amount of at most 13 characters with at most two decimals' }

/** What values must look like. A currency other than the rupiah is refused [CHOSEN]: the bank settles in nothing else. */
const VALUES: Readonly<Record<string, { readonly shape: RegExp; readonly expected: string }>> = {
  '00': { shape: /^01$/, expected: '01' },
  '01': { shape: /^1[12]$/, expected: '11 (static) or 12 (dynamic)' },
  '52': { shape: /^\d{4}$/, expected: 'four digits' },
  '53': { shape: /^360$/, expected: '360, the rupiah' },
  '54': AMOUNT,
  '55': { shape: /^0[123]$/, expected: '01, 02 or 03' },
  '56': AMOUNT,
  '57': { shape: /^\d{1,2}(?:\.\d{0,2})?$/, expected: 'a percentage below 100 with at most two decimals' },
  '58': { shape: /^[A-Z]{2}$/, expected: 'two upper-case letters' },
  '59': { shape: /./s, expected: 'a name' },
  '60': { shape: /./s, expected: 'a city' },
}

const wrongValue = (tags: readonly QrTag[]): BrokenQr | undefined => {
  for (const { tag, value } of tags) {
    const rule = VALUES[tag]
    if (rule && !rule.shape.test(value)) return broken(tag, `tag ${tag} must be ${rule.expected}, found ${quoted(value)}`)
  }
  return undefined
}

const canonical = (text: string | undefined): string | undefined => {
  const sen = text === undefined ? undefined : parseQrAmount(text)
  return sen === undefined ? undefined : formatAmount(sen)
}

/** Tag 55 says of what kind the tip is; the tag that holds it must then be there. */
const readTip = (tags: readonly QrTag[]): Reading<QrTip> | undefined => {
  const kind = valueOf(tags, '55')
  if (kind === undefined) return undefined
  if (kind === '01') return { kind: 'prompted' }
  const amount = canonical(valueOf(tags, '56'))
  const percent = valueOf(tags, '57')
  if (kind === '02') return amount ? { kind: 'fixed', amount } : broken('56', 'tag 56, the tip, is missing: tag 55 is 02')
  return percent ? { kind: 'percent', percent } : broken('57', 'tag 57, the tip in percent, is missing: tag 55 is 03')
}

const merchantInfo = ({ tag, children = [] }: QrTag): QrMerchantInfo => ({
  tag,
  globallyUniqueIdentifier: valueOf(children, '00') ?? '',
  pan: valueOf(children, '01'),
  id: valueOf(children, '02'),
  criteria: valueOf(children, '03'),
})

/** Tag 51 is the national account with the NMID; the first account before it is the acquirer's. */
const merchantOf = (infos: readonly QrMerchantInfo[]): Pick<DecodedQr, 'merchantPan' | 'merchantId' | 'nmid' | 'criteria'> => {
  const acquirer = infos.find(({ tag }) => tag !== '51')
  const national = infos.find(({ tag }) => tag === '51')
  return {
    merchantPan: acquirer?.pan ?? national?.pan,
    merchantId: acquirer?.id,
    nmid: national?.id,
    criteria: acquirer?.criteria ?? national?.criteria,
  }
}

const describe = (tags: readonly QrTag[], tip: QrTip | undefined): DecodedQr => {
  const kind = valueOf(tags, '01') === '12' ? 'dynamic' : 'static'
  const merchantInfos = tags.filter(({ tag }) => isAccount(tag)).map(merchantInfo)
  const [billNumber, referenceLabel] = [valueOf(tags, '62', '01'), valueOf(tags, '62', '05')]
  return {
    ok: true,
    tags,
    kind,
    merchantName: valueOf(tags, '59') ?? '',
    merchantCity: valueOf(tags, '60') ?? '',
    merchantCategory: valueOf(tags, '52') ?? '',
    postalCode: valueOf(tags, '61'),
    countryCode: valueOf(tags, '58') ?? '',
    currency: 'IDR',
    amount: canonical(valueOf(tags, '54')),
    merchantInfos,
    ...merchantOf(merchantInfos),
    id: kind === 'dynamic' ? (billNumber ?? referenceLabel) : (referenceLabel ?? billNumber),
    terminalLabel: valueOf(tags, '62', '07'),
    tip,
  }
}

/** Reads a payload. Never throws; a caller that takes payloads from outside bounds their length first (512 on the wire). */
export const decodeQr = (payload: string): DecodedQr | BrokenQr => {
  const tags = readTags(payload)
  if (isBroken(tags)) return tags
  const wrong = missingTag(tags) ?? wrongCrc(payload, tags) ?? wrongValue(tags)
  if (wrong) return wrong
  const tip = readTip(tags)
  return tip && isBroken(tip) ? tip : describe(tags, tip)
}
