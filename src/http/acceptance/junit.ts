/** The report as JUnit's XML, which CI servers read: failed is a failure, not exercised is skipped. */
import type { AcceptanceCase, AcceptanceLanguage, AcceptanceReply, AcceptanceService } from '../../../schemas/acceptance.js'
import { replyText, requestText, sourceOf } from './exchange-text.js'
import { escapeXml as escape } from './markup.js'

const proofOf = ({ evidence }: AcceptanceCase, lang: AcceptanceLanguage): string =>
  evidence.map(one => `${sourceOf(one, lang)}, ${one.at}\n${requestText(one)}\n\n${replyText(one, lang)}`).join('\n\n')

const verdict = (one: AcceptanceCase): string => {
  if (one.status === 'passed') return ''
  const how = escape([one.rule, ...one.exercise].join('\n'))
  return one.status === 'failed'
    ? `<failure type="failed" message="${escape(one.why ?? '')}">${how}</failure>`
    : `<skipped message="${how.replaceAll('\n', '&#10;')}"/>`
}

const testcase = (one: AcceptanceCase, service: AcceptanceService, lang: AcceptanceLanguage): string => {
  const proof = proofOf(one, lang)
  const out = proof === '' ? '' : `<system-out>${escape(proof)}</system-out>`
  const name = escape(`${one.id} ${one.title}`)
  return `    <testcase classname="acceptance.${service.service}" name="${name}" time="0">${verdict(one)}${out}</testcase>`
}

const counts = ({ total, failed, notExercised }: AcceptanceReply['summary']): string =>
  `tests="${total}" failures="${failed}" errors="0" skipped="${notExercised}"`

const testsuite = (service: AcceptanceService, { at, partnerId }: AcceptanceReply, lang: AcceptanceLanguage): string =>
  [
    `  <testsuite name="${escape(`${service.service} ${service.title}`)}" ${counts(service.summary)} time="0" ` +
      `timestamp="${escape(at.slice(0, 19))}" hostname="${escape(partnerId)}">`,
    ...service.cases.map(one => testcase(one, service, lang)),
    '  </testsuite>'
  ].join('\n')

export const reportJunit = (report: AcceptanceReply, lang: AcceptanceLanguage): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(`acceptance ${report.partnerId}`)}" ${counts(report.summary)} time="0">`,
    ...report.services.map(service => testsuite(service, report, lang)),
    '</testsuites>',
    ''
  ].join('\n')
