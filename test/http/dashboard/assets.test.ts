/** What the pages load: named by content, compressed beforehand, kept by the browser, and nothing but what was built. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import t from 'tap'
import { assetsOf } from '../../../src/http/dashboard/assets.js'
import { dashboardRoutes } from '../../../src/http/dashboard/dashboard.js'
import { startTestBank } from '../../bank-harness.js'

/** What a page of this bank names. */
const namedBy = async (url: string): Promise<{ script: string; style: string }> => {
  const page = await (await fetch(url)).text()
  return { script: /src="([^"]+)"/.exec(page)?.[1] ?? '', style: /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? '' }
}

/** The bytes as they travel: fetch would take their coding off. */
const travels = async (url: string, coding: string): Promise<{ coding: string | null; bytes: Buffer }> => {
  const { get } = await import('node:http')
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': coding } }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => { resolve({ coding: response.headers['content-encoding'] ?? null, bytes: Buffer.concat(chunks) }) })
    }).on('error', reject)
  })
}

t.test('each page names files that are there, in the coding that the browser takes', async t => {
  const bank = await startTestBank(t)
  for (const path of ['/', '/pay/2023081111626423051116587']) {
    const named = await namedBy(bank.url + path)
    for (const [kind, type] of [['script', 'text/javascript; charset=utf-8'], ['style', 'text/css; charset=utf-8']] as const) {
      const url = bank.url + named[kind]
      const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
      const text = await plain.text()
      t.match([plain.status, plain.headers.get('content-type'), plain.headers.get('vary')], [200, type, 'accept-encoding'])
      t.match(plain.headers.get('cache-control'), /immutable/, 'its name is its content')
      const [br, gzip] = [await travels(url, 'gzip, br'), await travels(url, 'gzip')]
      t.strictSame([br.coding, brotliDecompressSync(br.bytes).toString()], ['br', text])
      t.strictSame([gzip.coding, gunzipSync(gzip.bytes).toString()], ['gzip', text])
    }
  }
})

t.test('the dashboard is painted with less than 100 kB of script', async t => {
  const bank = await startTestBank(t)
  const { script } = await namedBy(bank.url)
  const source = await (await fetch(bank.url + script)).text()
  const parts = [...source.matchAll(/"\.\/(part-[A-Z0-9]+\.js)"/g)].map(([, name = '']) => `/assets/${name}`)
  const sizes = await Promise.all([script, ...new Set(parts)].map(async path => (await travels(bank.url + path, 'br')).bytes.length))
  t.ok(sizes.length > 1, 'what the pages share is counted too')
  t.ok(sizes.reduce((sum, size) => sum + size, 0) < 100_000, String(sizes))
})

t.test('only what was built is served, whatever a path says', async t => {
  const bank = await startTestBank(t)
  for (const name of ['nothing.js', 'pages.json', '..%2fpages.json', '..%2f..%2fpackage.json', 'dashboard.js%00', '__proto__', 'constructor']) {
    const response = await fetch(`${bank.url}/assets/${name}`)
    t.match([response.status, (await response.json() as { detail: string }).detail], [404, /^(name|path):/], name)
  }
})

t.test('where the pages were not built the bank says so, and finds them once they are', async t => {
  const folder = join(t.testdir(), 'dashboard')
  const app = fastify()
  dashboardRoutes(app, assetsOf(pathToFileURL(`${folder}/`)))
  t.teardown(() => app.close())
  t.match((await app.inject('/')).json(), { status: 404, detail: /npm run build/ })
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.js'), 'a')
  writeFileSync(join(folder, 'pages.json'), JSON.stringify({ dashboard: { script: 'a.js', style: 'a.css' } }))
  t.match((await app.inject('/')).body, '/assets/a.js')
  t.match([(await app.inject({ url: '/assets/a.js', headers: { 'accept-encoding': 'br' } })).body], ['a'], 'what is not compressed is sent as it is')
})
