/** `bnc-sandbox acceptance`: the checklist, the file to hand in, and the gate for CI. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { AcceptanceReply } from '../../schemas/acceptance.js'
import { CASES } from '../../src/domain/acceptance/cases.js'
import { startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

const enter = async (t: Test) => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const { partnerId } = partner.partner
  const { referenceNo } = await bank.seed(partnerId)
  const run = commandLine({ BNC_URL: bank.url })
  const cancel = (outcome: string) =>
    partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'test' }, { headers: { 'X-Sandbox-Outcome': outcome } })
  return { bank, partner, partnerId, referenceNo, run, cancel }
}

t.test('the checklist tells what is passed, failed and open', async t => {
  const { partner, partnerId, run, cancel } = await enter(t)
  await partner.token()
  await t.rejects(cancel('fault=reset;at=after'))
  const { code, out } = await run('acceptance')
  t.equal(code, 0)
  t.match(out, `partner ${partnerId}`)
  t.match(out, `1 of ${CASES.length} passed, 1 failed`)
  t.match(out, /✓ 73\.success +Access token issued {2}#\d+/)
  t.match(out, /✗ 77\.timeout .*\n +the bank did it, the client did not hear it/)
  for (const { id, title } of CASES) t.ok(out.includes(id) && out.includes(title.en), id)
  t.notMatch(out, 'npx bnc-sandbox', 'no hints')
  t.match((await run('acceptance', '--hints', '--lang', 'id')).out, new RegExp(`QR dinamis dibuat\n.*\n +npx bnc-sandbox generate --amount 15000 --partner ${partnerId}`))
})

t.test('--json is the report', async t => {
  const { bank, partner, partnerId, run } = await enter(t)
  await partner.token()
  const { value } = await run.json<AcceptanceReply>('acceptance', '--partner', partnerId)
  const { body } = await bank.admin<AcceptanceReply>('GET', `/acceptance?partnerId=${partnerId}`)
  t.strictSame(value.services, body.services)
  t.match(await run.json('acceptance', '--require', '73.success', '47'), { code: 1, value: { partnerId, open: [/^47\.dynamic$/] } })
})

t.test('--require names what is open, and fails while anything is', async t => {
  const { partner, partnerId, run, cancel } = await enter(t)
  const require = (...words: string[]) => run('acceptance', '--partner', partnerId, '--require', ...words)
  t.match(await require('73.success'), { code: 1, out: /\nopen: 73\.success\n$/ })
  await partner.token()
  t.match(await require('73.success'), { code: 0, out: /^(?!.*open:)/s })
  await t.rejects(cancel('fault=empty;at=after'))
  t.match(await require('77.timeout,73.success'), { code: 1, out: /\nopen: 77\.timeout \(failed\)\n$/ })
  const all = await require('all')
  t.equal(all.code, 1)
  t.equal(all.out.split('open: ')[1]?.split(', ').length, CASES.length - 1)
  for (const words of [['52'], ['notification']]) {
    t.match(await require(...words), { code: 1, out: /\nopen: 52\.accepted, 52\.retried, 52\.repeated, 52\.tampered\n$/ })
  }
  const cancels = CASES.filter(({ service }) => service === '77').length
  t.equal((await require('cancel')).out.split('open: ')[1]?.split(', ').length, cancels)
})

t.test('what names no case is wrong usage, and the nearest is named', async t => {
  const { run, partnerId } = await enter(t)
  for (const [word, near] of [['77.cancel-payed', '77.cancel-paid'], ['cancle', 'cancel'], ['al', 'all'], ['99', '\\d\\d']] as const) {
    t.match(await run('acceptance', '--partner', partnerId, '--require', word), { code: 2, err: new RegExp(`"${word}".*did you mean ${near}`) })
  }
  t.equal((await run('acceptance', '--format', 'pdf')).code, 2)
  t.match(await run('acceptance', '--json', '--format', 'html'), { code: 2, err: /--output/ })
  t.match(await run('acceptance', '--partner', 'nobody'), { code: 1, err: /partnerId/ })
})

t.test('a report is printed, or written to a file that says by its ending what it is', async t => {
  const { run, partner, partnerId } = await enter(t)
  await partner.token()
  t.match((await run('acceptance', '--format', 'markdown')).out, /^# Acceptance report.*\n\|/s)
  t.match(JSON.parse((await run('acceptance', '--format', 'json')).out), { partnerId })
  const folder = t.testdir()
  for (const [name, begins] of [['sheet.html', /^<!doctype html>/], ['sheet.md', /^# /], ['sheet.xml', /^<\?xml/], ['sheet.json', /^\{/], ['sheet.txt', /^partner /]] as const) {
    const file = join(folder, name)
    t.match(await run('acceptance', '--output', file), { code: 0, out: `written: ${file}\n` })
    t.match(readFileSync(file, 'utf8'), begins, name)
  }
  const file = join(folder, 'forced')
  t.match(await run('acceptance', '--format', 'junit', '--output', file, '--require', 'all'), { code: 1, err: /^open: 73\.missing-field, / })
  t.match(readFileSync(file, 'utf8'), /^<\?xml/)
  t.match(await run('acceptance', '--output', join(folder, 'no', 'such', 'folder.html')), { code: 2, err: /--output/ })
})
