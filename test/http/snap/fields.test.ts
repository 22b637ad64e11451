/** Fields of each service's request: missing, empty, of another type, too long by one, and which is named of several. */
import t, { type Test } from 'tap'
import { DIALECT_NAMES, type DialectName } from '../../../schemas/dialects.js'
import { startTestBank, type TestPartner } from '../../bank-harness.js'

type Kind = 'text' | 'money' | 'word' | 'object' | 'validity'

interface FieldRow {
  readonly name: string
  readonly kind: Kind
  readonly mandatory: boolean
  /** Only where the other reference is not given. */
  readonly either: boolean
  /** In characters; of money, those of its value. */
  readonly max: number
}

/** A request in its order: name, kind, then `M`, `O` or `E` (one of the two references) and the length, of bnc and of snap. */
type TableRow = readonly [name: string, kind: Kind, bnc: string, snap: string]

interface ServiceTable {
  readonly service: string
  readonly code: string
  readonly good: Readonly<Record<string, unknown>>
  readonly rows: readonly TableRow[]
}

const MERCHANT = '000000000001'

const tables: readonly ServiceTable[] = [
  {
    service: 'generate',
    code: '47',
    good: { amount: { value: '10000.00', currency: 'IDR' }, merchantId: MERCHANT },
    rows: [
      ['partnerReferenceNo', 'text', 'O 50', 'O 64'],
      ['amount', 'money', 'O 10', 'O 19'],
      ['feeAmount', 'money', 'O 10', 'O 19'],
      ['merchantId', 'text', 'M 12', 'O 64'],
      ['subMerchantId', 'text', 'O 12', 'O 32'],
      ['storeId', 'text', 'O 12', 'O 64'],
      ['terminalId', 'text', 'O 16', 'O 16'],
      ['validityPeriod', 'validity', 'O 25', 'O 25'],
      ['qrType', 'word', 'O 7', 'O 7'],
      ['additionalInfo', 'object', 'O 0', 'O 0']
    ]
  },
  {
    service: 'query',
    code: '51',
    good: { originalReferenceNo: '404', serviceCode: '47' },
    rows: [
      ['originalReferenceNo', 'text', 'E 32', 'E 64'],
      ['originalPartnerReferenceNo', 'text', 'O 50', 'O 64'],
      ['serviceCode', 'word', 'M 2', 'M 2'],
      ['additionalInfo', 'object', 'O 0', 'O 0']
    ]
  },
  {
    service: 'cancel',
    code: '77',
    good: { originalReferenceNo: '404', reason: 'a reason', merchantId: MERCHANT },
    rows: [
      ['originalPartnerReferenceNo', 'text', 'O 50', 'O 64'],
      ['originalReferenceNo', 'text', 'M 32', 'E 64'],
      ['reason', 'text', 'M 256', 'M 256'],
      ['merchantId', 'text', 'O 12', 'M 64'],
      ['subMerchantId', 'text', 'O 12', 'O 32'],
      ['externalStoreID', 'text', 'O 64', 'O 64'],
      ['additionalInfo', 'object', 'O 0', 'O 0']
    ]
  }
]

const fieldsOf = ({ rows }: ServiceTable, dialect: DialectName): FieldRow[] =>
  rows.map(([name, kind, bnc, snap]) => {
    const [mark = '', max = ''] = (dialect === 'bnc' ? bnc : snap).split(' ')
    return { name, kind, mandatory: mark !== 'O', either: mark === 'E', max: Number(max) }
  })

const money = (value: string): object => ({ value, currency: 'IDR' })

/** Just as long as may be, and longer by one. Only text is long by its length alone. */
const lengths = ({ kind, max }: FieldRow): readonly [right: unknown, long: unknown] | undefined => {
  if (kind === 'text') return ['9'.repeat(max), '9'.repeat(max + 1)]
  if (kind === 'money') return [money('1.00'.padStart(max, '0')), money('1.00'.padStart(max + 1, '0'))]
  return undefined
}

const WRONG_TYPES: readonly unknown[] = [10_000, true, false, null, [], ['x'], { x: 1 }, 0]

/** Values of another type than the field's. */
const strangersOf = ({ kind }: FieldRow): unknown[] =>
  kind === 'object' || kind === 'money'
    ? ['x', 10_000, true, null, [], ['x']]
    : [...WRONG_TYPES]

interface Stage {
  readonly t: Test
  readonly table: ServiceTable
  readonly fields: readonly FieldRow[]
  readonly ask: (body: object) => Promise<string>
}

const stageOf = (t: Test, table: ServiceTable, dialect: DialectName, partner: TestPartner): Stage => ({
  t,
  table,
  fields: fieldsOf(table, dialect),
  ask: async body => {
    const { body: reply } = await partner.call(table.service, body)
    return `${String(reply['responseCode'])} ${String(reply['responseMessage'])}`
  }
})

const without = (body: object, name: string): object => Object.fromEntries(Object.entries(body).filter(([one]) => one !== name))

const everyMandatoryField = async ({ t, table: { code, good }, fields, ask }: Stage): Promise<void> => {
  for (const { name } of fields.filter(({ mandatory }) => mandatory)) {
    t.equal(await ask(without(good, name)), `400${code}02 Invalid Mandatory Field ${name}`, `${name} missing`)
    t.equal(await ask({ ...good, [name]: '' }), `400${code}02 Invalid Mandatory Field ${name}`, `${name} empty`)
  }
  const mandatory = fields.find(field => field.mandatory)?.name
  if (mandatory !== undefined) t.equal(await ask({}), `400${code}02 Invalid Mandatory Field ${mandatory}`, 'an empty object')
}

const everyOptionalField = async ({ t, table: { good }, fields, ask }: Stage): Promise<void> => {
  for (const { name } of fields.filter(field => !field.mandatory && !(field.name in good))) {
    t.notMatch(await ask({ ...good, [name]: '' }), /^400/, `${name} empty`)
  }
}

const everyType = async ({ t, table: { code, good }, fields, ask }: Stage): Promise<void> => {
  for (const field of fields) {
    for (const value of strangersOf(field)) {
      t.equal(await ask({ ...good, [field.name]: value }), `400${code}01 Invalid Field Format ${field.name}`,
        `${field.name} ${JSON.stringify(value)}`)
    }
  }
}

const everyLength = async ({ t, table: { code, good }, fields, ask }: Stage): Promise<void> => {
  for (const field of fields) {
    const [right, long] = lengths(field) ?? []
    if (right === undefined) continue
    const name = field.kind === 'money' ? `${field.name}.value` : field.name
    t.notMatch(await ask({ ...good, [field.name]: right }), /^400/, `${field.name} of ${field.max}`)
    t.equal(await ask({ ...good, [field.name]: long }), `400${code}01 Invalid Field Format ${name}`,
      `${field.name} of ${field.max + 1}`)
  }
}

const theFirstOfSeveral = async ({ t, table: { code, good }, fields, ask }: Stage): Promise<void> => {
  for (const [index, field] of fields.entries()) {
    const wrong = Object.fromEntries(fields.slice(index).map(({ name }) => [name, 5]))
    t.equal(await ask({ ...good, ...wrong }), `400${code}01 Invalid Field Format ${field.name}`, `${field.name} and all after it`)
    for (const { name } of fields.filter(({ mandatory, either }) => mandatory && !either)) {
      if (name === field.name) continue
      t.equal(
        await ask({ ...good, [field.name]: 5, [name]: '' }), `400${code}02 Invalid Mandatory Field ${name}`,
        `${field.name} wrong, ${name} missing`
      )
    }
  }
}

for (const dialect of DIALECT_NAMES) {
  for (const table of tables) {
    t.test(`the fields of ${table.service} in the ${dialect} dialect`, async t => {
      const bank = await startTestBank(t)
      const partner = await bank.newPartner({ dialect, signature: 'symmetric', merchants: [{ merchantId: MERCHANT }] })
      const stage = stageOf(t, table, dialect, partner)
      for (const walk of [everyMandatoryField, everyOptionalField, everyType, everyLength, theFirstOfSeveral]) await walk(stage)
      t.notMatch(await stage.ask({ ...table.good, more: 1, andMore: { x: [null] } }), /^400/, 'fields that nobody knows')
    })
  }
}
