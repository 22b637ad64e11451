/** A bank that is killed takes nobody with it and comes back with its data; a bank more moves few partners, and to itself alone. */
import t from 'tap'
import { sendRaw } from '../raw-http.js'
import { admin, BANK, generate, hostOf, KEY_PAIR, makePartner, manyPartners, split, start, type ScaledPartner } from './scaled-partner.js'
import { withoutNginx } from './scaled-sandbox.js'

const unlessAbsent = { skip: withoutNginx }

/** One for both tests: each has partners of its own. */
const running = withoutNginx === false ? await start(t) : undefined

const theSandbox = (): NonNullable<typeof running> => {
  if (running === undefined) throw new Error('no sandbox was started')
  return running
}

const PARTNERS = 12

/** Passive health checks would give up a bank after its first failures. */
const ROUNDS = 5

/** Far below any timeout. */
const QUICK_MS = 1000

interface Outcome {
  readonly status: number
  readonly bank: string | undefined
  readonly took: number
}

const inquire = async ({ call }: ScaledPartner, originalReferenceNo: string): Promise<Outcome> => {
  const begun = performance.now()
  const { status, headers } = await call('query', { originalReferenceNo, serviceCode: '47' })
  return { status, bank: headers[BANK], took: performance.now() - begun }
}

t.test('a bank is killed: its partners wait for it, nobody else notices, and it comes back as it was', unlessAbsent, async t => {
  const sandbox = theSandbox()
  const tenants = await Promise.all((await manyPartners(sandbox.url, PARTNERS, 'partner')).map(async tenant => ({ tenant, ...await generate(tenant) })))
  const [own, others] = split(sandbox, tenants[0]?.tenant.bank ?? '')
  const stranded = tenants.filter(({ tenant }) => tenant.bank === hostOf(own))
  const untouched = tenants.filter(({ tenant }) => tenant.bank !== hostOf(own))
  t.ok(stranded.length > 0 && untouched.length > 0, `${String(stranded.length)} of ${String(PARTNERS)} partners live at the bank that is killed`)

  const waits: number[] = []
  await own.kill()
  for (let round = 0; round < ROUNDS; round++) {
    for (const { tenant, referenceNo } of untouched) {
      t.match(await inquire(tenant, referenceNo), { status: 200, bank: tenant.bank })
      t.equal((await generate(tenant)).status, 200)
    }
    for (const { tenant, referenceNo } of stranded) {
      const { status, took } = await inquire(tenant, referenceNo)
      t.equal(status, 502)
      waits.push(took)
    }
  }
  const median = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0
  t.ok(median < QUICK_MS, `they are told so in ${median.toFixed(0)} ms`)
  const replies = await Promise.all(Array.from({ length: 6 }, () => fetch(`${sandbox.url}/livez`)))
  t.strictSame(replies.map(({ status }) => status), replies.map(() => 200), 'what any bank answers, another one does')
  const ghost = { partnerId: stranded[0]?.tenant.partner.partnerId ?? '', publicKey: KEY_PAIR.publicKey }
  t.match(await admin(sandbox.url, 'POST', '/partners', { ...ghost, clientKey: ghost.partnerId }),
    { status: 502, type: 'application/problem+json', body: { detail: /nothing was done/ } }, 'nobody is made in its place')
  for (const { url } of others) t.equal((await admin(url, 'GET', `/partners/${ghost.partnerId}`)).status, 404)

  await own.restart()
  for (const { tenant, referenceNo } of stranded) {
    t.match(await inquire(tenant, referenceNo), { status: 200, bank: tenant.bank }, 'with the token of before')
    t.equal((await generate(tenant)).status, 200)
  }
})

/** Ids whose place is looked up; a picture that is not there says whose bank was asked. */
const IDS = Array.from({ length: 400 }, (_, nth) => `company-${String(nth)}`)

/** On connections of their own: nginx closes idle ones when it reads its configuration again. */
const placesOf = async (url: string): Promise<(string | undefined)[]> =>
  Promise.all(IDS.map(async id => (await sendRaw(url, { method: 'GET', path: `/qr/${id}/0.png` })).headers[BANK]))

t.test('a fourth bank takes about a quarter of the partners, and moves no other', unlessAbsent, async t => {
  const sandbox = theSandbox()
  const before = await placesOf(sandbox.url)
  for (const bank of sandbox.banks) {
    const share = before.filter(place => place === hostOf(bank)).length / IDS.length
    t.ok(share > 0.2 && share < 0.47, `${(share * 100).toFixed(0)} % of the ids meet one of three banks`)
  }
  const fourth = await sandbox.grow()
  const after = await placesOf(sandbox.url)
  const moved = after.filter((place, nth) => place !== before[nth])
  t.ok(moved.every(place => place === hostOf(fourth)), 'whoever moves, moves to the new bank')
  t.ok(moved.length > IDS.length * 0.15 && moved.length < IDS.length * 0.37, `${(100 * moved.length / IDS.length).toFixed(0)} % of the ids moved`)
  const stranger = IDS.find((_, nth) => after[nth] === hostOf(fourth)) ?? ''
  t.equal((await makePartner(sandbox.url, stranger)).bank, hostOf(fourth), 'it serves those who are new')
})
