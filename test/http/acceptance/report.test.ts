/** The report on paper, in Markdown and in XML: whatever a partner sent stands in it as text, and nothing of it is markup. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { ACCEPTANCE_LANGUAGES, type AcceptanceReply, type Evidence } from '../../../schemas/acceptance.js'
import { CASES } from '../../../src/domain/acceptance/cases.js'
import { reportOf, type Finding } from '../../../src/domain/acceptance/report.js'
import { REPORT_POLICY, reportPage } from '../../../src/http/acceptance/html.js'
import { reportJunit } from '../../../src/http/acceptance/junit.js'
import { reportMarkdown } from '../../../src/http/acceptance/markdown.js'
import { startTestBank } from '../../bank-harness.js'

const NASTY = '<script>alert("1")</script> & \'x\' | `code` *bold* _it_ [a](b)\u0007\nsecond line ]]>'

const evidence: Evidence = {
  at: '2026-11-21T09:30:00+07:00', source: 'request', id: '12', method: 'POST', target: `/v1.0/${NASTY}`, headers: [['X-NOTE', NASTY]],
  body: NASTY, status: null, reply: NASTY, note: NASTY
}
const told: Evidence = { ...evidence, source: 'notification', id: 'N-1', attempt: 2, status: 200 }

const findings = new Map<string, Finding>([
  ['77.success', { status: 'passed', at: 0, why: null, evidence: [evidence, told] }],
  ['77.timeout', { status: 'failed', at: 0, why: { id: 'not-followed' }, evidence: [evidence] }],
  ['78.retry', { status: 'failed', at: 0, why: { id: 'not-repeated', detail: NASTY }, evidence: [evidence] }],
  ['77.no-such-case', { status: 'passed', at: 0, why: null, evidence: [] }]
])

const report = (lang: 'en' | 'id', partnerId = `P<1>&"'`): AcceptanceReply => reportOf({ partnerId, at: 0, lang, findings })

t.test('the summary adds up, and what the table does not know is left out', async t => {
  const { summary, services } = report('en')
  t.strictSame(summary, { passed: 1, failed: 2, notExercised: CASES.length - 3, total: CASES.length })
  t.equal(services.length, 8)
})

t.test('a partner id stands in the commands where a shell takes it as it is', async t => {
  const commands = (partnerId: string): string[] => report('en', partnerId).services.flatMap(({ cases }) => cases).flatMap(({ exercise }) => exercise)
  t.notMatch(commands('P-1').join('\n'), '$PARTNER')
  t.match(commands('P-1').join('\n'), `"partnerId":"P-1"`)
  t.match(commands('P; rm').join('\n'), '$PARTNER')
  t.notMatch(commands('P; rm').join('\n'), 'rm')
})

const TAGS = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:="[^"<]*")?)*)\s*(\/?)>/g

/** Tags that close in order; what is left once they are taken out. */
const unwound = (text: string, single: readonly string[]): { open: string[]; rest: string } => {
  const open: string[] = []
  const rest = text.replace(TAGS, (_, end: string, name: string, _attributes: string, self: string) => {
    if (end === '' && self === '' && !single.includes(name)) open.push(name)
    if (end !== '' && open.pop() !== name) throw new Error(`</${name}> closes something else`)
    return ''
  })
  return { open, rest }
}

for (const lang of ACCEPTANCE_LANGUAGES) {
  t.test(`${lang}: the page is whole, needs nothing else and runs nothing`, async t => {
    const page = reportPage(report(lang), lang)
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? []
    t.match(REPORT_POLICY, `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    t.match(REPORT_POLICY, "default-src 'none'")
    const { open, rest } = unwound(page.replace('<!doctype html>', '').replace(style, ''), ['meta'])
    t.strictSame(open, [])
    t.notMatch(rest, /[<>]/, 'nothing of what was sent is markup')
    t.notMatch(page, /<script|<link|<img|<iframe|\sstyle=|\son\w+=|https?:\/\/(?!127\.0\.0\.1)/i)
    t.match(page, `<html lang="${lang}">`)
    for (const [, target = ''] of page.matchAll(/href="#([^"]+)"/g)) t.equal(page.split(`id="${target}"`).length, 2, target)
    for (const one of CASES) t.match(page, one.title[lang].replace(/'/g, '&#39;'))
  })

  t.test(`${lang}: Markdown has a row a case, and no row breaks`, async t => {
    const lines = reportMarkdown(report(lang), lang).split('\n')
    const rows = lines.filter(line => line.startsWith('|'))
    t.equal(rows.length, CASES.length + 2 * 8)
    t.ok(rows.every(line => line.replace(/\\./g, '').split('|').length === 8))
    t.notMatch(lines.join('\n'), /<(?!br>)/)
    t.match(lines[0], /^# \w/)
  })

  t.test(`${lang}: JUnit is well-formed XML that says what failed and what is open`, async t => {
    const xml = reportJunit(report(lang), lang)
    const [declaration, ...rest] = xml.split('\n')
    t.equal(declaration, '<?xml version="1.0" encoding="UTF-8"?>')
    const { open, rest: text } = unwound(rest.join('\n'), [])
    t.strictSame(open, [])
    t.notMatch(text, /[<]|&(?!(?:amp|lt|gt|quot|#39|#10);)/)
    t.notMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    t.equal(xml.match(/<testcase /g)?.length, CASES.length)
    t.equal(xml.match(/<failure /g)?.length, 2)
    t.equal(xml.match(/<skipped /g)?.length, CASES.length - 3)
    t.match(xml, new RegExp(`<testsuites name="[^"]*" tests="${CASES.length}" failures="2" errors="0" skipped="${CASES.length - 3}"`))
    t.equal(xml.match(/<testsuite /g)?.length, 8)
  })
}

t.test('each format comes with its type, and the page with its policy', async t => {
  const bank = await startTestBank(t)
  const ask = (query: string): Promise<Response> => fetch(`${bank.url}/admin/acceptance?${query}`)
  const typeOf = async (query: string): Promise<string | null> => (await ask(query)).headers.get('content-type')
  t.match(await typeOf(''), /^application\/json/)
  t.match(await typeOf('format=json'), /^application\/json/)
  t.equal(await typeOf('format=markdown'), 'text/markdown; charset=utf-8')
  t.equal(await typeOf('format=junit'), 'application/xml; charset=utf-8')
  const page = await ask('format=html&lang=id')
  t.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
  t.equal(page.headers.get('content-security-policy'), REPORT_POLICY)
  t.match(await page.text(), /Laporan uji fungsional/)
  t.match(((await (await ask('lang=id')).json()) as AcceptanceReply).services[0], { title: 'Access token B2B', cases: [{ title: 'Access token diterbitkan' }] })
})
