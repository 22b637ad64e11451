/** The files of the container say what is so: their variables are options, their commands exist, and nobody is root. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parse } from 'yaml'
import { readConfig } from '../../src/app/config.js'
import { OPTIONS, variableOf } from '../../src/app/options.js'
import { run } from '../../src/cli/run.js'
import { startTestBank } from '../bank-harness.js'

const ROOT = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')

const COMPOSE = ['docker-compose.yml', 'docs/examples/compose/compose.yaml']
const CI = ['docs/examples/ci/github-actions.yml', 'docs/examples/ci/gitlab-ci.yml']
const FILES = ['Dockerfile', 'docs/container.md', '.github/workflows/image.yml', ...COMPOSE, ...CI]

/** The Dockerfile's instructions, with continued lines joined. */
const INSTRUCTIONS = read('Dockerfile').replace(/\\\n/g, ' ').split('\n').filter(line => /^[A-Z]+ /.test(line))
const LAST_STAGE = INSTRUCTIONS.slice(INSTRUCTIONS.findLastIndex(line => line.startsWith('FROM ')))
const last = (word: string): string =>
  LAST_STAGE.findLast(line => line.startsWith(`${word} `))?.slice(word.length + 1).trim() ?? ''
const words = (text: string): readonly string[] => JSON.parse(text) as string[]
const IMAGE_ENV = Object.fromEntries(last('ENV').split(/\s+/).map(pair => pair.split('=')) as [string, string][])

interface Service {
  readonly image?: string
  readonly environment?: Readonly<Record<string, string | null>>
  readonly ports?: readonly string[]
  readonly [key: string]: unknown
}
const servicesOf = (file: string): Readonly<Record<string, Service>> =>
  (parse(read(file)) as { services: Record<string, Service> }).services

for (const file of FILES) {
  t.test(`${file}: every BNC_ variable is an option of the bank or BNC_URL, and every image has a version`, async t => {
    const known = [...OPTIONS.map(variableOf), 'BNC_URL']
    // A name that ends in _ speaks of the prefix.
    const named = read(file).match(/\bBNC_[A-Z_]*[A-Z]\b/g) ?? []
    t.ok(named.length > 0)
    t.strictSame(named.filter(name => !known.includes(name)), [])
    t.notMatch(read(file), /:latest\b/)
  })
}

t.test('the image starts the bank itself, as a user that is not root, on the default port', async t => {
  t.match(last('USER'), /^[1-9]\d*:[1-9]\d*$/)
  t.equal(last('EXPOSE'), OPTIONS.find(({ name }) => name === 'port')?.default)
  const [node, main = ''] = words(last('ENTRYPOINT'))
  t.equal(node, 'node')
  t.equal(main, (JSON.parse(read('package.json')) as { bin: Record<string, string> }).bin['bnc-sandbox'])
  t.strictSame(words(last('CMD')), ['serve'])
  t.equal(last('STOPSIGNAL'), 'SIGTERM')
  t.equal(last('VOLUME'), '/data')
})

t.test("the image's variables are a configuration that the bank reads", async t => {
  t.match(readConfig(IMAGE_ENV), { host: '0.0.0.0', port: 7751, database: '/data/bnc-sandbox.db' })
})

t.test('the health check is a command of the bank and finds it by the same variables', async t => {
  const [, flags = '', check = ''] = /^(.*?) CMD (.*)$/.exec(last('HEALTHCHECK')) ?? []
  t.match(flags, /--start-interval=500ms/)
  const command = words(check)
  t.strictSame(command.slice(0, 2), words(last('ENTRYPOINT')))
  const bank = await startTestBank(t, { BNC_HOST: '0.0.0.0', BNC_ADMIN_KEY: 'key' })
  const said: string[] = []
  const stream = { write: (text: string) => said.push(text) > 0 }
  const env = { ...IMAGE_ENV, BNC_PORT: new URL(bank.url).port }
  const io = { stdout: stream, stderr: stream, env, untilStopped: () => Promise.resolve() }
  t.equal(await run(command.slice(2), io), 0, said.join(''))
  await bank.close()
  t.equal(await run(command.slice(2), io), 1)
})

t.test('every stage comes from the one image that may be replaced, of the Node that .nvmrc names', async t => {
  const stages = INSTRUCTIONS.filter(line => line.startsWith('FROM '))
  t.strictSame(stages.filter(line => !line.includes('${NODE_IMAGE}')), [])
  t.match(read('Dockerfile'), new RegExp(`^ARG NODE_IMAGE=node:${read('.nvmrc').trim()}-\\w+-slim$`, 'm'))
  t.notMatch(read('Dockerfile'), /amd64|arm64|x86_64|aarch64/)
})

t.test('what the build copies exists and is not kept out of it', async t => {
  const admitted = read('.dockerignore').split('\n').filter(line => line.startsWith('!')).map(line => line.slice(1))
  const copied = INSTRUCTIONS.filter(line => /^COPY (?!--from)/.test(line)).flatMap(line => line.split(/\s+/).slice(1, -1))
  t.ok(copied.length > 5)
  for (const path of copied) {
    t.ok(path.includes('*') || existsSync(new URL(path, ROOT)), `${path} exists`)
    t.ok(admitted.some(one => path === one || path.startsWith(`${one}/`)), `${path} is admitted`)
  }
})

for (const file of COMPOSE) {
  t.test(`${file}: no rights, nothing writable, and ports on loopback only`, async t => {
    for (const [name, service] of Object.entries(servicesOf(file))) {
      t.equal(service['read_only'], true, name)
      t.strictSame(service['cap_drop'], ['ALL'], name)
      t.strictSame(service['security_opt'], ['no-new-privileges:true'], name)
      t.strictSame((service.ports ?? []).filter(port => !port.startsWith('127.0.0.1:')), [], name)
      t.ok(service.image === undefined || /:[\w.-]+$/.test(service.image) || 'build' in service, name)
    }
  })

  t.test(`${file}: its variables are a configuration of the bank`, async t => {
    const environment = servicesOf(file)['bank']?.environment ?? {}
    const env = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? '']))
    t.equal(readConfig({ ...IMAGE_ENV, ...env }).publicUrl, environment['BNC_PUBLIC_URL'])
  })
}

t.test('CI runs the bank as a service by its variables alone', async t => {
  const [github = '', gitlab = ''] = CI
  const { jobs } = parse(read(github)) as { jobs: { tests: { services: { bank: object } } } }
  t.strictSame(Object.keys(jobs.tests.services.bank).sort(), ['env', 'image', 'ports'])
  const { tests } = parse(read(gitlab)) as { tests: { services: readonly object[] } }
  t.strictSame(tests.services.map(service => Object.keys(service).sort()), [['alias', 'name']])
})

t.test('what the page links to exists', async t => {
  const links = [...read('docs/container.md').matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
  t.ok(links.length > 3)
  for (const path of links) t.ok(existsSync(fileURLToPath(new URL(`docs/${path}`, ROOT))), path)
})
