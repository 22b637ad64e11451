/** `/docs`: the bank described to people, to programs and to Postman. Put together when first asked for, not at the start. */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.js'
import { adminGuard, type GuardOptions } from './admin/guard.js'
import type { OpenApi } from './openapi/document.js'
import { answerProblem } from './problem.js'
import type { ListedRoute } from './route-list.js'
import { BANK_SERVICES } from './snap/snap.js'

const packageVersion = (): string =>
  (createRequire(import.meta.url)('bnc-snap-sandbox/package.json') as { version: string }).version

const describe = async (bank: Bank, routes: readonly ListedRoute[]): Promise<OpenApi> => {
  const { openApiDocument } = await import('./openapi/document.js')
  return openApiDocument({ services: BANK_SERVICES, routes, url: bank.publicUrl(), version: packageVersion() })
}

/** Nothing but the page's own style: whatever else a browser might be made to load or run, it will not. */
const policyFor = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const pageOf = async (document: OpenApi): Promise<{ html: string; policy: string }> => {
  const [{ documentPage }, { PAGE_STYLE }] = await Promise.all([import('./openapi/page.js'), import('./openapi/page-style.js')])
  return { html: documentPage(document), policy: policyFor(PAGE_STYLE) }
}

/** `make` is called once, when first asked. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

export const docsRoutes = (app: FastifyInstance, bank: Bank, routes: readonly ListedRoute[], guard: GuardOptions): void => {
  const document = once(() => describe(bank, routes))
  const text = once(async () => JSON.stringify(await document()))
  const page = once(async () => pageOf(await document()))
  app.setErrorHandler(answerProblem)

  app.get('/docs', async (_request, reply) => {
    const { html, policy } = await page()
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('x-content-type-options', 'nosniff')
      .send(html)
  })

  app.get('/docs/json', async (_request, reply) => reply.type('application/json').send(await text()))

  // It holds a demo partner's secrets: whoever may read partners may read it.
  app.get('/docs/postman.json', { onRequest: adminGuard(guard) }, async (_request, reply) => {
    const { postmanCollection } = await import('./postman/collection.js')
    return reply.type('application/json').send(JSON.stringify(postmanCollection(bank, await document()), null, 2))
  })
}
