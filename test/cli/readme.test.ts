/** The commands under "Be the customer, and move time" in the README, as they are written there. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const [, section = ''] = /## Be the customer, and move time\n+```sh\n([^`]*)```/.exec(README) ?? []

/** What follows `npx bnc-sandbox` on each line, up to a pipe, a closing bracket or a comment. */
const commands = [...section.matchAll(/npx bnc-sandbox ([^|)#\n]+)/g)].map(([, words = '']) => words.trim().split(/\s+/))

t.test('what the README shows of a customer and of time works as it is written', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  let reference = ''
  for (const words of commands) {
    const argv = words.map(word => (word === '$REF' ? reference : word))
    const { code, out, err } = await say(...argv)
    t.match({ code, err }, { code: 0, err: '' }, words.join(' '))
    if (argv.includes('--json')) reference = (JSON.parse(out) as { body: { referenceNo: string } }).body.referenceNo
  }
  t.strictSame(commands.map(([name]) => name), ['generate', 'generate', 'pay', 'refund', 'clock'])
  t.match(await bank.transaction(reference), { status: 'success', refundedAmount: '5000.00' })
  t.match((await bank.admin<{ items: object[] }>('GET', '/transactions?partnerReferenceNo=INV-1')).body.items, [{ status: 'expired' }])
})
