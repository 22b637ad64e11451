/** Mistakes made with the whole text on its way into the signature: a line end, another case or encoding, a hash of its own. */
import { hash } from 'node:crypto'
import { costOf, note, type Mistake, type Note } from './mistake.js'

type Deed = (text: string) => string | Buffer

interface WholeTextMistake extends Mistake {
  readonly cost: number
  readonly deeds: readonly Deed[]
}

const row = (id: string, cost: number, title: string, hint: string, example: string,
  ...deeds: readonly Deed[]): WholeTextMistake =>
  ({ id, family: 'text', cost, title, hint, example, deeds })

const AS_IS = 'Sign the text itself, as UTF-8, with nothing around it.'
const NO_HASH = 'Give the text to the signing call: it hashes by itself.'
const slashes = (text: string): string => text.replace(/\//g, '\\/')

const ROWS: readonly WholeTextMistake[] = [
  row('text-trailing-newline', 1, 'A line end after the text was signed too',
    'Trim the text before signing (echo -n, not echo).', '…+07:00\\n',
    text => `${text}\n`, text => `${text}\r\n`, text => `${text}\\n`),
  row('text-double-hash', 1, 'The text was hashed before signing, so it was hashed twice', NO_HASH, 'sign(hex(sha256(text)))',
    text => hash('sha256', text, 'hex'), text => hash('sha256', text, 'buffer'), text => hash('sha256', text, 'base64'),
    text => hash('sha256', text, 'hex').toUpperCase()),
  row('text-sha512-first', 3, 'The SHA-512 of the text was signed instead of the text', NO_HASH, 'sign(hex(sha512(text)))',
    text => hash('sha512', text, 'hex'), text => hash('sha512', text, 'buffer'), text => hash('sha512', text, 'base64'),
    text => hash('sha512', text, 'hex').toUpperCase()),
  row('text-lower', 2, 'The whole text was lower-cased before signing', 'Only the hash is lower-cased.', 'post:/v1.0/…',
    text => text.toLowerCase()),
  row('text-upper', 3, 'The whole text was upper-cased before signing', AS_IS, 'POST:/V1.0/…', text => text.toUpperCase()),
  row('text-spaces', 3, 'A space or quotes around the text were signed too', AS_IS, '"POST:/v1.0/…"', text => `${text} `,
    text => ` ${text}`,
    text => `"${text}"`, text => `'${text}'`, text => `\n${text}`, text => `\ufeff${text}`, text => `${text}\0`),
  row('text-base64', 3, 'The text was encoded before signing (base64 or hexadecimal)', AS_IS, 'UE9TVDovdjEuMC8…',
    text => Buffer.from(text).toString('base64'), text => Buffer.from(text).toString('base64url'),
      text => Buffer.from(text).toString('hex')),
  row('text-json', 3, 'The text was signed as JSON or URL-encoded', AS_IS, '"POST:\\/v1.0\\/…"', text => JSON.stringify(text),
    slashes,
    text => slashes(JSON.stringify(text)), text => encodeURIComponent(text.toWellFormed()),
      text => encodeURI(text.toWellFormed())),
  row('text-utf16', 3, 'The text was signed as UTF-16', 'Take its bytes as UTF-8 (.NET: Encoding.UTF8, not Encoding.Unicode).',
    'P 00 O 00',
    text => Buffer.from(text, 'utf16le'), text => Buffer.from(text, 'utf16le').swap16()),
  row('text-latin1', 3, 'The text was signed as ISO-8859-1', AS_IS, 'é as E9', text => Buffer.from(text, 'latin1')),
  row('text-no-spaces', 3, 'All white space was removed from the text', AS_IS, 'POST:/v1.0/…', text => text.replace(/\s/g, ''))
]

export const WHOLE_TEXT_MISTAKES: readonly Mistake[] = ROWS

/** One thing that is done to the text before it is signed. */
export interface Finish {
  readonly cost: number
  readonly notes: readonly Note[]
  readonly apply: (text: string) => string | Buffer
}

export const noFinish: Finish = { cost: 0, notes: [], apply: text => text }

export const FINISHES: readonly Finish[] = ROWS.flatMap(mistake =>
  mistake.deeds.map((apply, at) => ({ cost: costOf(mistake, at), notes: [note(mistake)], apply })))
