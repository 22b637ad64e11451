/** JSON as it was written: a small tree that keeps the spelling of every number and string, key order and repeated keys. */

export interface JsonString { readonly kind: 'string'; readonly raw: string; readonly value: string }
export interface JsonPlain { readonly kind: 'number' | 'literal'; readonly raw: string }
export interface JsonArray { readonly kind: 'array'; readonly items: readonly JsonNode[] }
export interface JsonMember { readonly name: JsonString; readonly value: JsonNode }
export interface JsonObject { readonly kind: 'object'; readonly members: readonly JsonMember[] }
export type JsonNode = JsonString | JsonPlain | JsonArray | JsonObject

/** Deeper bodies are treated as text: no bank call nests more than a few levels. */
const MAX_DEPTH = 40

const TOKEN = /[ \t\r\n]*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([[\]{},:]))/y

interface Cursor { readonly text: string; at: number }

type Token = JsonString | JsonPlain | { readonly kind: 'mark'; readonly raw: string }

const unquote = (raw: string): string | undefined => {
  try {
    return JSON.parse(raw) as string
  } catch {
    return undefined
  }
}

const next = (cursor: Cursor): Token | undefined => {
  TOKEN.lastIndex = cursor.at
  const match = TOKEN.exec(cursor.text)
  if (match === null) return undefined
  cursor.at = TOKEN.lastIndex
  const [, text, number, literal, mark] = match
  if (number !== undefined) return { kind: 'number', raw: number }
  if (literal !== undefined) return { kind: 'literal', raw: literal }
  if (mark !== undefined) return { kind: 'mark', raw: mark }
  const value = unquote(text ?? '')
  return value === undefined || text === undefined ? undefined : { kind: 'string', raw: text, value }
}

const isMark = (token: Token | undefined, raw: string): boolean => token?.kind === 'mark' && token.raw === raw

const peekMark = (cursor: Cursor, raw: string): boolean => {
  const at = cursor.at
  if (isMark(next(cursor), raw)) return true
  cursor.at = at
  return false
}

const readMember = (cursor: Cursor, depth: number): JsonMember | undefined => {
  const name = next(cursor)
  if (name?.kind !== 'string' || !isMark(next(cursor), ':')) return undefined
  const value = readNode(cursor, depth)
  return value && { name, value }
}

/** What stands between commas up to the closing mark. */
const readList = <T>(cursor: Cursor, end: string, read: () => T | undefined): T[] | undefined => {
  const list: T[] = []
  if (peekMark(cursor, end)) return list
  for (;;) {
    const item = read()
    if (item === undefined) return undefined
    list.push(item)
    const mark = next(cursor)
    if (isMark(mark, end)) return list
    if (!isMark(mark, ',')) return undefined
  }
}

const readNode = (cursor: Cursor, depth: number): JsonNode | undefined => {
  const token = next(cursor)
  if (token === undefined || depth > MAX_DEPTH) return undefined
  if (token.kind !== 'mark') return token
  if (token.raw === '{') {
    const members = readList(cursor, '}', () => readMember(cursor, depth + 1))
    return members && { kind: 'object', members }
  }
  if (token.raw !== '[') return undefined
  const items = readList(cursor, ']', () => readNode(cursor, depth + 1))
  return items && { kind: 'array', items }
}

/** The tree of a JSON text, or undefined where it is not JSON. */
export const parseTree = (text: string): JsonNode | undefined => {
  const cursor = { text, at: 0 }
  const node = readNode(cursor, 0)
  return node !== undefined && text.slice(cursor.at).trim() === '' ? node : undefined
}

/** A string node of this value, spelt without needless escapes. */
export const stringNode = (value: string): JsonString => ({ kind: 'string', raw: JSON.stringify(value), value })

export const plainNode = (raw: string): JsonPlain => ({ kind: /^[tfn]/.test(raw) ? 'literal' : 'number', raw })

/** The tree with every node (children first) put through `change`; undefined drops the node from its parent. */
export const mapTree = (node: JsonNode, change: (node: JsonNode, key: string) => JsonNode | undefined,
  key = ''): JsonNode | undefined => {
  if (node.kind === 'array') {
    return change({ kind: 'array', items: node.items.flatMap(item => mapTree(item, change, key) ?? []) }, key)
  }
  if (node.kind !== 'object') return change(node, key)
  const members = node.members.flatMap(({ name, value }) => {
    const changed = mapTree(value, change, name.value)
    return changed === undefined ? [] : [{ name, value: changed }]
  })
  return change({ kind: 'object', members }, key)
}

/** The tree with the members of every object (children first) put through `change`. */
export const mapMembers = (node: JsonNode, change: (members: readonly JsonMember[]) => readonly JsonMember[]): JsonNode =>
  mapTree(node, each => (each.kind === 'object' ? { kind: 'object', members: change(each.members) } : each)) ?? node
