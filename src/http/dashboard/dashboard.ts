/** `/`: the page on which a person sees the bank and drives it. It holds nothing but the shell; all it shows comes from the admin routes. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answerProblem, problem, sendProblem } from '../problem.js'
import { assetRoutes, type Assets, type PageAssets, type PageName } from './assets.js'

/** Its own files and its own server; no inline code, no other host, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const TITLES: Readonly<Record<PageName, string>> = { dashboard: 'BNC sandbox', pay: 'Pay · BNC sandbox' }

/** A tile with the three finder squares of a QR. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6b5c"/>
<path fill="#fff" d="M6 6h9v9H6zm2.5 2.5v4h4v-4zM17 6h9v9h-9zm2.5 2.5v4h4v-4zM6 17h9v9H6zm2.5 2.5v4h4v-4z" fill-rule="evenodd"/>
<path fill="#4fd1b8" d="M17 17h4v4h-4zm5 5h4v4h-4z"/></svg>
`

const html = (name: PageName, { script, style }: PageAssets): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${TITLES[name]}</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/assets/${style}">
<script type="module" src="/assets/${script}"></script>
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. Everything that it shows is at /admin too, and /docs describes it.</noscript>
</body>
</html>
`

/** Sends a page's shell; it is never kept by the browser, so that a new build is met at once. */
export const sendPage = (reply: FastifyReply, assets: Assets, name: PageName): FastifyReply => {
  const page = assets.page(name)
  if (page === undefined) {
    sendProblem(reply, problem(404, 'page: the browser\'s part is not built; run: npm run build'))
    return reply
  }
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send(html(name, page))
}

export const dashboardRoutes = (app: FastifyInstance, assets: Assets): void => {
  app.setErrorHandler(answerProblem)
  // A browser asks for it wherever a page names none, the acceptance report among them.
  app.get('/favicon.ico', (_request, reply) => reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(ICON))
  app.get('/', (_request, reply) => sendPage(reply, assets, 'dashboard'))
  assetRoutes(app, assets)
}
