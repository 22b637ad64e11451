/** The programs of docs/examples/signing get a token and an inquiry from a running bank, in both dialects. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { DEMO_BNC, DEMO_SNAP, demoFixture, startTestBank, type TestBank } from '../bank-harness.js'

const FOLDER = fileURLToPath(new URL('../../docs/examples/signing/', import.meta.url))

interface Example {
  readonly name: string
  readonly file: string
  /** Says whether the language is on this machine. */
  readonly probe: readonly [command: string, ...args: string[]]
  readonly run: readonly [command: string, ...args: string[]]
}

const EXAMPLES: readonly Example[] = [
  { name: 'Node', file: 'node.mjs', probe: [process.execPath, '--version'], run: [process.execPath, 'node.mjs'] },
  { name: 'PHP', file: 'php.php', probe: ['php', '--version'], run: ['php', 'php.php'] },
  { name: 'Python', file: 'python.py', probe: ['python3', '--version'], run: ['python3', 'python.py'] },
  // -S: without installed packages, where openssl signs.
  { name: 'Python and openssl', file: 'python.py', probe: ['openssl', 'version'], run: ['python3', '-S', 'python.py'] },
  { name: 'Go', file: 'go/main.go', probe: ['go', 'version'], run: ['go', 'run', 'go/main.go'] },
  // Ready to start rather than to run for long: it is done in a moment.
  { name: 'Java', file: 'java/Sign.java', probe: ['javac', '-version'], run: ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', 'java/Sign.java'] }
]

const runs = ([command, ...args]: readonly [string, ...string[]]): boolean => spawnSync(command, args).status === 0

/** The probe may be a tool that the example wants beside the one that runs it. */
const isHere = ({ probe, run: [command] }: Example): boolean =>
  runs(probe) && (command === probe[0] || spawnSync(command, ['-version']).error === undefined)

const credentialsOf = ({ url }: TestBank, dialect: 'bnc' | 'snap'): Record<string, string> => {
  const { clientKey, clientSecret, privateKey = '' } = demoFixture(dialect).partner
  return {
    SNAP_BASE_URL: url, SNAP_DIALECT: dialect, SNAP_PARTNER_ID: dialect === 'bnc' ? DEMO_BNC : DEMO_SNAP,
    SNAP_CLIENT_KEY: clientKey, SNAP_CLIENT_SECRET: clientSecret, SNAP_PRIVATE_KEY_BASE64: Buffer.from(privateKey).toString('base64')
  }
}

/** What it printed, once it has ended. */
const output = async ([command, ...args]: Example['run'], env: Record<string, string>): Promise<string> => {
  const child = spawn(command, args, { cwd: FOLDER, env: { ...process.env, ...env } })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  await new Promise(resolve => { child.once('close', resolve) })
  return Buffer.concat(chunks).toString()
}

const isAnswered = async (t: Tap, bank: TestBank, example: Example, dialect: 'bnc' | 'snap', more: Record<string, string> = {}): Promise<void> => {
  const credentials = credentialsOf(bank, dialect)
  const { referenceNo } = await bank.seed(credentials['SNAP_PARTNER_ID'] ?? '')
  const text = await output(example.run, { ...credentials, SNAP_REFERENCE_NO: referenceNo, ...more })
  const [token = '', inquiry = ''] = text.split('\n')
  t.match(token, /^200 \{"responseCode":"2007300"/, `${dialect}: the token`)
  t.match(inquiry, `200 {"responseCode":"2005100"`, `${dialect}: the inquiry: ${text}`)
  t.match(inquiry, `"originalReferenceNo":"${referenceNo}"`, dialect)
}

type Tap = Pick<typeof t, 'match'>

for (const example of EXAMPLES) {
  if (isHere(example)) {
    t.test(`${example.name} signs in both dialects`, async t => {
      const bank = await startTestBank(t)
      await Promise.all((['bnc', 'snap'] as const).map(dialect => isAnswered(t, bank, example, dialect)))
    })
  } else {
    t.comment(`${example.name} is not on this machine: docs/examples/signing/${example.file} was not run`)
  }
}

t.test('the key may stand in a file', async t => {
  const bank = await startTestBank(t)
  const folder = mkdtempSync(join(tmpdir(), 'bnc-signing-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const file = join(folder, 'private.pem')
  writeFileSync(file, demoFixture('bnc').partner.privateKey ?? '')
  const [node] = EXAMPLES
  if (node === undefined) throw new Error('no example')
  await isAnswered(t, bank, node, 'bnc', { SNAP_PRIVATE_KEY_BASE64: '', SNAP_PRIVATE_KEY_FILE: file })
})

t.test('every example marks the parts that the page shows', async t => {
  for (const { file } of EXAMPLES) {
    const text = readFileSync(join(FOLDER, file), 'utf8')
    for (const part of ['token', 'call']) t.match(text, new RegExp(`#region ${part}\\n[\\s\\S]+?#endregion`), `${file}: ${part}`)
  }
})
