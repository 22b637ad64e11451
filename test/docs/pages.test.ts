/** Every block of commands in the documents is run by a test, or named here with the reason why not. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'
import { startReceiver } from '../receiver.js'
import { blocksOf, hasTools, ROOT, runShell } from './shell.js'

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

const PAGES = ['README.md', 'README.id.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)]

/** Pages whose blocks are run or compared, all of them, by a test of their own. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md': 'test/docs/readme.test.ts',
  'README.id.md': 'test/docs/readme.test.ts',
  'docs/acceptance.md': 'test/docs/acceptance.test.ts',
  'docs/testing.md': 'test/docs/testing.test.ts'
}

/** Lines that want what a test has not, each with what sees to them instead. */
const NOT_RUN: readonly (readonly [line: RegExp, instead: string])[] = [
  [/^docker (build|run|compose)|docker compose --file/, 'an engine; scripts/container/prove.sh and test/docs/container*.test.ts'],
  [/^kubectl /, 'a cluster; test/deploy/manifests.test.ts'],
  [/^apt-get |^bash scripts\/container\/prove\.sh/, 'the right to install; it is the proof itself'],
  [/^BNC_ADMIN_KEY=choose-one npx bnc-sandbox query/, 'the container before it; test/docs/container-examples.test.ts'],
  [/^npm sbom /, 'test/docs/container-examples.test.ts'],
  [/^npm (start|test|run )|^node scripts\//, 'what CI and whoever contributes run'],
  [/^curl -s -X POST \$SANDBOX/, 'a balancer; test/deploy/scale.test.ts makes partners so']
]

const HERE = ['docs/notifications.md', 'docs/signature.md']

t.test('no block of commands is without somebody who runs it', async t => {
  for (const page of PAGES.filter(name => RUN_ELSEWHERE[name] === undefined && !HERE.includes(name))) {
    const lines = blocksOf(read(page), 'sh').join('').replaceAll('\\\n', ' ').split('\n').filter(line => line.trim() !== '')
    t.strictSame(lines.filter(line => !NOT_RUN.some(([pattern]) => pattern.test(line))), [], page)
  }
  for (const page of HERE) t.not(blocksOf(read(page), 'sh').length, 0, page)
  for (const [page, test] of Object.entries(RUN_ELSEWHERE)) t.match(read(test), /runShell|blocksOf|```/, `${test} reads ${page}`)
})

if (hasTools) {
  t.test('docs/notifications.md: a notification is received, and five retries are one jump away', async t => {
    const bank = await startTestBank(t)
    // The page's receiver runs in the background on a fixed port; here it stands on a free one.
    const receiver = await startReceiver(t)
    const [first = '', second = ''] = blocksOf(read('docs/notifications.md'), 'sh')
    const lines = first.split('\n').filter(line => !line.endsWith('&')).join('\n').replaceAll('http://127.0.0.1:3000/notify', receiver.url)
    const { stdout } = await runShell(t, bank.url, `set -e -o pipefail\n${lines}\n${second}`)
    t.match(stdout, /"status":"success"/, 'it was paid')
    t.match(stdout, /"status":"delivered"/, 'the partner has heard of it')
    t.match(stdout, /"offsetSeconds":12600/)
    t.equal(receiver.received.length, 1)
    t.match(first, /^BANK_URL=\$BANK PORT=3000 node docs\/examples\/notifications\/receive\.js &$/m, 'test/stories/notification-examples.test.ts runs it')
  })

  t.test('docs/signature.md: an example signs with the partner\'s own credentials, and the helper calls sign too', async t => {
    const bank = await startTestBank(t)
    const script = blocksOf(read('docs/signature.md'), 'sh').join('\n').replace(/(\.\/)?partner\.env/g, '/tmp/partner.env')
    const { stdout } = await runShell(t, bank.url, `set -e -o pipefail\n${script}`)
    t.match(stdout, /2005100/, 'the example asked, and was answered')
    t.match(stdout, /"signature":"[A-Za-z0-9+/]{300,}=*"/, 'asymmetric')
    t.match(stdout, /"signature":"[A-Za-z0-9+/]{80,90}=*"/, 'symmetric')
    t.match(script, DEMO_BNC)
  })
} else {
  t.comment('bash, curl or openssl is not on this machine: the commands of docs/ were not run')
}
