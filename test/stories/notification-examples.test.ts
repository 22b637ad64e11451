/** The receivers in docs/examples/notifications take what the bank sends and refuse what it did not, in each language that runs here. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { startTestBank, type TestBank } from '../bank-harness.js'
import { arm, notificationsOf, pay, settle } from '../notification-harness.js'

const folder = fileURLToPath(new URL('../../docs/examples/notifications/', import.meta.url))

interface Example {
  readonly command: string
  readonly args: (port: number) => string[]
  /** Says when it listens, and where. */
  readonly listening: RegExp
}

const examples: readonly Example[] = [
  { command: 'node', args: () => ['receive.js'], listening: /listening on (\d+)/ },
  { command: 'python3', args: () => ['receive.py'], listening: /listening on (\d+)/ },
  { command: 'php', args: port => ['-S', `127.0.0.1:${String(port)}`, 'receive.php'], listening: /127\.0\.0\.1:(\d+)\) started/ }
]

const runsHere = ({ command }: Example): boolean => spawnSync(command, ['--version']).status === 0

/** PHP's own server cannot be asked for any free port. */
const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

interface Running {
  readonly url: string
  /** Everything that it has printed so far. */
  readonly printed: () => string
}

const start = async (t: Test, bank: TestBank, { command, args, listening }: Example): Promise<Running> => {
  const temporary = mkdtempSync(join(tmpdir(), 'bnc-example-'))
  const pem = join(temporary, 'bank.pem')
  writeFileSync(pem, await (await fetch(`${bank.url}/admin/bank/public-key`)).text())
  const child = spawn(command, args(await freePort()), {
    cwd: folder, env: { ...process.env, BANK_URL: bank.url, PORT: '0', BANK_PUBLIC_KEY: pem, TMPDIR: temporary }
  })
  t.teardown(() => {
    child.kill('SIGKILL')
    rmSync(temporary, { recursive: true, force: true })
  })
  let printed = ''
  const port = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString()
      const found = listening.exec(printed)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => { reject(new Error(`${command} ended: ${printed}`)) })
  })
  return { url: `http://127.0.0.1:${port}/notify?from=bank`, printed: () => printed }
}

/** What a child prints comes through a pipe of its own, perhaps after its answer. */
const untilPrinted = async ({ printed }: Running, text: string): Promise<void> => {
  while (!printed().includes(text)) await sleep(5)
}

const bank = await startTestBank(t)

t.ok(examples.some(runsHere), 'Node.js itself runs here')

for (const example of examples.filter(runsHere)) {
  t.test(`the ${example.command} example takes a notification once, and refuses what was tampered with`, async t => {
    const running = await start(t, bank, example)
    const { partner } = await bank.newPartner({ callbackUrl: running.url })
    const told = { bank, partnerId: partner.partnerId }

    await arm(told, { kind: 'duplicate' })
    const { referenceNo } = await pay(told)
    await settle(told)
    t.match(await notificationsOf(told), [{ status: 'delivered', attempts: [{ acknowledged: true }, { cause: 'duplicate', acknowledged: true }] }])
    await untilPrinted(running, `${referenceNo} 00 10000.00`)
    t.equal(running.printed().split(referenceNo).length, 2, 'a repeat is acknowledged and not done again')

    for (const kind of ['tamper-body', 'tamper-signature', 'expired-signature']) {
      await arm(told, { kind })
      await pay(told)
      await settle(told)
      t.match((await notificationsOf(told)).at(-1), { status: 'pending', attempts: [{ fault: kind, httpStatus: 401 }] }, kind)
    }
    await bank.advance(120, told.partnerId)
    t.ok((await notificationsOf(told)).every(({ status }) => status === 'delivered'), 'the intact retries are taken')
  })
}
