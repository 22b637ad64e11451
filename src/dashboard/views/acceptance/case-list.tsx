/** The cases of one service, each with what counts, how to exercise it, and the evidence once there is some. */
import type { AcceptanceCase, AcceptanceService, Evidence } from '../../../../schemas/acceptance.js'
import { linkTo, open, route } from '../../route.js'
import { Command } from '../../ui/command.js'
import { Json } from '../../ui/json.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { say } from './words.js'

const TONE = { passed: 'good', failed: 'bad', 'not exercised': 'quiet' } as const

const headersText = (headers: Evidence['headers']): string => headers.map(([name, value]) => `${name}: ${value}`).join('\n')

const Exchange = ({ evidence }: { readonly evidence: Evidence }) => {
  const { at, source, id, attempt, method, target, headers, body, status, reply, note } = evidence
  return (
    <li class="stack">
      <p>
        <Time at={at} />{' '}
        {source === 'request' ? <a href={linkTo('calls', id)}>{say('call', { id })}</a> : say('attempt', { id, number: attempt ?? 1 })}
        {note !== undefined && <> · {note}</>}
      </p>
      <div class="columns">
        <div>
          <h4>{say('request')}</h4>
          <Command text={`${method} ${target}\n${headersText(headers)}\n\n${body}`} what={say('request')} />
        </div>
        <div>
          <h4>{say('reply')} {status ?? ''}</h4>
          {status === null && <p class="quiet-text">{say('noReply')}</p>}
          <Json value={reply} what={say('reply')} />
        </div>
      </div>
    </li>
  )
}

const CaseBody = ({ one }: { readonly one: AcceptanceCase }) => (
  <div class="case-body stack">
    {one.why !== undefined && <p class="problem">{one.why}</p>}
    <dl>
      <dt>{say('rule')}</dt><dd>{one.rule}</dd>
      {one.responseCode !== null && <><dt>{say('expected')}</dt><dd><CodeBadge code={one.responseCode} /></dd></>}
      <dt /><dd class="quiet-text">{say(one.forcedCounts ? 'forced' : 'notForced')}</dd>
    </dl>
    {one.evidence.length > 0
      ? <><h4>{say('evidence')}</h4><ol class="evidence">{one.evidence.map(each => <Exchange key={`${each.source} ${each.id} ${each.attempt ?? ''}`} evidence={each} />)}</ol></>
      : <><h4>{say('exercise')}</h4><Command text={one.exercise.join('\n')} what={one.title} /></>}
  </div>
)

const CaseRow = ({ one }: { readonly one: AcceptanceCase }) => {
  const isOpen = route.value.id === one.id
  return (
    <li class={`case ${TONE[one.status]}`}>
      <button type="button" class="case-head" aria-expanded={isOpen} onClick={() => { open(isOpen ? undefined : one.id) }}>
        <span class="case-mark" aria-hidden="true">{one.status === 'passed' ? '✓' : one.status === 'failed' ? '✗' : '○'}</span>
        <span class="case-title">{one.title}</span>
        <span class="case-id mono quiet-text">{one.id}</span>
        <span class={`badge ${TONE[one.status]}`}>{say(one.status)}</span>
      </button>
      {isOpen && <CaseBody one={one} />}
    </li>
  )
}

export const ServiceCases = ({ service, cases }: { readonly service: AcceptanceService; readonly cases: readonly AcceptanceCase[] }) => (
  <section class="card" aria-label={service.title}>
    <div class="spread">
      <h2>{service.service} {service.title}</h2>
      <span class="quiet-text">{service.summary.passed} / {service.summary.total}</span>
    </div>
    <ul class="cases">{cases.map(one => <CaseRow key={one.id} one={one} />)}</ul>
  </section>
)
