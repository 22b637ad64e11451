/** `/metrics`: counters that go up with the calls they count, in the format that Prometheus reads. */
import t from 'tap'
import { BUCKETS, countReply, metricsText } from '../../src/http/metrics.js'
import { startTestBank, type TestBank } from '../bank-harness.js'

const scrape = async (bank: TestBank): Promise<string> => (await fetch(`${bank.url}/metrics`)).text()

/** A sample's value, or undefined where there is none. */
const valueOf = (text: string, sample: string): number | undefined => {
  const line = text.split('\n').find(each => each.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length + 1))
}

t.test('replies are counted by service and response code', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  await partner.call('query', { originalReferenceNo: 'none', serviceCode: '47' })
  await partner.call('query', { originalReferenceNo: 'none', serviceCode: '47' })
  await partner.call('query', { serviceCode: '47' })
  await fetch(`${bank.url}/nowhere`, { method: 'POST' })
  const text = await scrape(bank)
  t.equal(valueOf(text, 'bnc_replies_total{service="73",code="2007300"}'), 1)
  t.equal(valueOf(text, 'bnc_replies_total{service="51",code="4045101"}'), 2)
  t.equal(valueOf(text, 'bnc_replies_total{service="51",code="4005102"}'), 1)
  t.equal(valueOf(text, 'bnc_replies_total{service="00",code="4010000"}'), 1)
  t.equal(valueOf(text, 'bnc_reply_duration_seconds_count{service="51"}'), 3)
  t.equal(valueOf(text, 'bnc_reply_duration_seconds_bucket{service="51",le="+Inf"}'), 3)
})

t.test('a reply that the client never got has no code', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  await bank.admin('POST', '/outcomes', { service: 'query', fault: 'reset', partnerId: partner.partner.partnerId })
  await t.rejects(partner.call('query', { originalReferenceNo: 'none', serviceCode: '47' }))
  t.equal(valueOf(await scrape(bank), 'bnc_replies_total{service="51",code="none"}'), 1)
})

t.test('what the bank holds is told', async t => {
  const bank = await startTestBank(t)
  const before = await scrape(bank)
  await bank.newPartner()
  await bank.admin('POST', '/outcomes', { service: '*', respond: { responseCode: '500SS00' }, times: 2 })
  await bank.admin('POST', '/snapshots', { name: 's' })
  const after = await scrape(bank)
  for (const name of ['bnc_partners', 'bnc_outcomes_armed', 'bnc_snapshots'])
    t.equal(valueOf(after, name), (valueOf(before, name) ?? NaN) + 1, name)
  t.ok((valueOf(after, 'bnc_database_bytes') ?? 0) > (valueOf(before, 'bnc_database_bytes') ?? 0))
  for (const name of [
    'nodejs_heap_size_used_bytes',
    'nodejs_eventloop_lag_seconds',
    'nodejs_eventloop_seconds_total{state="active"}'
  ]) {
    t.ok((valueOf(after, name) ?? 0) > 0, name)
  }
})

t.test('every line is a comment or a sample, and every sample has its type', async t => {
  const bank = await startTestBank(t)
  await (await bank.newPartner()).token()
  const response = await fetch(`${bank.url}/metrics`)
  t.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  const text = await response.text()
  t.ok(text.endsWith('\n'))
  const lines = text.trimEnd().split('\n')
  const typed = new Set(lines.flatMap(line => /^# TYPE (\w+) (?:counter|gauge|histogram)$/.exec(line)?.[1] ?? []))
  for (const line of lines.filter(each => !each.startsWith('# '))) {
    const name = /^([a-z_]+)(?:\{[a-z]+="[^"\\]*"(?:,[a-z]+="[^"\\]*")*\})? [0-9.e+-]+$/.exec(line)?.[1]
    t.ok(name !== undefined && typed.has(name.replace(/_(?:bucket|sum|count)$/, '')), line)
  }
})

t.test('a duration falls into the first bucket that holds it, and into all above', async t => {
  const bank = await startTestBank(t)
  const inner = bank.running.bank
  const cases = [0, ...BUCKETS, 99]
  for (const seconds of cases) countReply(inner, '99', '2009900', seconds)
  const text = await metricsText(inner)
  BUCKETS.forEach((bound, index) => {
    t.equal(valueOf(text, `bnc_reply_duration_seconds_bucket{service="99",le="${bound}"}`), index + 2, String(bound))
  })
  t.equal(valueOf(text, 'bnc_reply_duration_seconds_bucket{service="99",le="+Inf"}'), cases.length)
})

t.test('banks in one process count apart, and counting costs next to nothing', async t => {
  const [one, other] = [await startTestBank(t), await startTestBank(t)]
  const rounds = 100_000
  const begun = performance.now()
  for (let index = 0; index < rounds; index++) countReply(one.running.bank, '51', '2005100', 0.0007)
  const each = ((performance.now() - begun) / rounds) * 1000
  t.comment(`${each.toFixed(3)} µs a reply`)
  t.ok(each < 10, 'far below the cost of a call')
  t.equal(valueOf(await scrape(one), 'bnc_replies_total{service="51",code="2005100"}'), rounds)
  t.equal(valueOf(await scrape(other), 'bnc_replies_total{service="51",code="2005100"}'), undefined)
})
