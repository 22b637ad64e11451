/** Splits a command line into its words as a POSIX shell does, as far as pasted curl commands need it. */
import { UsageError } from './usage-error.js'

/** In `$'…'`, as browsers copy it. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"', '!': '!' }

const TOKEN = new RegExp(
  [
    String.raw`(?<gap>(?:\s|\\\r?\n|\^\r?\n)+)`,
    String.raw`\$'(?<ansi>(?:\\[\s\S]|[^'\\])*)'`,
    String.raw`'(?<single>[^']*)'`,
    String.raw`"(?<double>(?:\\[\s\S]|[^"\\])*)"`,
    String.raw`\\(?<escaped>[\s\S])`,
    String.raw`(?<plain>[^\s'"\\])`
  ].join('|'),
  'gy'
)

const ansi = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, wide?: string, byte?: string, letter = '') =>
    wide ?? byte ? String.fromCharCode(Number.parseInt(wide ?? byte ?? '', 16)) : ESCAPES[String(letter)] ?? `\\${String(letter)}`)

type Piece = Readonly<Partial<Record<'gap' | 'ansi' | 'single' | 'double' | 'escaped' | 'plain', string>>>

const textOf = ({ ansi: quoted, single, double, escaped, plain }: Piece): string => {
  if (quoted !== undefined) return ansi(quoted)
  if (double !== undefined) return double.replace(/\\(["\\$`\n])/g, (_, letter: string) => (letter === '\n' ? '' : letter))
  return single ?? escaped ?? plain ?? ''
}

/** Throws `UsageError` where a quote is not closed. */
export const shellWords = (line: string): string[] => {
  const words: string[] = []
  let word: string | undefined
  let at = 0
  for (const match of line.matchAll(TOKEN)) {
    const piece = match.groups as Piece
    at = match.index + match[0].length
    if (piece.gap === undefined) word = (word ?? '') + textOf(piece)
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  if (at < line.length) throw new UsageError(`the curl command ends inside a quote: ${line.slice(at, at + 20)}`)
  return word === undefined ? words : [...words, word]
}
