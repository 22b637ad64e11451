/** The OpenAPI document is true: what it shows is what the bank takes and answers. */
import t from 'tap'
import { SERVICE_LIST } from '../../../schemas/services.js'
import type { Operation } from '../../../src/http/openapi/document.js'
import { EXAMPLES } from '../../../src/http/openapi/examples.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank } from '../../bank-harness.js'
import { answersJson, checker, documentOf, mediaOf, type Described } from './document-reader.js'

t.test('the document is true', async t => {
  const bank = await startTestBank(t)
  const document = await documentOf(bank)
  const check = checker(document)

  await t.test('the examples are what the bank takes and answers, field for field', async t => {
    for (const [dialect, partnerId] of [
      ['bnc', DEMO_BNC],
      ['snap', DEMO_SNAP]
    ] as const) {
      const partner = await bank.partner(partnerId)
      for (const service of SERVICE_LIST.filter(({ name }) => name !== 'history')) {
        const { request, reply } = EXAMPLES[service.name][dialect]
        const { status, body, text } =
          service.name === 'token' ? await partner.token() : await partner.call(service.name, request)
        t.equal(status, 200, `${dialect} ${service.name}: ${text}`)
        t.strictSame(Object.keys(body).sort(), Object.keys(reply).sort(), `${dialect} ${service.name}: the same fields`)
        const media = (document.paths[service.paths[0] ?? '']?.['post']?.['responses'] as Record<string, Described>)['200']
          ?.content?.['application/json']
        t.strictSame(check(media?.schema ?? {}, body), [])
      }
    }
  })

  await t.test("the history's example is what a static QR that was paid answers", async t => {
    const partner = await bank.partner(DEMO_BNC)
    const qr = (await partner.call('generate', { merchantId: '000100010001', qrType: 'STATIC', partnerReferenceNo: 'COUNTER-1' }))
      .body
    await bank.admin('POST', `/transactions/${String(qr['referenceNo'])}/pay`, { amount: '15000.00', issuer: '009' })
    const { scID } = qr['additionalInfo'] as { scID: string }
    const { body } = await partner.call('history', { ...EXAMPLES.history.bnc.request, additionalInfo: { scID } })
    const shapeOf = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shapeOf)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .sort()
                .map(([name, inner]) => [name, shapeOf(inner)])
            )
          : typeof value
    t.strictSame(shapeOf(body), shapeOf(EXAMPLES.history.bnc.reply))
  })

  await t.test('what admin routes answer conforms to the document, refusals included', async t => {
    const partner = await bank.partner(DEMO_BNC)
    await partner.call('query', EXAMPLES.query.bnc.request)
    await bank.admin('POST', '/outcomes', {
      service: 'cancel',
      respond: { responseCode: '4047700' },
      match: { referenceNo: 'R' }
    })
    await bank.admin('POST', '/snapshots', { name: 's' })
    const asked: [string, string, unknown, string][] = [
      ...Object.entries(document.paths)
        .filter(
          ([path, { get }]) =>
            path.startsWith('/admin') && !path.includes('{') && !path.endsWith('/wait') && get !== undefined && answersJson(get)
        )
        .map(([path]) => path)
        .map((path): [string, string, unknown, string] => ['get', path, undefined, path.slice(6)]),
      ['post', '/admin/partners', {}, '/partners'],
      ['post', '/admin/transactions', { amount: '10000.00' }, '/transactions'],
      ['post', '/admin/clock', { advanceSeconds: 1 }, '/clock'],
      ['post', '/admin/snapshots/{name}/restore', {}, '/snapshots/s/restore'],
      ['post', '/admin/clock', { wrong: 1 }, '/clock'],
      ['post', '/admin/snapshots', { name: 's' }, '/snapshots'],
      ['get', '/admin/partners/{partnerId}', undefined, '/partners/nobody']
    ]
    for (const [method, path, body, url] of asked) {
      const answer = await bank.admin(method.toUpperCase(), url, body)
      const media = mediaOf(document, document.paths[path]?.[method] as Operation).find(
        ([status]) => status === String(answer.status)
      )
      t.ok(media, `${method} ${path} ${answer.status} is described`)
      t.strictSame(check(media?.[1].schema ?? { not: {} }, answer.body), [], `${method} ${path} ${answer.status}`)
    }
  })
})
