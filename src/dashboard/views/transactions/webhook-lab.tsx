/** The webhook lab: arms what goes wrong with the partner's next notification, and shows what is armed. */
import { useState } from 'preact/hooks'
import type { WebhookFaultKind, WebhookFaultReply } from '../../../../schemas/webhook-fault.js'
import { admin } from '../../session.js'
import { Choice, TextField } from '../../ui/field.js'
import { LoadState } from '../../ui/load-state.js'
import { attempt } from '../../ui/toasts.js'
import { useLoaded } from '../../use-loaded.js'
import { DELAYED, FAULT_KINDS, sayFault, sayNotice } from './notification-words.js'
import { useReloadAbout } from './use-reload-about.js'

/** Numbers as numbers; what is none is left to the bank to refuse. */
const countOf = (text: string): number => Number(text.trim() === '' ? 1 : text)

interface LabProps {
  readonly partnerId: string
  readonly onDone: () => void
}

const ArmForm = ({ partnerId, onDone }: LabProps) => {
  const [kind, setKind] = useState<WebhookFaultKind>('drop')
  const [times, setTimes] = useState('1')
  const [delay, setDelay] = useState('60')
  const arm = async (): Promise<void> => {
    const armed = await attempt(
      () => admin.peek().webhookFaults.create({
        kind, partnerId,
        times: times.trim() === 'always' ? 'always' : countOf(times),
        ...(DELAYED.includes(kind) && { delaySeconds: countOf(delay) })
      }),
      sayNotice('armed', { kind })
    )
    if (armed !== undefined) onDone()
  }
  return (
    <form onSubmit={event => { event.preventDefault(); void arm() }}>
      <div class="columns">
        <Choice label={sayNotice('faultKind')} value={kind} onChoose={setKind} options={FAULT_KINDS.map(name => [name, name])} hint={sayFault(kind)} />
        <TextField label={sayNotice('times')} value={times} onInput={setTimes} hint={sayNotice('timesHint')} />
        {DELAYED.includes(kind) && <TextField label={sayNotice('delay')} type="number" value={delay} onInput={setDelay} />}
      </div>
      <div class="actions"><button class="button">{sayNotice('arm')}</button></div>
    </form>
  )
}

const Armed = ({ fault, onDone }: { readonly fault: WebhookFaultReply; readonly onDone: () => void }) => {
  const { id, kind, partnerId, remaining } = fault
  const disarm = async (): Promise<void> => {
    await attempt(() => admin.peek().webhookFaults.remove(id), sayNotice('disarmed', { kind }))
    onDone()
  }
  return (
    <li class="spread">
      <span>
        <span class="badge warn">{kind}</span>{' '}
        <span class="quiet-text">
          {remaining === null ? sayNotice('always') : sayNotice('left', { count: remaining })}
          {partnerId === null ? ` · ${sayNotice('everybody')}` : ''}
        </span>
      </span>
      <button type="button" class="button small" aria-label={`${sayNotice('disarm')}: ${kind}`} onClick={() => { void disarm() }}>
        {sayNotice('disarm')}
      </button>
    </li>
  )
}

const SHOWN = 100

export const WebhookLab = ({ partnerId }: { readonly partnerId: string }) => {
  const armed = useLoaded(() => admin.peek().webhookFaults.list({ partnerId, limit: SHOWN }), [partnerId])
  useReloadAbout(['notification'], { partnerId, referenceNo: undefined }, armed.reload)
  return (
    <details class="webhook-lab">
      <summary>{sayNotice('labTitle')}</summary>
      <div class="stack">
        <p class="quiet-text">{sayNotice('labText')}</p>
        <ArmForm partnerId={partnerId} onDone={armed.reload} />
        <LoadState of={armed}>
          {({ items }) => {
            const live = items.filter(({ remaining }) => remaining !== 0)
            return live.length === 0 ? null : (
              <>
                <h3>{sayNotice('armedNow')}</h3>
                <ul class="plain-list">{live.map(fault => <Armed key={fault.id} fault={fault} onDone={armed.reload} />)}</ul>
              </>
            )
          }}
        </LoadState>
      </div>
    </details>
  )
}
