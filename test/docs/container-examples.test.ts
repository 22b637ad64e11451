/** What the examples of the container run, with the variables of their files: the shop, the wait in CI, the list of parts. */
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parse } from 'yaml'
import { startTestBank } from '../bank-harness.js'

const ROOT = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')
const FOLDER = 'docs/examples/compose'

type Variables = Readonly<Record<string, string>>
interface Compose {
  readonly services: {
    readonly bank: { readonly environment: Variables }
    readonly shop: { readonly environment: Variables; readonly command: readonly string[] }
  }
}

/** What it printed, and its exit code. */
const output = async (command: string, args: readonly string[], env: Variables) => {
  const child = spawn(command, args, { cwd: fileURLToPath(ROOT), env: { ...process.env, ...env } })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  const code = await new Promise<number | null>(resolve => { child.once('close', resolve) })
  return { code, text: Buffer.concat(chunks).toString() }
}

const { services: { bank: bankService, shop } } = parse(read(`${FOLDER}/compose.yaml`)) as Compose

t.test('the shop sells, is notified by the bank and inquires', async t => {
  const { BNC_ADMIN_KEY = '' } = bankService.environment
  const bank = await startTestBank(t, { BNC_ADMIN_KEY })
  const names: Variables = { BANK_URL: bank.url, SHOP_URL: 'http://127.0.0.1:0', SHOP_PORT: '0' }
  const [node, program = ''] = shop.command
  t.equal(node, 'node')
  t.strictSame(Object.keys(names).filter(name => !(name in shop.environment)), [], 'the file sets the same variables')
  const { code, text } = await output(process.execPath, [program.replace('/app', FOLDER)], { ...shop.environment, ...names })
  t.equal(code, 0, text)
  t.match(text, /^QR (\d{25}): 0002\d+[^\n]*\nnotified: \1 00 25000\.00\ninquiry: 00\n$/)
})

t.test('a shop with another key is refused', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: 'another' })
  const env = { ...shop.environment, BANK_URL: bank.url, SHOP_PORT: '0' }
  const { code, text } = await output(process.execPath, [`${FOLDER}/shop.mjs`], env)
  t.equal(code, 1)
  t.match(text, '/admin/partners answers 401')
})

t.test("GitLab's job begins once the bank is ready, and ends where none comes", async t => {
  const { tests } = parse(read('docs/examples/ci/gitlab-ci.yml')) as { tests: { before_script: readonly string[] } }
  const [wait = ''] = tests.before_script
  const bank = await startTestBank(t)
  t.equal((await output('sh', ['-c', wait], { BNC_URL: bank.url })).code, 0)
  await bank.close()
  const short = wait.replace('wait(150)', 'wait(1)')
  t.not(short, wait)
  t.equal((await output('sh', ['-c', short], { BNC_URL: bank.url })).code, 1)
})

t.test('the list of parts names what the bank is made of, and nothing that only builds it', async t => {
  const [, command = ''] = /npm (sbom [^>\n]*)> sbom\.cdx\.json/.exec(read('Dockerfile')) ?? []
  t.match(read('docs/container.md'), `npm ${command.trim()}`)
  const { stdout } = spawnSync('npm', command.trim().split(' '), { cwd: fileURLToPath(ROOT), encoding: 'utf8' })
  const { bomFormat, components } = JSON.parse(stdout) as { bomFormat: string; components: readonly { name: string }[] }
  type Manifest = Record<'dependencies' | 'devDependencies', Variables>
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest
  const names = components.map(({ name }) => name)
  t.equal(bomFormat, 'CycloneDX')
  t.strictSame(Object.keys(dependencies).filter(name => !names.includes(name)), [])
  t.strictSame(Object.keys(devDependencies).filter(name => names.includes(name)), [])
})
