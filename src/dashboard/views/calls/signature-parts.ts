/** The text that is signed, part by part: what the bank expected of each and what was signed in its place. */
import { compareTexts, type Compared } from './text-difference.js'

export type PartName = 'METHOD' | 'PATH' | 'TOKEN' | 'HASH' | 'TIMESTAMP' | 'CLIENT_KEY' | 'WHOLE'

export interface ComparedPart extends Compared {
  readonly name: PartName
  readonly isEqual: boolean
}

export type SignedMode = 'token' | 'symmetric' | 'asymmetric'

interface Layout {
  readonly names: readonly PartName[]
  readonly separator: string
  /** One group a part. A path and a timestamp may hold the separator themselves. */
  readonly pattern: RegExp
}

const METHOD = '([^:]*)'
const PATH = '(.*)'
const PLAIN = '([^:]*)'
/** Whatever begins as a date or is a plain number. */
const TIMESTAMP = String.raw`(\d{4}-?\d{2}.*|\d{9,}|)`

const layoutOf = (pattern: readonly string[]): RegExp => new RegExp(`^${pattern.join(':')}$`, 's')

const LAYOUTS: Readonly<Record<SignedMode, Layout>> = {
  token: { names: ['CLIENT_KEY', 'TIMESTAMP'], separator: '|', pattern: /^([^|]*)\|(.*)$/s },
  symmetric: {
    names: ['METHOD', 'PATH', 'TOKEN', 'HASH', 'TIMESTAMP'], separator: ':', pattern: layoutOf([METHOD, PATH, PLAIN, PLAIN, TIMESTAMP])
  },
  asymmetric: { names: ['METHOD', 'PATH', 'HASH', 'TIMESTAMP'], separator: ':', pattern: layoutOf([METHOD, PATH, PLAIN, TIMESTAMP]) }
}

export const isSignedMode = (mode: string): mode is SignedMode => mode in LAYOUTS

/** `METHOD:PATH:HASH:TIMESTAMP` */
export const layoutText = (mode: SignedMode): string => LAYOUTS[mode].names.join(LAYOUTS[mode].separator)

const compared = (name: PartName, expected: string, signed: string): ComparedPart =>
  ({ name, isEqual: expected === signed, ...compareTexts(expected, signed) })

/** Part by part where what was signed has the right layout; as one whole where it has another. */
export const compareSigned = (mode: SignedMode, expected: string, signed: string): readonly ComparedPart[] => {
  const { names, pattern } = LAYOUTS[mode]
  const wanted = pattern.exec(expected)?.slice(1)
  const found = pattern.exec(signed)?.slice(1)
  if (wanted === undefined || found === undefined) return [compared('WHOLE', expected, signed)]
  return names.map((name, index) => compared(name, wanted[index] ?? '', found[index] ?? ''))
}

/** What cannot be seen, made to be seen. */
export const visibleText = (text: string): string =>
  text.replace(/[\n\r\t ]/g, letter => ({ '\n': '⏎', '\r': '␍', '\t': '⇥', ' ': '␣' })[letter] ?? letter)
