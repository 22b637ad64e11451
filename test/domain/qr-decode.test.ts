/** Reading any bank's payload, and the diagnosis of a broken one. */
import fc from 'fast-check'
import t from 'tap'
import { crc16 } from '../../src/domain/crc16.js'
import { decodeQr, type DecodedQr } from '../../src/domain/qr-decode.js'
import payloads from '../data/qr-payloads.json' with { type: 'json' }

const PAN = '936009990000000001'

const SANDBOX = {
  ok: true,
  merchantName: 'TOKO CONTOH',
  merchantCity: 'JAKARTA',
  merchantCategory: '5812',
  postalCode: '10110',
  countryCode: 'ID',
  currency: 'IDR',
  merchantPan: PAN,
  merchantId: '000000000000001',
  nmid: 'ID1026000000012',
  criteria: 'UMI',
  terminalLabel: 'T01',
  merchantInfos: [
    { tag: '26', globallyUniqueIdentifier: 'ID.CO.SANDBOX.WWW', pan: PAN, id: '000000000000001', criteria: 'UMI' },
    { tag: '51', globallyUniqueIdentifier: 'ID.CO.QRIS.WWW', pan: undefined, id: 'ID1026000000012', criteria: 'UMI' },
  ],
} as const

/** What each payload of the data file says. */
const READINGS: Readonly<Record<string, Partial<DecodedQr>>> = {
  static: { ...SANDBOX, kind: 'static', amount: undefined, id: undefined, tip: undefined },
  dynamic: { ...SANDBOX, kind: 'dynamic', amount: '10000.00', id: 'INV20260001', tip: undefined },
  'dynamic-two-decimals': { ...SANDBOX, kind: 'dynamic', amount: '10000.00', id: 'INV20260001' },
  'dynamic-tip-prompted': { ...SANDBOX, kind: 'dynamic', amount: '10000.00', tip: { kind: 'prompted' } },
  'dynamic-tip-fixed': { ...SANDBOX, amount: '10000.00', tip: { kind: 'fixed', amount: '500.00' } },
  'dynamic-tip-percent': { ...SANDBOX, amount: '10000.00', tip: { kind: 'percent', percent: '5.00' } },
  'bri-doc-sample-dynamic': {
    ok: true,
    kind: 'dynamic',
    merchantName: 'Ritual Kopi Bandung',
    merchantCity: 'BERAU',
    merchantCategory: '5111',
    postalCode: '77312',
    amount: '5000.00',
    merchantPan: '936000020210461472',
    merchantId: '000001019000014',
    nmid: undefined,
    criteria: 'UME',
    id: '126063434105858241',
    terminalLabel: undefined,
  },
}

const valid = payloads.flatMap(({ id, payload }) => (payload === undefined ? [] : [{ id, payload }]))

t.test('every payload of the data file is read', (t) => {
  t.strictSame(valid.map(({ id }) => id), Object.keys(READINGS), 'the table has all of them')
  for (const { id, payload } of valid) {
    const decoded = decodeQr(payload)
    for (const [field, value] of Object.entries(READINGS[id] ?? {})) {
      t.strictSame(decoded[field as keyof typeof decoded], value, `${id}: ${field}`)
    }
  }
  t.end()
})

t.test('the checksums of the data file are right', (t) => {
  for (const { id, input, payload, crc } of payloads) {
    if (crc !== undefined) t.equal(crc16(input ?? payload.slice(0, -4)), crc, id)
  }
  t.end()
})

/** A payload's fields, in order, so that a test can break one of them. */
type Fields = readonly (readonly [tag: string, value: string])[]

const GOOD: Fields = [
  ['00', '01'],
  ['01', '12'],
  ['26', `0014ID.CO.BANK.WWW0118${PAN}`],
  ['52', '5812'],
  ['53', '360'],
  ['54', '10000'],
  ['58', 'ID'],
  ['59', 'TOKO CONTOH'],
  ['60', 'JAKARTA'],
]

const write = (fields: Fields): string =>
  fields.map(([tag, value]) => `${tag}${String(Array.from(value).length).padStart(2, '0')}${value}`).join('')

const seal = (payload: string): string => `${payload}6304${crc16(`${payload}6304`)}`

/** `GOOD` with a tag replaced, added (after tag 60) or left out (undefined), under a right CRC. */
const change = (tag: string, value: string | undefined): string => {
  const kept = GOOD.flatMap((field) => (field[0] !== tag ? [field] : value === undefined ? [] : [[tag, value] as const]))
  const added = value !== undefined && !GOOD.some((field) => field[0] === tag) ? [[tag, value] as const] : []
  return seal(write([...kept, ...added]))
}

const GOOD_TEXT = seal(write(GOOD))
const GOOD_CRC = GOOD_TEXT.slice(-4)
const BODY = write(GOOD)

/** What is wrong, the payload, the tag that is named, and what the diagnosis says. */
const BROKEN: readonly (readonly [what: string, payload: string, tag: string, says: RegExp])[] = [
  ['nothing', '', '00', /tag 00 is missing/],
  ['no payload at all', 'https://example.com/pay', '00', /begins with "ht"/],
  ['a wrong CRC', `${BODY}63040000`, '63', new RegExp(`expected ${GOOD_CRC}, found 0000`)],
  ['a CRC that is no number', `${BODY}6304XYZ!`, '63', /four hexadecimal digits, found "XYZ!"/],
  ['a CRC of three digits', `${BODY}6303ABC`, '63', /four hexadecimal digits/],
  ['no CRC', BODY, '63', /tag 63 is missing/],
  ['a cut CRC', GOOD_TEXT.slice(0, -1), '63', /04 characters long, but only 3/],
  ['a line feed after the CRC', `${GOOD_TEXT}\n`, '63', /last one, but 1 more/],
  ['a tag after the CRC', `${GOOD_TEXT}6105101106304ABCD`, '63', /must be the last/],
  ['a length past the end', seal(BODY.replace('5911TOKO', '5999TOKO')), '59', /99 characters long, but only \d+ are left/],
  ['a length one too short', seal(BODY.replace('5911TOKO', '5910TOKO')), '59', /after tag 59 comes "H6".*length of tag 59/],
  ['a length of letters', seal(BODY.replace('5911TOKO', '59XXTOKO')), '59', /length of tag 59 is "XX"/],
  ['a tag of letters', seal(BODY.replace('5911TOKO', 'AB11TOKO')), '58', /after tag 58 comes "AB"/],
  ['digits that are not ASCII', seal(BODY.replace('5911TOKO', '59١١TOKO')), '59', /length of tag 59/],
  ['half a tag at the end', `${BODY}6`, '60', /after tag 60 comes "6"/],
  ['a tag without a length', `${BODY}63`, '63', /length of tag 63 is ""/],
  ['a tag twice', seal(`${BODY}5904TOKO`), '59', /tag 59 comes twice/],
  ['tag 00 in the middle', seal(write([...GOOD.slice(1), ['00', '01']])), '00', /first/],
  ['another format', change('00', '02'), '00', /must be 01, found "02"/],
  ['neither static nor dynamic', change('01', '13'), '01', /11 \(static\) or 12/],
  ['no merchant account', change('26', undefined), '26', /no merchant account/],
  ['an empty merchant account', change('26', ''), '26.00', /26\.00, the globally unique identifier, is missing/],
  ['an account without its domain', change('26', '0118936009990000000001'), '26.00', /is missing/],
  ['an account with an empty domain', change('26', '00000118936009990000000001'), '26.00', /is missing/],
  ['a PAN past the end of the account', change('26', '0003ABC0119936009990000000001'), '26.01', /26\.01 .* 19 .* only 18/],
  ['a domain one too short', change('26', '0002ABC'), '26.00', /after tag 26\.00 comes "C"/],
  ['an account that is plain text', change('26', 'ID.CO'), '26', /tag 26 begins with "ID"/],
  ['a length of letters in an account', change('51', '00x3ABC'), '51.00', /length of tag 51\.00 is "x3"/],
  ['a PAN twice', change('26', '0003ABC0101101012'), '26.01', /26\.01 comes twice/],
  ['broken additional data', change('62', '0109ABC'), '62.01', /62\.01 .* 09 .* only 3/],
  ['a broken second language', change('64', '0002I'), '64.00', /64\.00/],
  ['a category of letters', change('52', 'FOOD'), '52', /four digits, found "FOOD"/],
  ['dollars', change('53', '840'), '53', /360, the rupiah, found "840"/],
  ['an amount with a comma', change('54', '10,000'), '54', /an amount/],
  ['a negative amount', change('54', '-1'), '54', /an amount/],
  ['an amount with three decimals', change('54', '1.000'), '54', /an amount/],
  ['an amount of 14 characters', change('54', '10000000000000'), '54', /at most 13/],
  ['an empty amount', change('54', ''), '54', /an amount/],
  ['a country in lower case', change('58', 'id'), '58', /upper-case/],
  ['an empty name', change('59', ''), '59', /a name/],
  ['an empty city', change('60', ''), '60', /a city/],
  ['an unknown kind of tip', change('55', '04'), '55', /01, 02 or 03/],
  ['a fixed tip without its amount', change('55', '02'), '56', /tag 56.* missing/],
  ['a tip in percent without the percentage', change('55', '03'), '57', /tag 57.* missing/],
  ['a tip of words', change('56', 'much'), '56', /an amount/],
  ['a tip of all', change('57', '100'), '57', /below 100/],
]

t.test('a broken payload is refused, and the diagnosis names the tag', (t) => {
  for (const [what, payload, tag, says] of BROKEN) {
    const { ok, ...broken } = decodeQr(payload)
    t.equal(ok, false, what)
    t.match(broken, { tag, diagnosis: says }, what)
  }
  t.end()
})

t.test('each mandatory tag is missed by its name', (t) => {
  for (const tag of ['00', '52', '53', '58', '59', '60']) {
    t.match(decodeQr(change(tag, undefined)), { ok: false, tag, diagnosis: `mandatory tag ${tag} is missing` })
  }
  t.end()
})

t.test('a missing or broken tag is named before the CRC that it spoils', (t) => {
  t.match(decodeQr(`${write(GOOD.filter(([tag]) => tag !== '58'))}63040000`), { ok: false, tag: '58' })
  t.match(decodeQr(`${BODY.replace('5911TOKO', '5910TOKO')}63040000`), { ok: false, tag: '59' })
  t.match(decodeQr(`${BODY.replace('TOKO', 'T0KO')}6304${GOOD_CRC}`), { ok: false, tag: '63' })
  t.end()
})

/** Payloads that are unusual and good. */
const ACCEPTED: readonly (readonly [what: string, payload: string, reading: Partial<DecodedQr>])[] = [
  ['nothing unusual', GOOD_TEXT, { kind: 'dynamic', amount: '10000.00' }],
  ['a CRC in lower case', `${BODY}6304${GOOD_CRC.toLowerCase()}`, { kind: 'dynamic' }],
  ['no tag 01', change('01', undefined), { kind: 'static' }],
  ['no amount', change('54', undefined), { amount: undefined }],
  ['an amount of zero', change('54', '0'), { amount: '0.00' }],
  ['a point without decimals', change('54', '10000.'), { amount: '10000.00' }],
  ['one decimal', change('54', '10000.5'), { amount: '10000.50' }],
  ['a name beyond ASCII, its length in characters', change('59', 'Kopi ☕ 😀 é'), { merchantName: 'Kopi ☕ 😀 é' }],
  ['an empty postcode', change('61', ''), { postalCode: '' }],
  ['a template whose form is its issuer\'s', change('80', 'what it likes'), { merchantName: 'TOKO CONTOH' }],
  ['62.01 and 62.05 of a dynamic QR', change('62', '0101A0501B'), { id: 'A' }],
  ['only 62.05 of a dynamic QR', change('62', '0501B'), { id: 'B' }],
  ['the national account alone', seal(BODY.replace('01021226', '01021251')), { merchantPan: PAN, merchantId: undefined }],
]

t.test('unusual payloads are read', (t) => {
  for (const [what, payload, reading] of ACCEPTED) t.match(decodeQr(payload), { ok: true, ...reading }, what)
  t.end()
})

t.test('a static QR is known by its 62.05, and by 62.01 without it', (t) => {
  const fixed = (data: string): string => seal(write([...GOOD, ['62', data]]).replace('010212', '010211'))
  t.match(decodeQr(fixed('0101A0501B')), { ok: true, kind: 'static', id: 'B' })
  t.match(decodeQr(fixed('0101A')), { ok: true, kind: 'static', id: 'A' })
  t.end()
})

t.test('the tree has every tag in its order, and templates have theirs within', (t) => {
  const decoded = decodeQr(change('62', '0703T01'))
  const tags = decoded.ok ? decoded.tags : []
  t.strictSame(tags.map(({ tag }) => tag), ['00', '01', '26', '52', '53', '54', '58', '59', '60', '62', '63'])
  t.strictSame(tags[9], { tag: '62', value: '0703T01', children: [{ tag: '07', value: 'T01' }] })
  t.strictSame(tags[3], { tag: '52', value: '5812' })
  t.end()
})

const anyValid = fc.constantFrom(...valid.map(({ payload }) => payload))

/** The letters of the CRC may be written in either case. */
const isSame = (changed: string, payload: string): boolean =>
  changed.slice(0, -4) === payload.slice(0, -4) && changed.slice(-4).toUpperCase() === payload.slice(-4).toUpperCase()

t.test('no single character of any bank\'s payload can change unnoticed', (t) => {
  fc.assert(
    fc.property(anyValid, fc.nat(), fc.nat(127), (payload, at, char) => {
      const index = at % payload.length
      const changed = payload.slice(0, index) + String.fromCharCode(char) + payload.slice(index + 1)
      return decodeQr(changed).ok === isSame(changed, payload)
    }),
    { numRuns: 1000 },
  )
  t.pass('the property holds for every case that was drawn')
  t.end()
})

t.test('no text makes the decoder throw, and every refusal names a tag', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('00', '01', '26', '62', '63', '04', 'ID', '\ud800', '😀')).map((parts) => parts.join('')),
    fc
      .tuple(anyValid, fc.nat(250), fc.nat(10), fc.string({ maxLength: 5 }))
      .map(([payload, at, gone, put]) => payload.slice(0, at) + put + payload.slice(at + gone)),
  )
  fc.assert(
    fc.property(text, (payload) => {
      const decoded = decodeQr(payload)
      return decoded.ok || (/^\d\d(?:\.\d\d)?$/.test(decoded.tag) && decoded.diagnosis !== '')
    }),
    { numRuns: 1000 },
  )
  t.pass('the property holds for every case that was drawn')
  t.end()
})
