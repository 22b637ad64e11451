/** docs/acceptance.md lists the cases of the table, and a shell takes its lines as they stand. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { ACCEPTANCE_PAGE, withCases } from '../../scripts/acceptance-cases.js'
import { CASES, findCase } from '../../src/domain/acceptance/cases.js'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'
import { commandLine } from '../cli/command-line.js'

const page = readFileSync(ACCEPTANCE_PAGE, 'utf8')

t.test('the page has the cases that the script writes: npx tsx scripts/acceptance-cases.ts', async t => {
  t.equal(page, withCases(page))
  for (const { id } of CASES) t.match(page, `\n**\`${id}\`** `)
  t.throws(() => withCases('nothing'), /has lost its marks/)
})

/** Runs command lines for a shell that asks for them: starting Node.js for each would take most of the time. */
const startCommands = async (t: Test, url: string): Promise<string> => {
  const run = commandLine({ BNC_URL: url })
  const server = createServer((request, response) => {
    void text(request).then(async body => { response.end((await run(...body.split('\0').slice(0, -1))).out) })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const NPX = `npx() { shift; printf '%s\\0' "$@" | curl -sS "$COMMANDS" -H 'Content-Type: text/plain' --data-binary @-; }\n`

const setUp = /^PARTNER=[\s\S]*?(?=^```)/m.exec(page)?.[0] ?? ''

/** Those whose lines a shell could take apart: quotes in quotes, variables, pipes, JSON. */
const QUOTED = ['73.unknown-client', '12.success', '12.paging', '48.success', '47.above-limit', '51.missing-token', '78.wrong-format', '48.bad-crc']

if (['curl', 'bash'].every(tool => spawnSync(tool, ['--version']).error === undefined)) {
  t.test('a shell takes the lines as they stand', async t => {
    const bank = await startTestBank(t)
    const lines = QUOTED.flatMap(id => findCase(id)?.exercise ?? [])
    t.ok(lines.length > QUOTED.length)
    const script = [setUp, ...lines].join('\n').replaceAll('http://127.0.0.1:7751', bank.url)
    const env = { ...process.env, COMMANDS: await startCommands(t, bank.url) }
    await promisify(execFile)('bash', ['-c', `${NPX}${script}\nexit 0`], { env })
    for (const id of QUOTED) t.equal(bank.running.bank.store.acceptance.sheet(DEMO_BNC).standing(id)?.status, 'passed', id)
  })
} else {
  t.comment('bash or curl is not on this machine: the lines of docs/acceptance.md were not run')
}
