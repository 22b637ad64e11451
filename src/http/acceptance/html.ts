/** The report as one page that needs nothing else: to read on a screen, and to print and sign. */
import { createHash } from 'node:crypto'
import type {
  AcceptanceCase, AcceptanceLanguage, AcceptanceReply, AcceptanceService, Evidence
} from '../../../schemas/acceptance.js'
import { replyText, requestText, sourceOf } from './exchange-text.js'
import { escapeMarkup as escape } from './markup.js'
import { REPORT_STYLE } from './style.js'
import { REPORT_WORDS } from './words.js'

/** Nothing but the page's own style: whatever else a browser might be made to load or run, it will not. */
export const REPORT_POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const statusClass = ({ status }: AcceptanceCase): string => (status === 'not exercised' ? 'open' : status)

const anchor = ({ id }: AcceptanceCase): string => `case-${id.replace('.', '-')}`

/** What went wrong, or what is to be done. */
const remark = (one: AcceptanceCase): string => {
  if (one.status === 'passed') return ''
  const why = one.why === undefined ? '' : `<p class="failed">${escape(one.why)}</p>`
  return `${why}<p>${escape(one.rule)}</p><pre class="how">${escape(one.exercise.join('\n'))}</pre>`
}

const caseRow = (one: AcceptanceCase, lang: AcceptanceLanguage): string => {
  const title = one.evidence.length === 0 ? escape(one.title) : `<a href="#${anchor(one)}">${escape(one.title)}</a>`
  return (
    `<tr role="row"><td role="cell"><code>${escape(one.id)}</code></td><td role="cell">${title}${remark(one)}</td>` +
    `<td role="cell"><code>${escape(one.responseCode ?? '')}</code></td>` +
    `<td role="cell" class="result ${statusClass(one)}">${REPORT_WORDS[lang].status[one.status]}</td>` +
    `<td role="cell"><small>${escape(one.at?.slice(0, 19).replace('T', ' ') ?? '')}</small></td></tr>`
  )
}

const serviceTable = ({ service, title, cases }: AcceptanceService, lang: AcceptanceLanguage): string => {
  const { id, test, expected, result, when } = REPORT_WORDS[lang]
  const heads = [id, test, expected, result, when].map(head => `<th role="columnheader" scope="col">${head}</th>`).join('')
  return (
    `<section><h2 id="service-${service}">${service} ${escape(title)}</h2><table role="table" class="cases">` +
    `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>` +
    `<tbody role="rowgroup">${cases.map(one => caseRow(one, lang)).join('\n')}</tbody></table></section>`
  )
}

const summaryTable = ({ services, summary }: AcceptanceReply, lang: AcceptanceLanguage): string => {
  const { status, total } = REPORT_WORDS[lang]
  const names = [status.passed, status.failed, status['not exercised'], total]
  const heads = names.map(head => `<th scope="col" class="number">${head}</th>`)
  const row = (name: string, { passed, failed, notExercised, total: all }: AcceptanceReply['summary']): string =>
    `<tr><th scope="row">${name}</th>` +
    `${[passed, failed, notExercised, all].map(count => `<td class="number">${count}</td>`).join('')}</tr>`
  const rows = services.map(one => row(`<a href="#service-${one.service}">${one.service} ${escape(one.title)}</a>`, one.summary))
  return `<table><thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('')}${row(total, summary)}</tbody></table>`
}

const exchange = (evidence: Evidence, lang: AcceptanceLanguage): string =>
  `<h4>${escape(sourceOf(evidence, lang))}, ${escape(evidence.at)}</h4><pre>${escape(requestText(evidence))}</pre>` +
  `<h4>${REPORT_WORDS[lang].reply}</h4><pre>${escape(replyText(evidence, lang))}</pre>`

const proof = (one: AcceptanceCase, lang: AcceptanceLanguage): string =>
  `<article class="proof" id="${anchor(one)}"><h3>${escape(`${one.id} ${one.title}`)}: ` +
  `<span class="${statusClass(one)}">${REPORT_WORDS[lang].status[one.status]}</span></h3>` +
  `${one.evidence.map(evidence => exchange(evidence, lang)).join('')}</article>`

const appendix = ({ services }: AcceptanceReply, lang: AcceptanceLanguage): string => {
  const proved = services.flatMap(({ cases }) => cases).filter(({ evidence }) => evidence.length > 0)
  const { evidence, nothing } = REPORT_WORDS[lang]
  const proofs = proved.length === 0 ? `<p>${nothing}</p>` : proved.map(one => proof(one, lang)).join('\n')
  return `<section class="appendix"><h2>${evidence}</h2>${proofs}</section>`
}

const signatures = (lang: AcceptanceLanguage): string => {
  const { signature, forPartner, forBank, name, date } = REPORT_WORDS[lang]
  const one = (whose: string): string => `<div><p>${whose}</p><p class="line">${name}</p><p class="line">${date}</p></div>`
  return `<section><h2>${signature}</h2><div class="signatures">${one(forPartner)}${one(forBank)}</div></section>`
}

export const reportPage = (report: AcceptanceReply, lang: AcceptanceLanguage): string => {
  const words = REPORT_WORDS[lang]
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(`${words.title}: ${report.partnerId}`)}</title><style>${REPORT_STYLE}</style></head><body>
<header><h1>${words.title}</h1><p class="about">${words.about}</p>
<dl><dt>${words.partner}</dt><dd>${escape(report.partnerId)}</dd><dt>${words.made}</dt><dd>${escape(report.at)}</dd></dl></header>
<main>${summaryTable(report, lang)}
${report.services.map(service => serviceTable(service, lang)).join('\n')}
${appendix(report, lang)}
${signatures(lang)}</main></body></html>
`
}
