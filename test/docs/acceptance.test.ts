/** docs/acceptance.md lists the cases of the table, and a shell takes its lines as they stand. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { ACCEPTANCE_PAGE, withCases } from '../../scripts/acceptance-cases.js'
import { CASES, findCase } from '../../src/domain/acceptance/cases.js'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'
import { hasTools, runShell } from './shell.js'

const page = readFileSync(ACCEPTANCE_PAGE, 'utf8')

t.test('the page has the cases that the script writes: npx tsx scripts/acceptance-cases.ts', async t => {
  t.equal(page, withCases(page))
  for (const { id } of CASES) t.match(page, `\n**\`${id}\`** `)
  t.throws(() => withCases('nothing'), /has lost its marks/)
})

const setUp = /^PARTNER=[\s\S]*?(?=^```)/m.exec(page)?.[0] ?? ''

/** Those whose lines a shell could take apart: quotes in quotes, variables, pipes, JSON. */
const QUOTED = ['73.unknown-client', '12.success', '12.paging', '48.success', '47.above-limit', '51.missing-token', '78.wrong-format', '48.bad-crc']

if (hasTools) {
  t.test('a shell takes the lines as they stand', async t => {
    const bank = await startTestBank(t)
    const lines = QUOTED.flatMap(id => findCase(id)?.exercise ?? [])
    t.ok(lines.length > QUOTED.length)
    await runShell(t, bank.url, [setUp, ...lines, 'exit 0'].join('\n'))
    for (const id of QUOTED) t.equal(bank.running.bank.store.acceptance.sheet(DEMO_BNC).standing(id)?.status, 'passed', id)
  })
} else {
  t.comment('bash, curl or openssl is not on this machine: the lines of docs/acceptance.md were not run')
}
