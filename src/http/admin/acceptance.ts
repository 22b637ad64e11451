/** `/admin/acceptance`: the acceptance report of a partner, for programs, for people and for CI. */
import { AcceptanceQuery, AcceptanceReply, type AcceptanceFormat, type AcceptanceLanguage } from '../../../schemas/acceptance.js'
import { acceptanceReport } from '../../bank/acceptance.js'
import type { Bank } from '../../bank/bank.js'
import { REPORT_POLICY, reportPage } from '../acceptance/html.js'
import { reportJunit } from '../acceptance/junit.js'
import { reportMarkdown } from '../acceptance/markdown.js'
import type { AdminApp } from './admin.js'

interface Rendering {
  readonly headers: Readonly<Record<string, string>>
  readonly render: (report: AcceptanceReply, lang: AcceptanceLanguage) => string
}

const RENDERINGS: Readonly<Record<Exclude<AcceptanceFormat, 'json'>, Rendering>> = {
  html: {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': REPORT_POLICY,
      'x-content-type-options': 'nosniff'
    },
    render: reportPage
  },
  markdown: { headers: { 'content-type': 'text/markdown; charset=utf-8' }, render: reportMarkdown },
  junit: { headers: { 'content-type': 'application/xml; charset=utf-8' }, render: reportJunit }
}

export const acceptanceRoutes = (app: AdminApp, bank: Bank): void => {
  const schema = { querystring: AcceptanceQuery, response: { 200: AcceptanceReply } }
  app.get('/acceptance', { schema }, async ({ query }, reply) => {
    const { partnerId, format = 'json', lang = 'en' } = query
    const report = acceptanceReport(bank, partnerId, lang)
    void reply.header('cache-control', 'no-store')
    if (format === 'json') return report
    const { headers, render } = RENDERINGS[format]
    return reply.headers(headers).serializer((payload: unknown) => payload as string).send(render(report, lang) as never)
  })
}
