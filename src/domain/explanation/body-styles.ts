/** Mistakes of the body, first part: the JSON writer that spelt the text that was hashed. */
import { ESCAPES, type JsonStyle } from './json-writer.js'
import type { Mistake } from './mistake.js'

export interface StyleMistake extends Mistake {
  readonly cost: number
  readonly styles: readonly JsonStyle[]
}

const style = (id: string, cost: number, title: string, hint: string, example: string,
  ...styles: readonly JsonStyle[]): StyleMistake =>
  ({ id, family: 'body', cost, title, hint, example, styles })

const MINIFY = 'Minify first: no white space between tokens, then hash those very bytes.'
const SAME_BYTES = 'Serialise the body once, hash that text and send that same text.'

const ALL_ESCAPES = Object.values(ESCAPES)
const spaced = { comma: ', ', colon: ': ' } as const

const pretty = (indent: string, lineEnd = '\n'): readonly JsonStyle[] =>
  [{ indent, lineEnd }, { indent, lineEnd, escape: ESCAPES.plain }]

/** Layouts of pretty printers and of writers that put a space after commas and colons. */
const SPACING: readonly StyleMistake[] = [
  style('body-pretty-2', 1, 'The hash was taken over pretty-printed JSON (two spaces)', MINIFY, '{\\n  "a": 1\\n}',
    ...pretty('  ')),
  style('body-pretty-4', 1, 'The hash was taken over pretty-printed JSON (four spaces)', MINIFY, '{\\n    "a": 1\\n}',
    ...pretty('    ')),
  style('body-python-default', 1, 'The hash was taken over Python\'s json.dumps with its default separators',
    'Call json.dumps(body, separators=(",", ":")), hash that text and send that same text.', '{"a": 1, "b": "\\u00e9"}',
    { ...spaced, escape: ESCAPES.unicode }),
  style('body-spaced', 1, 'The hash was taken over JSON with a space after every comma and colon', MINIFY, '{"a": 1, "b": 2}',
    spaced, { ...spaced, escape: ESCAPES.plain }),
  style('body-pretty-php', 1, 'The hash was taken over PHP\'s JSON_PRETTY_PRINT',
    'Drop JSON_PRETTY_PRINT. Encode once, hash that text and send that same text.', '{\\n    "a": "x\\/y"\\n}',
    { indent: '    ', escape: ESCAPES.php }, { indent: '    ', escape: ESCAPES.slash }, { indent: '    ',
      escape: ESCAPES.unicode }),
  style('body-pretty-tab', 2, 'The hash was taken over pretty-printed JSON (tabs)', MINIFY, '{\\n\\t"a": 1\\n}',
    ...pretty('\t'), { indent: '\t', escape: ESCAPES.go }),
  style('body-pretty-jackson', 2, 'The hash was taken over Jackson\'s pretty-printed JSON',
    'Hash the output of a plain ObjectMapper, without the pretty printer.', '{\\n  "a" : 1\\n}',
    { indent: '  ', colon: ' : ', jackson: true }, { indent: '  ', colon: ' : ', jackson: true, lineEnd: '\r\n' },
    { indent: '  ', colon: ' : ', jackson: true, escape: ESCAPES.plain }),
  style('body-pretty-crlf', 2, 'The hash was taken over pretty-printed JSON with Windows line ends', MINIFY,
    '{\\r\\n  "a": 1\\r\\n}',
    ...pretty('  ', '\r\n'), ...pretty('    ', '\r\n'), ...pretty('\t', '\r\n')),
  style('body-pretty-escaped', 3, 'The hash was taken over pretty-printed JSON whose strings are escaped as well', MINIFY,
    '{\\n  "a": "\\u0026"\\n}', ...['  ', '    '].flatMap(indent => ALL_ESCAPES.map(escape => ({ indent, escape }))),
    { indent: '  ', lineEnd: '\r\n', escape: ESCAPES.dotnet }),
  style('body-space-after-colon', 3, 'The hash was taken over JSON with a space after each colon', MINIFY, '{"a": 1,"b": 2}',
    { colon: ': ' }, { colon: ': ', escape: ESCAPES.plain }),
  style('body-space-after-comma', 3, 'The hash was taken over JSON with a space after each comma', MINIFY, '{"a":1, "b":2}',
    { comma: ', ' }, { comma: ', ', escape: ESCAPES.plain }),
  style('body-spaced-escaped', 3, 'The hash was taken over JSON with spaces between tokens and escaped strings', MINIFY,
    '{"a": "x\\/y"}', ...ALL_ESCAPES.map(escape => ({ ...spaced, escape }))),
  style('body-space-around-colon', 3, 'The hash was taken over JSON with spaces around colons', MINIFY, '{"a" : 1}',
    { colon: ' : ' }, { comma: ', ', colon: ' : ' }, { comma: ' , ', colon: ' : ' }),
  style('body-pretty-odd', 3, 'The hash was taken over pretty-printed JSON with an unusual indentation', MINIFY,
    '{\\n "a": 1\\n}',
    { indent: ' ' }, { indent: '   ' }, { indent: '        ' }, { indent: '' })
]

/** Escapes that writers add, or take away, inside strings. */
const ESCAPED: readonly StyleMistake[] = [
  style('body-php-default', 1, 'The hash was taken over PHP\'s default json_encode, which writes \\/ and \\u00e9',
    'Send the very text you hashed, or give both JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE.', '{"a":"x\\/\\u00e9"}',
    { escape: ESCAPES.php }),
  style('body-slash-escaped', 1, 'The hash was taken over a body in which every / is written \\/', SAME_BYTES, '{"a":"x\\/y"}',
    { escape: ESCAPES.slash }),
  style('body-unicode-escaped', 1, 'The hash was taken over a body in which non-ASCII letters are written \\u00e9', SAME_BYTES,
    '{"a":"\\u00e9"}', { escape: ESCAPES.unicode }),
  style('body-unescaped', 1, 'The hash was taken over a body without the escapes that were sent',
    'The bank hashes the bytes as they arrive. Send the text you hashed, with the same escapes.', '{"a":"x/é"}',
    { escape: ESCAPES.plain }),
  style('body-gson-html', 1, 'The hash was taken over Gson\'s HTML-safe JSON (\\u003d, \\u0026, \\u003c, \\u0027)',
    'Build Gson with disableHtmlEscaping(), or send the very text you hashed.', '{"a":"x\\u0026y"}', { escape: ESCAPES.gson }),
  style('body-go-html', 1, 'The hash was taken over Go\'s json.Marshal, which escapes <, > and &',
    'Use an Encoder with SetEscapeHTML(false), or send the very bytes that Marshal gave.', '{"a":"x\\u0026y"}',
      { escape: ESCAPES.go }),
  style('body-dotnet', 1, 'The hash was taken over System.Text.Json\'s default escapes',
    'Give JavaScriptEncoder.UnsafeRelaxedJsonEscaping, or send the very text you hashed.', '{"a":"x\\u0026\\u00E9"}',
    { escape: ESCAPES.dotnet }),
  style('body-unicode-escaped-upper', 3, 'The hash was taken over a body in which non-ASCII letters are written \\u00E9',
    SAME_BYTES,
    '{"a":"\\u00E9"}', { escape: ESCAPES.unicodeUpper }),
  style('body-html-hex', 3, 'The hash was taken over a body with HTML characters as \\u escapes', SAME_BYTES,
    '{"a":"\\u003Cb\\u003E"}',
    { escape: ESCAPES.phpHex }, { escape: ESCAPES.newtonsoftHtml }),
  style('body-closing-tag', 3, 'The hash was taken over a body in which </ is written <\\/', SAME_BYTES, '{"a":"<\\/b>"}',
    { escape: ESCAPES.closingTag })
]

export const STYLE_MISTAKES: readonly StyleMistake[] = [...SPACING, ...ESCAPED]
