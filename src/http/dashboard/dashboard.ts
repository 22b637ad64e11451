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

const html = (name: PageName, { script, style }: PageAssets): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${TITLES[name]}</title>
<link rel="icon" href="data:,">
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
  app.get('/', (_request, reply) => sendPage(reply, assets, 'dashboard'))
  assetRoutes(app, assets)
}
