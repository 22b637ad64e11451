/** Mistakes of the body, third part: values re-typed, re-formatted, emptied or dropped on the way to the hash. */
import { mapTree, plainNode, stringNode, type JsonNode } from './json-tree.js'
import { writeTree } from './json-writer.js'
import { rulesOf, type Reading } from './mistake.js'

const rule = rulesOf<JsonNode, JsonNode>('body')

type Change = (node: JsonNode, key: string) => JsonNode | undefined

const nothing: JsonNode = { kind: 'literal', raw: 'null' }
const emptyObject: JsonNode = { kind: 'object', members: [] }
const emptyArray: JsonNode = { kind: 'array', items: [] }

const changed = (...changes: readonly Change[]) => (node: JsonNode): readonly Reading<JsonNode>[] =>
  changes.map(change => ({ text: mapTree(node, change) ?? nothing }))

const AMOUNT = /^-?\d+\.\d{1,4}$/
const DIGITS = /^\d+$/

/** Strings that look like amounts, spelt otherwise. */
const amount = (spell: (value: string) => JsonNode): Change => node =>
  node.kind === 'string' && AMOUNT.test(node.value) ? spell(node.value) : node

const grouped = (value: string, mark: string): string => value.replace(/\B(?=(\d{3})+(?!\d))/g, mark)
const whole = (value: string): string => value.replace(/\..*$/, '')
const float = (value: string): string => (Number.isInteger(Number(value)) ? `${String(Number(value))}.0` : String(Number(value)))

const javaDouble = (value: string): string => {
  const number = Number(value)
  if (Math.abs(number) < 1e7) return float(value)
  const [digits = '', power = ''] = number.toExponential().split('e+')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${power}`
}

const number = (spell: (raw: string) => JsonNode): Change => node => (node.kind === 'number' ? spell(node.raw) : node)

/** Digits alone, as PHP's JSON_NUMERIC_CHECK or a loosely typed model takes them. */
const numeric = (spellAmount: (value: string) => string): Change => node => {
  if (node.kind !== 'string') return node
  if (AMOUNT.test(node.value)) return plainNode(spellAmount(node.value))
  if (!DIGITS.test(node.value)) return node
  const value = Number(node.value)
  return plainNode(Number.isSafeInteger(value) ? String(value) : value.toExponential())
}

const digitsInOneMember = (node: JsonNode): readonly Reading<JsonNode>[] => {
  if (node.kind !== 'object') return []
  return node.members.filter(({ value }) => value.kind === 'string' && DIGITS.test(value.value)).map(({ name, value }) => ({
    text: { kind: 'object', members: node.members.map(each =>
      each.name === name && value.kind === 'string' ? { name, value: plainNode(BigInt(value.value).toString()) } : each) },
    detail: `The member is "${name.value}".`
  }))
}

const isNull = (node: JsonNode): boolean => node.kind === 'literal' && node.raw === 'null'
const isBlank = (node: JsonNode): boolean => node.kind === 'string' && node.value === ''
const isHollow = (node: JsonNode): boolean =>
  (node.kind === 'object' && node.members.length === 0) || (node.kind === 'array' && node.items.length === 0)

const swap = (is: (node: JsonNode) => boolean, into: JsonNode | undefined): Change => node => (is(node) ? into : node)
const ofKind = (kind: JsonNode['kind']) => (node: JsonNode): boolean => node.kind === kind && isHollow(node)
const either = (...tests: readonly ((node: JsonNode) => boolean)[]) => (node: JsonNode): boolean => tests.some(test => test(node))

const text = (spell: (value: string) => string): Change => node => (node.kind === 'string' ? stringNode(spell(node.value)) : node)

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const utc = (value: string): string => new Date(value).toISOString()

const dates = (spell: (value: string) => string): Change => node =>
  node.kind === 'string' && DATE.test(node.value) && !Number.isNaN(Date.parse(node.value)) ? stringNode(spell(node.value)) : node

const boolean = (spell: (raw: string) => JsonNode): Change => node =>
  node.kind === 'literal' && node.raw !== 'null' ? spell(node.raw) : node

const STRINGS = 'Amounts are strings with two decimals, like "10000.00". Hash exactly what you send.'
const AS_SENT = 'Hash the very text that you send; do not parse and write it again in between.'
const EMPTY = 'Settle what happens to empty values once, before serialising; then hash and send the same text.'

export const VALUE_RULES = [
  rule('body-number-trimmed', 1, 'The hash was taken over amounts as numbers (10000 for "10000.00")', STRINGS, '{"value":10000}',
    changed(amount(value => plainNode(String(Number(value)))))),
  rule('body-number-float', 1, 'The hash was taken over amounts as floating-point numbers (10000.0)', STRINGS,
    '{"value":10000.0}',
    changed(amount(value => plainNode(float(value))))),
  rule('body-number-unquoted', 1, 'The hash was taken over amounts without their quotes (10000.00)', STRINGS,
    '{"value":10000.00}',
    changed(amount(plainNode))),
  rule('body-amount-no-decimals', 1, 'The hash was taken over amounts without decimals ("10000")', STRINGS, '{"value":"10000"}',
    changed(amount(value => stringNode(whole(value))))),
  rule('body-numbers-quoted', 1, 'The hash was taken over numbers as strings', AS_SENT, '{"pageSize":"10"}',
    changed(number(stringNode), number(raw => stringNode(Number(raw).toFixed(2))))),
  rule('body-amount-one-decimal', 2, 'The hash was taken over amounts with one decimal ("10000.0")', STRINGS,
    '{"value":"10000.0"}',
    changed(amount(value => stringNode(float(value))))),
  rule('body-number-rewritten', 3, 'The hash was taken over numbers written another way (1 for 1.00, or 1.0)', AS_SENT,
    '{"rate":1}',
    changed(number(raw => plainNode(String(Number(raw)))), number(raw => plainNode(float(raw))),
      number(raw => plainNode(Number(raw).toFixed(2))))),
  rule('body-digits-as-numbers', 2, 'The hash was taken over strings of digits as numbers (leading zeros are lost)',
    'References, merchant ids and amounts are strings. PHP: drop JSON_NUMERIC_CHECK.', '{"merchantId":1}',
    node => [...changed(numeric(float), numeric(value => String(Number(value))))(node), ...digitsInOneMember(node)]),
  rule('body-amount-formatted', 3, 'The hash was taken over amounts in another format', STRINGS, '{"value":"10,000.00"}', changed(
    amount(value => stringNode(grouped(whole(value), ',') + value.slice(whole(value).length))),
    amount(value => stringNode(`${grouped(whole(value), '.')},${value.slice(whole(value).length + 1)}`)),
    amount(value => stringNode(grouped(whole(value), '.'))), amount(value => stringNode(grouped(whole(value), ','))),
    amount(value => stringNode(value.replace('.', ','))), amount(value => stringNode(value.replace('.', ''))),
    amount(value => plainNode(value.replace('.', ''))), amount(value => stringNode(Number(value).toFixed(4))),
    amount(value => plainNode(javaDouble(value))), amount(value => stringNode(javaDouble(value))),
    (node, key) => (key === 'value' && node.kind === 'string' && DIGITS.test(node.value) ? stringNode(`${node.value}.00`) : node)
  )),
  rule('body-null-dropped', 1, 'The hash was taken over a body without its null members', EMPTY, '{"a":1}', changed(swap(isNull,
    undefined))),
  rule('body-empty-dropped', 1, 'The hash was taken over a body without its empty members', EMPTY, '{"a":1}', changed(
    swap(isBlank, undefined), swap(either(isNull, isBlank), undefined), swap(isHollow, undefined),
    swap(either(isNull, isHollow), undefined), swap(either(isNull, isBlank, isHollow), undefined)
  )),
  rule('body-empty-object-as-array', 1, 'The hash was taken over [] where {} was sent (an empty PHP array)',
    'Give PHP an object: new stdClass(), or JSON_FORCE_OBJECT.', '{"additionalInfo":[]}', changed(swap(ofKind('object'),
      emptyArray))),
  rule('body-empty-array-as-object', 3, 'The hash was taken over {} where [] was sent', EMPTY, '{"items":{}}',
    changed(swap(ofKind('array'), emptyObject))),
  rule('body-empty-swapped', 2, 'The hash was taken over another kind of nothing (null, "" or {})', EMPTY, '{"a":null}', changed(
    swap(isNull, stringNode('')), swap(isBlank, nothing), swap(ofKind('object'), nothing), swap(isNull, emptyObject),
    swap(isHollow, stringNode('')), swap(isBlank, emptyObject)
  )),
  rule('body-values-trimmed', 3, 'The hash was taken over strings without the spaces at their ends', AS_SENT, '{"a":"x"}',
    changed(text(value => value.trim()))),
  rule('body-spaces-collapsed', 2, 'The hash was taken over strings in which several spaces became one', AS_SENT, '{"a":"x y"}',
    changed(text(value => value.replace(/\s+/g, ' ')), text(value => value.replace(/\s+/g, ' ').trim()))),
  rule('body-booleans-retyped', 3, 'The hash was taken over booleans of another type', AS_SENT, '{"a":"true"}', changed(
    boolean(stringNode), boolean(raw => plainNode(raw === 'true' ? '1' : '0')),
    node => (node.kind === 'string' && /^(?:true|false)$/.test(node.value) ? plainNode(node.value) : node)
  )),
  rule('body-dates-rewritten', 3, 'The hash was taken over dates that the JSON library wrote again',
    'Keep dates as strings (Newtonsoft: DateParseHandling.None).', '{"validityPeriod":"2026-01-15T03:35:30Z"}', changed(
      dates(utc), dates(value => utc(value).replace(/\.000Z$/, 'Z')), dates(value => value.replace(/:(?=\d\d$)/, '')),
      dates(value => value.replace('T', ' ')), dates(value => utc(value).replace(/Z$/, '+00:00'))
    )),
  rule('body-nested-text', 3, 'The hash was taken over a nested object as a string', AS_SENT, '{"amount":"{\\"value\\":…}"}',
    node => (node.kind !== 'object' ? [] : changed((each, key) =>
      (key !== '' && each.kind === 'object' ? stringNode(writeTree(each, {})) : each))(node)))
]
