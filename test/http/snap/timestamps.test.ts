/** X-TIMESTAMP: every spelling that clients use, every one that they do not, and how far it may be from real time. */
import t from 'tap'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { sendRaw, type RawReply } from '../../raw-http.js'
import { signHmac, stringToSign } from '../../../src/domain/signature.js'
import { jakartaTime } from '../../../src/domain/jakarta.js'

const NOW = Date.parse('2026-11-21T00:18:21.848Z')

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly token: string
}

const enter = async (t: Parameters<typeof startTestBank>[0], env: Record<string, string> = {}): Promise<Stage> => {
  const bank = await startTestBank(t, env, () => NOW)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { body } = await partner.send(partner.sign.token({ at: NOW }))
  return { bank, partner, token: String(body['accessToken']) }
}

/** An inquiry whose literal X-TIMESTAMP is signed. */
const query = async ({ bank, partner, token }: Stage, timestamp: string): Promise<RawReply> => {
  const { path, headers, body } = partner.sign.call('query', { originalReferenceNo: '404', serviceCode: '47' }, { token })
  const text = stringToSign('symmetric', { method: 'POST', path, body: Buffer.from(body), timestamp, token })
  const changed = { ...headers, 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signHmac(partner.partner.clientSecret, text) }
  return sendRaw(bank.url, { path, headers: Object.entries(changed), body })
}

const said = ({ body }: Pick<RawReply, 'body'>): unknown[] => [body['responseCode'], body['responseMessage']]

const seen: readonly string[] = [
  '2026-11-21T00:18:21.848Z', '2026-11-21T00:18:21Z', '2026-11-21T00:18:21.8Z', '2026-11-21T00:18:21+00:00',
  '2026-11-21T00:18:21-00:00',
  '2026-11-21T00:18:21.848+00:00', '2026-11-21T07:18:21+07:00', '2026-11-21T07:18:21.848+07:00', '2026-11-20T19:18:21-05:00'
]

t.test('every spelling that clients send is taken, and signed as it stands there', async t => {
  const stage = await enter(t)
  for (const timestamp of seen) t.equal((await query(stage, timestamp)).body['responseCode'], '4045101', timestamp)
})

const unseen: readonly string[] = [
  '2026-11-21T00:18:21', '2026-11-21 07:18:21+07:00', '2026-11-21T07:18:21+0700', '2026-11-21T00:18:21.8481Z',
  '2026-11-21T00:18:21z',
  '1795220301', 'Sat, 21 Nov 2026 00:18:21 GMT', '2026-02-30T00:18:21Z', '2026-11-21T00:18:61Z', 'x'
]

t.test('every other spelling is malformed, before anything else is judged', async t => {
  const stage = await enter(t)
  for (const timestamp of unseen) {
    t.strictSame(said(await query(stage, timestamp)), ['4005101', 'Invalid Field Format X-TIMESTAMP'], timestamp)
  }
})

const utc = (at: number): string => new Date(at).toISOString()

t.test('a timestamp may be 300 s from real time, either way, and not a millisecond more', async t => {
  const stage = await enter(t)
  for (const difference of [0, 1, 299_999, 300_000]) {
    t.equal((await query(stage, utc(NOW + difference))).body['responseCode'], '4045101', `${difference} ms ahead`)
    t.equal((await query(stage, utc(NOW - difference))).body['responseCode'], '4045101', `${difference} ms behind`)
  }
  const rows: readonly (readonly [number, string])[] = [
    [300_001, '300 s ahead of'], [-300_001, '300 s behind'], [301_000, '301 s ahead of'], [-86_400_000, '86400 s behind']
  ]
  for (const [difference, words] of rows) {
    const message = `Unauthorized. [X-TIMESTAMP is ${words} the bank's time, 300 s are allowed]`
    t.strictSame(said(await query(stage, utc(NOW + difference))), ['4015100', message])
  }
})

t.test('the mistake of seven hours is called by its name', async t => {
  const stage = await enter(t)
  const late = await query(stage, jakartaTime(NOW - 7 * 3_600_000))
  t.match(late.body['responseMessage'], /X-TIMESTAMP is 2520\d s behind.*7 hours.*a UTC time labelled \+07:00/)
  const early = await query(stage, utc(NOW + 7 * 3_600_000))
  t.match(early.body['responseMessage'], /X-TIMESTAMP is 25200 s ahead.*7 hours.*a Jakarta time labelled UTC/)
  t.notMatch((await query(stage, utc(NOW + 8 * 3_600_000))).body['responseMessage'], /7 hours/)
})

t.test('the token call is held to the same window', async t => {
  const { partner } = await enter(t)
  const ask = async (at: number): Promise<unknown[]> => said(await partner.send(partner.sign.token({ at })))
  t.strictSame(await ask(NOW - 299_000), ['2007300', 'Successful'])
  const late = "Unauthorized. [X-TIMESTAMP is 302 s behind the bank's time, 300 s are allowed]"
  t.strictSame(await ask(NOW - 301_000), ['4017300', late])
})

t.test('the window is a setting, and 0 switches it off', async t => {
  const narrow = await enter(t, { BNC_TIMESTAMP_TOLERANCE_SECONDS: '10' })
  t.equal((await query(narrow, utc(NOW - 10_000))).body['responseCode'], '4045101')
  t.match((await query(narrow, utc(NOW - 10_001))).body['responseMessage'], /10 s are allowed/)
  const open = await enter(t, { BNC_TIMESTAMP_TOLERANCE_SECONDS: '0' })
  t.equal((await query(open, '1999-12-31T23:59:59Z')).body['responseCode'], '4045101')
  t.equal((await query(open, 'yesterday')).body['responseCode'], '4005101', 'its format is still judged')
})

t.test("timestamps are judged by real time, wherever a partner's clock stands", async t => {
  const stage = await enter(t)
  await stage.bank.advance(600, stage.partner.partner.partnerId)
  t.equal((await query(stage, utc(NOW))).body['responseCode'], '4045101')
  t.equal((await query(stage, utc(NOW + 600_000))).body['responseCode'], '4015100')
})
