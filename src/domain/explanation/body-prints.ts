/** How languages print an object that nobody serialised: Python's repr, Java's and Go's maps, an HTML form. */
import type { JsonNode } from './json-tree.js'

const LITERALS: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' }

const pythonText = (value: string): string => {
  const quote = value.includes('\'') && !value.includes('"') ? '"' : '\''
  const inner = value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
  return quote + (quote === '\'' ? inner.replace(/'/g, '\\\'') : inner) + quote
}

/** `{'a': 'x', 'b': None}` */
export const pythonRepr = (node: JsonNode): string => {
  if (node.kind === 'string') return pythonText(node.value)
  if (node.kind === 'array') return `[${node.items.map(pythonRepr).join(', ')}]`
  if (node.kind !== 'object') return LITERALS[node.raw] ?? node.raw
  return `{${node.members.map(({ name, value }) => `${pythonText(name.value)}: ${pythonRepr(value)}`).join(', ')}}`
}

/** `{a=x, b=null}` */
export const javaMap = (node: JsonNode): string => {
  if (node.kind === 'string') return node.value
  if (node.kind === 'array') return `[${node.items.map(javaMap).join(', ')}]`
  if (node.kind !== 'object') return node.raw
  return `{${node.members.map(({ name, value }) => `${name.value}=${javaMap(value)}`).join(', ')}}`
}

/** `map[a:x b:<nil>]`, keys sorted */
export const goMap = (node: JsonNode): string => {
  if (node.kind === 'string') return node.value
  if (node.kind === 'array') return `[${node.items.map(goMap).join(' ')}]`
  if (node.kind !== 'object') return node.raw === 'null' ? '<nil>' : node.raw
  const sorted = [...node.members].sort((a, b) => (a.name.value < b.name.value ? -1 : 1))
  return `map[${sorted.map(({ name, value }) => `${name.value}:${goMap(value)}`).join(' ')}]`
}

const leaves = (node: JsonNode, path: string): readonly (readonly [string, string])[] => {
  if (node.kind === 'object') {
    return node.members.flatMap(({ name, value }) => leaves(value, path === '' ? name.value : `${path}[${name.value}]`))
  }
  if (node.kind === 'array') return node.items.flatMap((item, at) => leaves(item, `${path}[${at}]`))
  return [[path, node.kind === 'string' ? node.value : node.raw]]
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).replace(/%20/g, '+')

/** `a=x&b%5Bc%5D=1`, percent-encoded or not */
export const formFields = (node: JsonNode, encoded: boolean): string =>
  leaves(node, '').map(([name, value]) => (encoded ? `${encode(name)}=${encode(value)}` : `${name}=${value}`)).join('&')
