/** How common JSON writers spell a tree: white space between tokens, and escapes inside strings. */
import type { JsonNode, JsonString } from './json-tree.js'

export interface JsonStyle {
  /** One level of indentation; absent means everything on one line. */
  readonly indent?: string
  readonly lineEnd?: string
  readonly comma?: string
  readonly colon?: string
  /** Jackson keeps arrays on one line and writes `{ }` for an empty object. */
  readonly jackson?: boolean
  readonly escape?: (node: JsonString) => string
}

const asSent = (node: JsonString): string => node.raw

const wrap = (open: string, close: string, parts: readonly string[], style: JsonStyle, depth: number): string => {
  if (parts.length === 0) return style.jackson ? `${open} ${close}` : open + close
  if (style.indent === undefined) return open + parts.join(style.comma ?? ',') + close
  if (style.jackson && open === '[') return `[ ${parts.join(', ')} ]`
  const end = style.lineEnd ?? '\n'
  const inner = end + style.indent.repeat(depth + 1)
  return open + inner + parts.join(`,${inner}`) + end + style.indent.repeat(depth) + close
}

/** The tree in this style. */
export const writeTree = (node: JsonNode, style: JsonStyle, depth = 0): string => {
  const spell = style.escape ?? asSent
  if (node.kind === 'string') return spell(node)
  if (node.kind === 'array') return wrap('[', ']', node.items.map(item => writeTree(item, style, depth + 1)), style, depth)
  if (node.kind !== 'object') return node.raw
  const colon = style.colon ?? (style.indent === undefined ? ':' : ': ')
  const members = node.members.map(({ name, value }) => spell(name) + colon + writeTree(value, style, depth + 1))
  return wrap('{', '}', members, style, depth)
}

const lowerUnicode = (text: string): string => `\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}`
const upperUnicode = (text: string): string => `\\u${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

/** Writers begin with the plain spelling and go on from there. */
const escaping = (...steps: readonly (readonly [RegExp, string | ((text: string) => string)])[]) =>
  (node: JsonString): string =>
    steps.reduce((text, [what, into]) =>
      typeof into === 'string' ? text.replace(what, into) : text.replace(what, into), JSON.stringify(node.value))

const NON_ASCII = /[\u0080-\uffff]/g
const SLASH = /\//g
const HTML = /[<>&\u2028\u2029]/g

/** An inner quote as .NET and PHP's JSON_HEX_QUOT write it; the pair of backslashes before it stays. */
const hexQuotes = (hex: string) => ({ value }: JsonString): string =>
  `"${value.split('"').map(part => JSON.stringify(part).slice(1, -1)).join(hex)}"`

const after = (first: (node: JsonString) => string, ...steps: readonly (readonly [RegExp, (text: string) => string])[]) =>
  (node: JsonString): string => {
    const text = first(node)
    return `"${steps.reduce((inner, [what, into]) => inner.replace(what, into), text.slice(1, -1))}"`
  }

/** Escapes by the writer that makes them. */
export const ESCAPES = {
  plain: escaping(),
  slash: escaping([SLASH, '\\/']),
  closingTag: escaping([/<\//g, '<\\/']),
  unicode: escaping([NON_ASCII, lowerUnicode]),
  unicodeUpper: escaping([NON_ASCII, upperUnicode]),
  php: escaping([SLASH, '\\/'], [NON_ASCII, lowerUnicode]),
  go: escaping([HTML, lowerUnicode]),
  gson: escaping([/[<>&='\u2028\u2029]/g, lowerUnicode]),
  dotnet: after(hexQuotes('\\u0022'), [/[<>&'+`\u007f-\uffff]/g, upperUnicode]),
  newtonsoftHtml: after(hexQuotes('\\u0022'), [/[<>&']/g, lowerUnicode]),
  phpHex: after(hexQuotes('\\u0022'), [SLASH, () => '\\/'], [/[<>&']/g, upperUnicode], [NON_ASCII, lowerUnicode])
} as const
