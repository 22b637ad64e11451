/** One call: what it was, why it was refused, and everything that the journal has of it. */
import { useEffect, useState } from 'preact/hooks'
import type { RequestReply } from '../../../../schemas/journal.js'
import { findService } from '../../../../schemas/services.js'
import { linkTo, open } from '../../route.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { say as sayAll } from '../../ui/words.js'
import { useLoaded, type Loaded } from '../../use-loaded.js'
import { EffectsPart, ForcedPart, ReplyPart, RequestPart } from './call-parts.js'
import { callName, durationText, isRefused } from './call-row.js'
import { CheckLadder } from './check-ladder.js'
import { CopyCall } from './copy-call.js'
import { SignatureDiagnosis } from './signature-diagnosis.js'
import { say } from './words.js'

/** The explainer works beside the calls: what it finds may come a moment after the call. */
const LOOK_AGAIN_MS = [250, 1000, 3000]

const isUnexplained = ({ checks, signature }: RequestReply): boolean =>
  signature === undefined && checks.some(({ name, result }) => name === 'signature' && result === 'refused')

/** Looks again for a diagnosis that was not there yet; says whether one may still come. */
const useLateDiagnosis = ({ data, reload }: Loaded<RequestReply>): boolean => {
  const [looks, setLooks] = useState(0)
  const isMissing = data !== undefined && isUnexplained(data)
  useEffect(() => {
    const pause = LOOK_AGAIN_MS[looks]
    if (!isMissing || pause === undefined) return
    const timer = setTimeout(() => { setLooks(looks + 1); reload() }, pause)
    return () => { clearTimeout(timer) }
  }, [isMissing, looks])
  return looks < LOOK_AGAIN_MS.length
}

const messageIn = (reply: unknown): string => {
  const { responseMessage } = (typeof reply === 'object' && reply !== null ? reply : {}) as { responseMessage?: unknown }
  return typeof responseMessage === 'string' ? responseMessage : ''
}

/** What became of it, in a sentence. */
const Verdict = ({ entry }: { readonly entry: RequestReply }) => {
  const refused = entry.checks.find(({ result }) => result === 'refused')
  const tone = refused !== undefined || isRefused(entry) ? 'bad' : 'good'
  const { responseCode, reply } = entry
  return (
    <div class={`verdict ${tone}`}>
      <p><strong>{refused === undefined ? say(tone === 'good' ? 'accepted' : 'answered', { code: responseCode ?? '—' }) : say('refusedAt', { step: refused.step, name: refused.name })}</strong></p>
      {refused?.why !== undefined && <p>{refused.why}</p>}
      {messageIn(reply) !== '' && <p class="mono">{responseCode} {messageIn(reply)}</p>}
    </div>
  )
}

const Facts = ({ entry }: { readonly entry: RequestReply }) => {
  const { at, durationMs, partnerId, referenceNo, externalId } = entry
  return (
    <dl>
      <dt>{say('at')}</dt><dd><Time at={at} /></dd>
      <dt>{say('duration')}</dt><dd class="mono">{durationText(durationMs)}</dd>
      <dt>{say('partner')}</dt><dd class={partnerId === null ? 'quiet-text' : 'mono'}>{partnerId ?? say('unknownPartner')}</dd>
      {externalId !== null && <><dt>{say('externalId')}</dt><dd class="mono">{externalId}</dd></>}
      {referenceNo !== null && (
        <>
          <dt>{say('reference')}</dt>
          <dd>
            <span class="mono">{referenceNo}</span>
            <span class="reference-links">
              <a href={linkTo('calls', undefined, { ref: referenceNo })}>{say('allOfReference')}</a>
              <a href={linkTo('transactions', referenceNo)}>{say('transaction')}</a>
            </span>
          </dd>
        </>
      )}
    </dl>
  )
}

const Head = ({ entry }: { readonly entry: RequestReply }) => (
  <header class="call-head">
    <div class="spread">
      <h2>{callName(entry)} {findService(entry.service ?? '') !== undefined && <span class="mono quiet-text">{entry.service}</span>} <CodeBadge code={entry.responseCode} /></h2>
      <button type="button" class="button small" onClick={() => { open(undefined) }}>{say('close')}</button>
    </div>
    <div class="actions"><CopyCall entry={entry} /></div>
  </header>
)

const Call = ({ entry, isComing }: { readonly entry: RequestReply; readonly isComing: boolean }) => {
  const isUnsigned = entry.checks.some(({ name, result }) => name === 'signature' && result === 'refused')
  return (
    <>
      <Head entry={entry} />
      <Verdict entry={entry} />
      <Facts entry={entry} />
      {isUnsigned && <SignatureDiagnosis id={entry.id} signature={entry.signature} isComing={isComing} />}
      <ForcedPart entry={entry} />
      <CheckLadder checks={entry.checks} />
      <EffectsPart entry={entry} />
      <RequestPart entry={entry} />
      <ReplyPart entry={entry} />
    </>
  )
}

export const CallDetail = ({ id }: { readonly id: string }) => {
  const loaded = useLoaded(() => admin.value.requests.get(id), [id])
  const isComing = useLateDiagnosis(loaded)
  return (
    <section class="detail call-detail" aria-label={say('call', { id })} tabIndex={0}>
      {loaded.data === undefined && <button type="button" class="button small" onClick={() => { open(undefined) }}>{sayAll('back')}</button>}
      <LoadState of={loaded}>{entry => <Call entry={entry} isComing={isComing} />}</LoadState>
    </section>
  )
}
