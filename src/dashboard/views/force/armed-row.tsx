/** One outcome that is armed: what it does, to whom, how often it fired, and why the nearest calls missed it. */
import type { NearMiss, OutcomeReply, OutcomeStep } from '../../../../schemas/outcome.js'
import { findService } from '../../../../schemas/services.js'
import { linkTo } from '../../route.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { say } from './words.js'

const Effect = ({ of: step }: { readonly of: OutcomeStep }) => {
  if (step === 'pass') return <span class="badge quiet">{say('passes')}</span>
  const { respond, fault, delayMs, at } = step
  return (
    <>
      {respond?.responseCode !== undefined && <CodeBadge code={respond.responseCode} />}
      {respond?.status !== undefined && <span class="badge info">{say('saysStatus', { status: respond.status })}</span>}
      {respond?.responseMessage !== undefined && <span>{say('says', { text: respond.responseMessage })}</span>}
      {fault !== undefined && <span class="badge bad">{say(fault)}</span>}
      {delayMs !== undefined && (
        <span
          class="badge warn"
        >
          {say('wait', { ms: typeof delayMs === 'number' ? delayMs : `${delayMs.min}–${delayMs.max}` })}
        </span>
      )}
      {at === 'after' && <span class="quiet-text">{say('after')}</span>}
    </>
  )
}

const Effects = ({ of: outcome }: { readonly of: OutcomeReply }) => {
  if (outcome.sequence === undefined) return <Effect of={outcome} />
  return (
    <>
      {outcome.sequence.map((step, index) => (
        <span class="actions" key={index}>{index > 0 && <span class="quiet-text">{say('then')}</span>}<Effect of={step} /></span>
      ))}
    </>
  )
}

const Left = ({ of: { remaining, expiresAt } }: { readonly of: OutcomeReply }) => {
  if (remaining === 0) return <span class="badge quiet">{say(expiresAt === undefined ? 'over' : 'timeOver')}</span>
  return <span class="badge info">{remaining === 'always' ? say('untilCleared') : say('toGo', { count: remaining })}</span>
}

const Misses = ({ of: misses }: { readonly of: readonly NearMiss[] }) => (
  <details>
    <summary>{say('missed', { count: misses.length })}</summary>
    <ul class="force-misses">
      {misses.map(({ at, why, externalId }, index) => (
        <li key={`${at} ${externalId ?? index}`}>
          <Time at={at} short /> {why.join('; ')}
          {externalId !== undefined && <> <a href={linkTo('calls', undefined, { externalId })}>{say('seeCall')}</a></>}
        </li>
      ))}
    </ul>
  </details>
)

/** The calls that it answered, as well as a filter of the journal can find them. */
const callsLink = ({ service, respond, partnerId }: OutcomeReply): string => {
  const code = respond?.responseCode
  return linkTo('calls', undefined, {
    ...(partnerId === undefined ? {} : { partnerId }),
    ...(findService(service) === undefined ? {} : { service }),
    ...(code === undefined || code.includes('SS') ? {} : { responseCode: code })
  })
}

const Conditions = ({ of: { match = {}, partnerId, expiresAt, note, ...outcome } }: { readonly of: OutcomeReply }) => (
  <p class="quiet-text wrap">
    {[
      partnerId ?? say('everybody'),
      ...Object.entries(match).map(([field, value]) => `${field} = ${value}`),
      ...(outcome.skip === undefined ? [] : [say('skipsFirst', { count: outcome.skip })]),
      ...(outcome.probability === undefined ? [] : [say('chance', { chance: outcome.probability })]),
      ...(note === undefined ? [] : [`“${note}”`])
    ].join(' · ')}
    {expiresAt !== undefined && <> · {say('until')} <Time at={expiresAt} /></>}
  </p>
)

interface ArmedRowProps {
  readonly outcome: OutcomeReply
  readonly onDisarm: () => void
}

export const ArmedRow = ({ outcome, onDisarm }: ArmedRowProps) => {
  const { id, service, origin, used, nearMisses } = outcome
  return (
    <li class="force-armed" data-outcome={id}>
      <div class="force-armed-head">
        <div class="actions">
          <strong>{findService(service)?.name ?? (service === '*' ? say('anyService') : service)}</strong>
          <Effects of={outcome} />
        </div>
        <button
          type="button"
          class="button small"
          aria-label={say('disarmThis', { id })}
          onClick={onDisarm}
        >
          {say('disarm')}
        </button>
      </div>
      <Conditions of={outcome} />
      <div class="actions">
        <span class={`badge ${used === 0 ? 'quiet' : 'good'}`}>{say('used', { count: used })}</span>
        <Left of={outcome} />
        <span class="badge quiet">{say(origin === 'fixture' ? 'fixture' : 'byHand')}</span>
        {used > 0 && <a href={callsLink(outcome)}>{say('seeCalls')}</a>}
      </div>
      {nearMisses.length > 0 && <Misses of={nearMisses} />}
    </li>
  )
}
