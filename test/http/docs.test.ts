/** `/docs`: a page that loads nothing from anywhere, and a document that is put together only when somebody asks. */
import { createHash } from 'node:crypto'
import t from 'tap'
import type { OpenApi } from '../../src/http/openapi/document.js'
import { documentPage } from '../../src/http/openapi/page.js'
import { startTestBank, type TestBank } from '../bank-harness.js'

const page = async (bank: TestBank) => {
  const response = await fetch(`${bank.url}/docs`)
  return { response, html: await response.text() }
}

t.test('the page', async t => {
  const bank = await startTestBank(t)

  await t.test('the page tells every operation of the document, each with its path and what it is for', async t => {
    const document = (await (await fetch(`${bank.url}/docs/json`)).json()) as OpenApi
    const { response, html } = await page(bank)
    t.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { operationId } of Object.values(methods))
        t.ok(html.includes(`id="${operationId}"`) && html.includes(`<code>${path}</code>`), operationId)
    }
    for (const said of [
      'originalPartnerreferenceNo',
      'Another spelling of',
      'Mandatory in dialect bnc only',
      '4047700',
      'originalReferenceNo'
    ])
      t.ok(html.includes(said), said)
  })

  await t.test(
    'the page loads nothing: no script, no picture, no font, no style but its own, which its policy names',
    async t => {
      const { response, html } = await page(bank)
      for (const loading of [/<script/i, /<link/i, /<img/i, /<iframe/i, /\ssrc=/i, /url\(/i, /@import/i, /\son\w+=/i, /style="/i])
        t.notMatch(html, loading)
      const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target as string)
      t.ok(targets.length > 5)
      t.strictSame(
        targets.filter(target => !/^[#/]/.test(target)),
        [],
        'links stay in the bank'
      )
      const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => style as string)
      t.equal(styles.length, 1)
      const policy = response.headers.get('content-security-policy') ?? ''
      t.ok(policy.startsWith("default-src 'none'; "))
      t.ok(
        policy.includes(
          `style-src 'sha256-${createHash('sha256')
            .update(styles[0] ?? '')
            .digest('base64')}'`
        )
      )
    }
  )

  await t.test('every element that is opened is closed, and every link to a chapter has its chapter', async t => {
    const { html } = await page(bank)
    const open: string[] = []
    const crossed: string[] = []
    for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)(?:\s[^>]*)?>/g)) {
      if (name === 'meta') continue
      if (close === '') open.push(name)
      else if (open.pop() !== name) crossed.push(name)
    }
    t.strictSame([...open, ...crossed], [])
    t.ok(html.split('<details').length > 100)
    for (const [, id] of html.matchAll(/href="#([^"]*)"/g)) t.ok(html.includes(`id="${String(id)}"`), String(id))
  })

  await t.test('the document holds no secret', async t => {
    const text = await (await fetch(`${bank.url}/docs/json`)).text()
    t.notMatch(text, /PRIVATE KEY-----|DEMO-SECRET/)
  })
})

t.test('what a document says is text on the page, whatever it looks like', async t => {
  const hostile = '<script>alert(1)</script>"\''
  const operation = {
    tags: [hostile],
    operationId: hostile,
    summary: hostile,
    description: hostile,
    parameters: [{ name: hostile, in: 'query', required: false, description: hostile, schema: {} }],
    responses: {
      200: {
        description: hostile,
        content: {
          [hostile]: { schema: { type: 'object', properties: { [hostile]: { description: hostile, enum: [hostile] } } } }
        }
      }
    }
  }
  const html = documentPage({
    openapi: hostile,
    info: { title: hostile, version: hostile, description: hostile },
    servers: [],
    tags: [{ name: hostile }],
    paths: { [hostile]: { get: operation } },
    components: {}
  })
  t.notMatch(html, /<script/)
  t.match(html, /&lt;script&gt;alert\(1\)/)
})

t.test('the page and the document are open to anybody, the collection with its secrets to admins only', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: 'let-me-in' })
  const status = async (path: string, headers: Record<string, string> = {}) => (await fetch(bank.url + path, { headers })).status
  t.equal(await status('/docs'), 200)
  t.equal(await status('/docs/json'), 200)
  t.equal(await status('/docs/postman.json'), 401)
  t.equal(await status('/docs/postman.json', { 'x-admin-key': 'let-me-in' }), 200)
  t.equal(await status('/docs/postman.json', { 'x-admin-key': 'let-me-in', origin: 'http://elsewhere.example' }), 403)
})
