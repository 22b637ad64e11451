/** Tries a partner's callback, and shows what the notification met on its way, stage by stage. */
import { useState } from 'preact/hooks'
import type { CallbackTestReply } from '../../../../schemas/notification.js'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { admin } from '../../session.js'
import { TextField } from '../../ui/field.js'
import { Json } from '../../ui/json.js'
import { useRefusal } from '../../use-refusal.js'
import { say } from './words.js'

const Stage = ({ name, stage }: { readonly name: string; readonly stage: CallbackTestReply['dns'] }) => (
  <>
    <dt>{name}</dt>
    <dd>
      {stage === null
        ? <span class="quiet-text">{say('notReached')}</span>
        : <><span class={`badge ${stage.ok ? 'good' : 'bad'}`}>{stage.ok ? '✓' : '✗'} {stage.ms} ms</span> {stage.detail}</>}
    </dd>
  </>
)

const Result = ({ of: reply }: { readonly of: CallbackTestReply }) => (
  <div class="stack" role="status">
    <p>
      <span class={`badge ${reply.acknowledged ? 'good' : 'bad'}`}>
        {say(reply.acknowledged ? 'acknowledged' : 'notAcknowledged')}
      </span>{' '}
      <span class="wrap">{reply.detail}</span>
    </p>
    <dl>
      <Stage name={say('dns')} stage={reply.dns} />
      <Stage name={say('connection')} stage={reply.connection} />
      <Stage name={say('tls')} stage={reply.tls} />
      <dt>{say('answer')}</dt>
      <dd>
        {reply.httpStatus === null
          ? <span class="quiet-text">{say('notReached')}</span>
          : `HTTP ${reply.httpStatus} · ${reply.durationMs} ms`}
      </dd>
    </dl>
    {reply.responseBody !== null && reply.responseBody !== '' && <Json value={reply.responseBody} what={say('answer')} />}
    <details>
      <summary>{say('sent')}</summary>
      <div class="stack"><Json value={reply.request.headers} /><Json value={reply.request.body} /></div>
    </details>
  </div>
)

export const CallbackTest = ({ partner }: { readonly partner: PartnerReply }) => {
  const [url, setUrl] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [reply, setReply] = useState<CallbackTestReply>()
  const refusal = useRefusal(['url'])
  const test = async (): Promise<void> => {
    setBusy(true)
    setReply(undefined)
    const body = url.trim() === '' ? {} : { url: url.trim() }
    setReply(await refusal.send(() => admin.value.partners.testCallback(partner.partnerId, body), say('tested')))
    setBusy(false)
  }
  return (
    <form class="card" aria-label={say('callbackTest')} noValidate onSubmit={event => { event.preventDefault(); void test() }}>
      <h3>{say('callbackTest')}</h3>
      <p class="hint">{say('callbackTestWhy')}</p>
      <TextField
        label={say('otherUrl')}
        value={url}
        placeholder={partner.callbackUrl ?? 'http://127.0.0.1:3000/notify'}
        problem={refusal.at('url')}
        onInput={setUrl}
      />
      {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
      <div
        class="actions"
      >
        <button type="submit" class="button" disabled={isBusy}>{say(isBusy ? 'testing' : 'test')}</button>
      </div>
      {reply !== undefined && <Result of={reply} />}
    </form>
  )
}
