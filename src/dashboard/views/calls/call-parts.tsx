/** The parts of one call: what was forced, what it changed, what came and what was answered. */
import { useState } from 'preact/hooks'
import type { RequestReply } from '../../../../schemas/journal.js'
import { linkTo } from '../../route.js'
import { Command } from '../../ui/command.js'
import { Json, pretty } from '../../ui/json.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { forcedOn, type ForcedOn } from './call-row.js'
import { say } from './words.js'

const SOURCES = { header: 'byHeader', armed: 'byArmed', magic: 'byMagic', fixture: 'byFixture' } as const

const isSource = (source: string): source is keyof typeof SOURCES => source in SOURCES

const effects = ({ responseCode, delayMs, fault, at }: ForcedOn): string =>
  [
    ...(responseCode === undefined ? [] : [say('forcedCode', { code: responseCode })]),
    ...(delayMs === undefined ? [] : [say('forcedDelay', { ms: delayMs })]),
    ...(fault === undefined ? [] : [say('fault', { fault })]),
    ...(at === undefined ? [] : [say(at === 'after' ? 'forcedAfter' : 'forcedBefore')])
  ].join(' · ')

/** What was forced and from where, and what became of the reply. */
export const ForcedPart = ({ entry }: { readonly entry: RequestReply }) => {
  const forced = forcedOn(entry)
  if (forced === undefined && entry.fault === undefined) return null
  return (
    <section class="card forced-part">
      {forced !== undefined && (
        <>
          <h3>{say('forcedBy')}</h3>
          <p>{isSource(forced.source) ? say(SOURCES[forced.source], { id: forced.id ?? '' }) : forced.source}: {effects(forced)}</p>
          {forced.id !== undefined && <p><a href={linkTo('force')}>{say('openForce')}</a></p>}
        </>
      )}
      {entry.fault !== undefined && entry.fault !== forced?.fault && <p>{entry.fault === 'cut' ? say('cut') : say('fault', { fault: entry.fault })}</p>}
    </section>
  )
}

interface Change { readonly referenceNo: string; readonly from: string | null; readonly to: string; readonly event: string }

const ChangeLine = ({ change: { referenceNo, from, to, event } }: { readonly change: Change }) => (
  <li>
    <a class="mono" href={linkTo('transactions', referenceNo)}>{referenceNo}</a>{' '}
    {from !== null && <><StatusBadge status={from} /> → </>}<StatusBadge status={to} /> <span class="quiet-text">{event}</span>
  </li>
)

/** What the call did to the ledger, and who was told. */
export const EffectsPart = ({ entry: { changes, notifications, referenceNo } }: { readonly entry: RequestReply }) => {
  if (changes.length === 0 && notifications.length === 0) return null
  return (
    <section class="card">
      {changes.length > 0 && <h3>{say('changes')}</h3>}
      <ul class="plain-list">{(changes as Change[]).map((change, index) => <ChangeLine key={index} change={change} />)}</ul>
      {notifications.length > 0 && <h3>{say('notifications')}</h3>}
      <ul class="plain-list">
        {notifications.map(id => (
          <li key={id}><a href={linkTo('transactions', (changes as Change[])[0]?.referenceNo ?? referenceNo ?? undefined)}>{say('notification', { id })}</a></li>
        ))}
      </ul>
    </section>
  )
}

const Body = ({ entry }: { readonly entry: RequestReply }) => {
  const [isPretty, setPretty] = useState(true)
  const { body, bodyBase64, bodyLength } = entry
  if (bodyLength === 0) return <p class="quiet-text">{say('noBody')}</p>
  if (bodyBase64 !== undefined) return <><p>{say('notUtf8')}</p><Command text={bodyBase64} what={say('body')} /></>
  const kept = new TextEncoder().encode(body).length
  return (
    <>
      {kept < bodyLength && <p class="problem">{say('cutBody', { kept, length: bodyLength })}</p>}
      <div class="actions" role="group" aria-label={say('showAs')}>
        <button type="button" class="button small" aria-pressed={isPretty} onClick={() => { setPretty(true) }}>{say('pretty')}</button>
        <button type="button" class="button small" aria-pressed={!isPretty} onClick={() => { setPretty(false) }}>{say('raw')}</button>
      </div>
      <Command text={isPretty ? pretty(body) : body} what={say('body')} />
    </>
  )
}

export const RequestPart = ({ entry }: { readonly entry: RequestReply }) => (
  <section class="card">
    <h3>{say('request')}</h3>
    <p class="mono wrap">{entry.method} {entry.path}</p>
    <h4>{say('headers')}</h4>
    <dl class="headers mono">
      {entry.headers.map(([name, value], index) => <div key={index}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
    <h4>{say('body')}</h4>
    <Body entry={entry} />
  </section>
)

export const ReplyPart = ({ entry: { status, reply } }: { readonly entry: RequestReply }) => (
  <section class="card">
    <h3>{say('reply')}{status !== null && <span class="quiet-text"> HTTP {status}</span>}</h3>
    {status === null && <p>{say('noReplyAtAll')}</p>}
    {reply !== '' && <Json value={reply} what={say('reply')} />}
  </section>
)
