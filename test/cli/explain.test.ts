/** `bnc-sandbox explain`: a saved request in any of its forms, or one of the journal, and what a person sees. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import type { ExplainReply } from '../../schemas/signature.js'
import type { SignedRequest } from '../../src/client/signer.js'
import { readSavedRequest } from '../../src/cli/saved-request.js'
import { shellWords } from '../../src/cli/shell-words.js'
import { DEMO_SNAP, startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

const BODY = '{"originalReferenceNo":"it\'s \\"X\\"","serviceCode":"47"}'

/** A call whose text was signed with `Bearer ` in the token. */
const start = async (t: Test) => {
  const bank = await startTestBank(t)
  const client = await bank.partner(DEMO_SNAP)
  const token = String((await client.token()).body['accessToken'])
  const wrong = client.sign.call('query', BODY, { token: `Bearer ${token}` })
  const request: SignedRequest = { ...wrong, headers: { ...wrong.headers, Authorization: `Bearer ${token}` } }
  const say = commandLine({ BNC_URL: bank.url })
  const explain = async (name: string, text: string, ...options: string[]) => {
    const file = join(t.testdir({ [name]: text }), name)
    return say.json<ExplainReply>('explain', file, ...options)
  }
  return { bank, client, token, request, say, explain }
}

const headerLines = ({ headers }: SignedRequest): string[] => Object.entries(headers).map(([name, value]) => `${name}: ${value}`)

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The same request as people save it. */
const FORMS: readonly (readonly [name: string, write: (request: SignedRequest, url: string) => string])[] = [
  ['raw HTTP', (request, url) => [`POST ${request.path} HTTP/1.1`, `Host: ${new URL(url).host}`, ...headerLines(request), '', request.body].join('\r\n')],
  ['an HTTP file with a URL and a line end at its end', (request, url) => `${[`POST ${url}${request.path}`, ...headerLines(request), '', request.body].join('\n')}\n`],
  ['raw HTTP with Content-Length', request =>
    [`POST ${request.path} HTTP/1.1`, ...headerLines(request), `Content-Length: ${String(Buffer.byteLength(request.body))}`, '', `${request.body}\n\n`].join('\r\n')],
  ['curl', (request, url) =>
    [`curl -sS -X POST ${shellQuoted(url + request.path)}`, ...headerLines(request).map(line => `-H ${shellQuoted(line)}`), `--data-binary ${shellQuoted(request.body)}`].join(' \\\n  ')],
  ['curl of a browser', (request, url) =>
    [`$ curl "${url}${request.path}"`, ...headerLines(request).map(line => `--header $'${line}'`), `--data-raw $'${request.body.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`].join(' ')],
  ['JSON', ({ method, path, headers, body }) => JSON.stringify({ method, path, headers, body })],
  ['JSON with a URL', ({ path, headers, body }, url) => `\n${JSON.stringify({ url: url + path, headers, body }, null, 2)}`]
]

t.test('every form of a saved request is explained alike', async t => {
  const { bank, request, explain } = await start(t)
  for (const [index, [name, write]] of FORMS.entries()) {
    const { code, value } = await explain(`request-${String(index)}.txt`, write(request, bank.url))
    t.equal(code, 0, name)
    t.match(value, { valid: false, mode: 'symmetric', minifiedBody: BODY, mistakes: [{ id: 'token-bearer', stringToSign: request.stringToSign }] }, name)
  }
})

t.test('what `sign` prints is explained as valid, in each format that holds a path', async t => {
  const { say, explain } = await start(t)
  for (const format of ['curl', 'http']) {
    const { out } = await say('sign', 'query', '--partner', DEMO_SNAP, '--format', format, '--body', BODY)
    t.match(await explain(`${format}.txt`, out), { code: 0, value: { valid: true, mistakes: [] } }, format)
  }
})

t.test('standard input is read where the file is -', async t => {
  const { bank, request } = await start(t)
  const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
  const child = spawn(process.execPath, [main, 'explain', '-', '--json'], { env: { ...process.env, BNC_URL: bank.url } })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString() })
  child.stdin.end(JSON.stringify(request))
  await once(child, 'close')
  t.match(JSON.parse(text), { mistakes: [{ id: 'token-bearer' }] })
})

t.test('a request of the journal is explained by its id', async t => {
  const { bank, client, request, say } = await start(t)
  await client.send(request)
  const { body } = await bank.admin<{ items: { id: string; responseCode: string }[] }>('GET', '/requests')
  const [refused, token] = body.items
  t.equal(refused?.responseCode, '4015100')
  t.match(await say('explain', '--id', refused?.id ?? ''), { code: 0, out: /The token was signed with its "Bearer " prefix/ })
  t.match(await say('explain', '--id', token?.id ?? ''), { code: 1, err: /its signature was accepted/ })
  t.match(await say('explain', '--id', '99999999'), { code: 1, err: /there is no "99999999"/ })
})

t.test('a person sees the mistake, the fix, and where the texts part, in colour on a terminal', async t => {
  const { bank, request, token } = await start(t)
  const file = join(t.testdir({ 'request.json': JSON.stringify(request) }), 'request.json')
  const { code, out } = await commandLine({ BNC_URL: bank.url })('explain', file)
  t.equal(code, 0)
  t.match(out, /^The signature is wrong\. One mistake reproduces it: \(symmetric, HMAC-SHA512, \d+ tried\)\n\nThe token was signed/)
  t.match(out, `  signed    POST:${request.path}:Bearer ${token}:`)
  const lines = out.split('\n')
  const mark = lines.find(line => line.includes('^ character')) ?? ''
  const [expected = '', signed = ''] = lines.slice(lines.indexOf(mark) - 2)
  const at = mark.indexOf('^')
  t.equal(expected.slice(12, at), signed.slice(12, at), 'alike before the mark')
  t.equal(signed.slice(at, at + 7), 'Bearer ', 'different at the mark')
  t.match(expected.slice(at), token.slice(0, 20))
  const coloured = await commandLine({ BNC_URL: bank.url }, true)('explain', file)
  t.match(coloured.out, '\u001b[31mBearer ')
  t.match(coloured.out, `\u001b[32m${token.slice(0, 20)}`)
})

t.test('a signature that nothing reproduces is not accused, and facts are shown', async t => {
  const { bank, request } = await start(t)
  const saved = { ...request, headers: { ...request.headers, 'X-SIGNATURE': Buffer.alloc(64, 7).toString('base64') } }
  const file = join(t.testdir({ 'request.json': JSON.stringify(saved) }), 'request.json')
  t.match(await commandLine({ BNC_URL: bank.url })('explain', file), { code: 0, out: /no known mistake reproduces it[\s\S]+\n- The signature has 88 characters/ })
})

/** Each is wrong usage, and says what is allowed. */
const UNREADABLE: readonly (readonly [text: string, message: RegExp])[] = [
  ['hello', /neither raw HTTP .* nor a curl command, nor JSON/],
  ['', /neither raw HTTP/],
  ['{"path":', /is no JSON/],
  ['{"path":"/x"}', /lacks path or headers; allowed: /],
  ['{"path":"/x","headers":{},"body":{"a":1}}', /body is no text; it is signed byte for byte/],
  ['POST /x HTTP/1.1\nnonsense\n\n', /the line "nonsense" of the saved request is no header/],
  ['curl -H "X: 1', /ends inside a quote/],
  ['curl -X POST', /names no URL/],
  ['curl http://x/ -d @nothing.json', /the file of the curl command: ENOENT/]
]

t.test('a text that is no request says what one looks like', async t => {
  const folder = t.testdir(Object.fromEntries(UNREADABLE.map(([text], index) => [`${String(index)}.txt`, text])))
  const say = commandLine({ BNC_URL: 'http://127.0.0.1:9' })
  for (const [index, [text, message]] of UNREADABLE.entries()) {
    t.match(await say('explain', join(folder, `${String(index)}.txt`)), { code: 2, err: message }, text)
  }
  t.match(await say('explain'), { code: 2, err: /a file, - for standard input, or --id/ })
  t.match(await say('explain', 'nothing.txt'), { code: 2, err: /ENOENT/ })
})

t.test('curl is read with its bundled, glued and repeated options', async t => {
  const read = (text: string) => readSavedRequest(text, file => `<${file}>\n`)
  t.strictSame(read('curl -sSXPUT -HA:b -o out.txt --url https://h:1/p?q=1#f -d a=1 -d @f --max-time 3'),
    { method: 'PUT', path: '/p?q=1', headers: { host: 'h:1', A: 'b' }, body: 'a=1&<f>' })
  t.strictSame(read("curl https://h -H 'Host: other' -H 'X-Empty;' --data-binary @f"),
    { method: 'POST', path: '/', headers: { Host: 'other', 'X-Empty': '' }, body: '<f>\n' })
  t.strictSame(read('curl https://h/x'), { method: 'GET', path: '/x', headers: { host: 'h' }, body: '' })
})

t.test('words are those of a shell', async t => {
  const line = String.raw`a 'b c' "d \"e\" \$f \n" g\ h $'i\n\'j\u00e9' k''l "" \
    m`
  t.strictSame(shellWords(line), ['a', 'b c', 'd "e" $f \\n', 'g h', "i\n'jé", 'kl', '', 'm'])
  const { stdout } = spawnSync('sh', ['-c', String.raw`printf '%s|' a 'b c' "d \"e\" \$f" g\ h k''l ""`], { encoding: 'utf8' })
  t.equal(`${shellWords(String.raw`a 'b c' "d \"e\" \$f" g\ h k''l ""`).join('|')}|`, stdout, 'as sh has them')
})
