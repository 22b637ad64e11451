/** Runs the commands by which a case is exercised, as a reader of `docs/acceptance.md` would, against a bank of the test's own. */
import type { Test } from 'tap'
import type { AcceptanceReply } from '../../schemas/acceptance.js'
import type { DialectName } from '../../schemas/dialects.js'
import type { Case } from '../../src/domain/acceptance/case.js'
import { CASES } from '../../src/domain/acceptance/cases.js'
import { shellWords } from '../../src/cli/shell-words.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'
import { reply, startReceiver, type Act, type Receiver } from '../receiver.js'
import { commandLine, type CommandLine } from './command-line.js'

interface Exercised {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly receiver: Receiver
  readonly run: CommandLine
}

const startExercise = async (t: Test, wish: object): Promise<Exercised> => {
  const bank = await startTestBank(t)
  const receiver = await startReceiver(t)
  const partner = await bank.newPartner({ callbackUrl: receiver.url, ...wish })
  // The commands sign with the key that the bank keeps: none was brought.
  return { bank, partner, partnerId: partner.partner.partnerId, receiver, run: commandLine({ BNC_URL: bank.url }) }
}

const HERE = 'http://127.0.0.1:7751'

/** `npx bnc-sandbox …` runs in this process; so does what it prints for `sh`, and a curl of the admin routes. */
const runLine = async ({ bank, run }: Exercised, line: string): Promise<void> => {
  const isSent = line.endsWith(' | sh')
  const [program, ...words] = shellWords(line.replace(/ \| sh$/, ''))
  if (program === 'curl') {
    const [, , method = '', url = '', , body = ''] = words
    const answer = await bank.admin(method, url.replace(`${HERE}/admin`, ''), JSON.parse(body))
    if (answer.status >= 300) throw new Error(`${line}: ${JSON.stringify(answer.body)}`)
    return
  }
  const [, ...argv] = words
  const { code, out, err } = await run(...argv, ...(isSent ? ['--json'] : []))
  if (code === 2 || (isSent && code !== 0)) throw new Error(`${line}: ${err}`)
  if (!isSent) return
  const { url, headers, body } = JSON.parse(out) as { url: string; headers: Record<string, string>; body: string }
  await (await fetch(url, { method: 'POST', headers, body })).text()
}

/** What the variables of the commands stand for, fresh for each case. */
const variables = async ({ bank, partnerId }: Exercised): Promise<Record<string, string>> => {
  const number = { partnerReferenceNo: `INV-${Math.floor(performance.now() * 1000)}` }
  const [open, paid, fixed] = [
    await bank.seed(partnerId, number),
    await bank.seed(partnerId, { partnerReferenceNo: `PAID-${number.partnerReferenceNo}`, status: 'success' }),
    await bank.seed(partnerId, { amount: undefined })
  ]
  return {
    PARTNER: partnerId, REF: open.referenceNo, PAID: paid.referenceNo, STATIC: fixed.referenceNo, SCID: String(fixed.scId), QR: String(open.qrContent)
  }
}

const filled = (line: string, values: Readonly<Record<string, string>>): string =>
  line.replace(/'?\$([A-Z]+)'?/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${line}: there is no $${name}`)
    return value
  })

/** Runs the commands of a case, and waits until every notification that is owed by then was tried; `answers` are the receiver's first. */
const exercise = async (exercised: Exercised, one: Case, answers: readonly Act[] = []): Promise<void> => {
  const { bank, partnerId, receiver } = exercised
  const values = await variables(exercised)
  const settle = async (): Promise<unknown> => (one.service === '52' ? bank.advance(0, partnerId) : undefined)
  // What is owed from before is told before.
  await settle()
  receiver.next(...answers)
  for (const line of one.exercise) {
    await runLine(exercised, filled(line, values))
    await settle()
  }
}

const refuse = reply(401, { responseCode: '4015200' })

/** Of these the receiver has to refuse the first. */
const REFUSED_FIRST: readonly string[] = ['52.retried', '52.tampered']

/** Each case passes by its own commands, and the sheet of a partner who runs them all is full. */
export const exerciseAll = async (t: Test, dialect: DialectName): Promise<void> => {
  const exercised = await startExercise(t, { dialect, publicKey: undefined })
  const { bank, partnerId, run } = exercised
  const { acceptance } = bank.running.bank.store
  for (const one of CASES) {
    await exercise(exercised, one, REFUSED_FIRST.includes(one.id) ? [refuse] : [])
    t.equal(acceptance.sheet(partnerId).standing(one.id)?.status, 'passed', `${one.id}: ${one.exercise.join('; ')}`)
  }
  const { body } = await bank.admin<AcceptanceReply>('GET', `/acceptance?partnerId=${partnerId}`)
  t.strictSame(body.summary, { passed: CASES.length, failed: 0, notExercised: 0, total: CASES.length })
  t.ok(body.services.every(({ cases }) => cases.every(({ evidence }) => evidence.length > 0)))
  t.equal((await run('acceptance', '--require', 'all')).code, 0)
}
