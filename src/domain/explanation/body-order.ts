/** Mistakes of the body, second part: members in another order, missing, added or called otherwise. */
import { mapMembers, plainNode, stringNode, type JsonMember, type JsonNode } from './json-tree.js'
import { rulesOf, type Reading } from './mistake.js'

const rule = rulesOf<JsonNode, JsonNode>('body')
const tree = (text: JsonNode, detail?: string): Reading<JsonNode> => (detail === undefined ? { text } : { text, detail })

type Order = (a: string, b: string) => number

const byCode: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const byLength: Order = (a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || byCode(a, b)
const ignoringCase: Order = (a, b) => byCode(a.toLowerCase(), b.toLowerCase())

const arrange = (members: readonly JsonMember[], order: Order): readonly JsonMember[] =>
  [...members].sort((a, b) => order(a.name.value, b.name.value))

const ordered = (node: JsonNode, order: Order): JsonNode => mapMembers(node, members => arrange(members, order))

const ofTop = (node: JsonNode, change: (members: readonly JsonMember[]) => readonly JsonMember[]): JsonNode =>
  node.kind === 'object' ? { kind: 'object', members: change(node.members) } : node

/** The tree as it is at the top, its nested objects changed. */
const ofNested = (node: JsonNode, change: (node: JsonNode) => JsonNode): JsonNode =>
  ofTop(node, members => members.map(({ name, value }) => ({ name, value: change(value) })))

const javaHash = (text: string): number => {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0
  return hash ^ (hash >>> 16)
}

/** The order in which a java.util.HashMap of these keys is walked. */
const hashMapOrder = (members: readonly JsonMember[]): readonly JsonMember[] => {
  let buckets = 16
  while (members.length > buckets * 0.75) buckets *= 2
  const bucket = (member: JsonMember): number => (javaHash(member.name.value) & (buckets - 1)) >>> 0
  return [...members].sort((a, b) => bucket(a) - bucket(b))
}

const moved = (node: JsonNode): readonly Reading<JsonNode>[] =>
  node.kind !== 'object' || node.members.length > 20 ? [] : node.members.flatMap((member, at) => {
    const rest = node.members.filter((_, other) => other !== at)
    const detail = `The member is "${member.name.value}".`
    return [
      tree({ kind: 'object', members: [...rest, member] }, detail),
      tree({ kind: 'object', members: [member, ...rest] }, detail)
    ]
  })

const without = (node: JsonNode, path = ''): readonly Reading<JsonNode>[] =>
  node.kind !== 'object' || node.members.length > 20 ? [] : node.members.flatMap(({ name, value }, at) => {
    const replace = (now?: JsonNode): JsonNode => ({
      kind: 'object',
      members: node.members.flatMap((member, other) => (other !== at ? member : now ? { name, value: now } : []))
    })
    const here = path + name.value
    const deeper = path === '' ? without(value, `${here}.`) : []
    return [
      tree(replace(), `The member is "${here}".`),
      ...deeper.map(({ text, detail }) => tree(replace(text), detail))
    ]
  })

/** Members of the bank's requests that clients often leave out when sending and keep when hashing. */
const FIELDS = [
  'additionalInfo', 'feeAmount', 'subMerchantId', 'storeId', 'terminalId', 'merchantId', 'validityPeriod', 'partnerReferenceNo',
  'originalPartnerReferenceNo', 'originalReferenceNo', 'originalExternalId', 'externalStoreId', 'reason', 'qrType'
]

const EMPTIES: readonly JsonNode[] = [plainNode('null'), stringNode(''), { kind: 'object', members: [] }, { kind: 'array',
  items: [] }]

const withEmpty = (node: JsonNode): readonly Reading<JsonNode>[] => {
  if (node.kind !== 'object') return []
  const absent = FIELDS.filter(field => !node.members.some(({ name }) => name.value === field))
  return absent.flatMap(field => EMPTIES.map(value =>
    tree({ kind: 'object', members: [...node.members, { name: stringNode(field), value }] }, `The member is "${field}".`)))
}

const lastOfEach = (members: readonly JsonMember[]): readonly JsonMember[] =>
  [...new Map(members.map(member => [member.name.value, member])).values()]

const renamed = (node: JsonNode, rename: (key: string) => string): JsonNode =>
  mapMembers(node, members => members.map(({ name, value }) => ({ name: stringNode(rename(name.value)), value })))

const snake = (key: string): string => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
const pascal = (key: string): string => key.slice(0, 1).toUpperCase() + key.slice(1)

const KEEP_ORDER = 'Serialise the body once: hash that text and send that same text. The bank keeps the order that it received.'
const ONE_OBJECT = 'Build the body completely first, then serialise it once, hash that text and send it.'

export const ORDER_RULES = [
  rule('body-keys-sorted', 1, 'The hash was taken over a body whose keys are sorted', KEEP_ORDER, '{"a":1,"b":2}',
    node => [tree(ordered(node, byCode))]),
  rule('body-keys-sorted-top', 3, 'The hash was taken over a body whose outer (or inner) keys alone are sorted', KEEP_ORDER,
    '{"a":{"z":1,"y":2},"b":3}', node => [tree(ofTop(node, members => arrange(members, byCode))),
      tree(ofNested(node, value => ordered(value, byCode)))]),
  rule('body-keys-by-length', 2, 'The hash was taken over keys ordered by length, as JSON columns of MySQL and PostgreSQL are',
    'Store the body as text, and hash and send that text.', '{"b":1,"aa":2}', node => [tree(ordered(node, byLength))]),
  rule('body-keys-hashmap', 3, 'The hash was taken over a body built from a Java HashMap, whose order is its own',
    'Use a LinkedHashMap or a class, and send the very text you hashed.', '{"reason":"x","amount":1}',
    node => [tree(mapMembers(node, hashMapOrder)), tree(ofTop(node, hashMapOrder))]),
  rule('body-keys-repeated', 2, 'The hash was taken over a body in which repeated keys are merged',
    'Send every key once.', '{"a":2}', node => [tree(mapMembers(node, lastOfEach))]),
  rule('body-member-missing', 2, 'The hash was taken before a member was added to the body', ONE_OBJECT, '{"a":1}',
    node => without(node)),
  rule('body-keys-other-order', 3, 'The hash was taken over a body whose keys are in another order', KEEP_ORDER, '{"b":2,"a":1}',
    node => [
    tree(ordered(node, ignoringCase)), tree(ordered(node, (a, b) => byCode(b, a))), tree(mapMembers(node,
      members => [...members].reverse())),
    tree(ofTop(node, members => [...members].reverse())), tree(ofNested(node, value => mapMembers(value,
      members => [...members].reverse())))
  ]),
  rule('body-key-moved', 3, 'The hash was taken over a body with one member in another place', KEEP_ORDER, '{"b":2,"a":1}',
    moved),
  rule('body-member-added', 3, 'The hash was taken over a body with an empty member that was not sent', ONE_OBJECT,
    '{"a":1,"additionalInfo":{}}', withEmpty),
  rule('body-key-case', 3, 'The hash was taken over a body whose keys are spelt otherwise (PascalCase, snake_case, lower case)',
    'Set the naming policy on the serialiser that you send with, and hash its output.', '{"MerchantId":"1"}', node => [
      tree(renamed(node, pascal)), tree(renamed(node, snake)), tree(renamed(node, key => key.toLowerCase()))
    ])
]
