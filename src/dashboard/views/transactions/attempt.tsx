/** One attempt to deliver a notification: what came of it, what was sent and what was answered. */
import type { AttemptReply } from '../../../../schemas/notification.js'
import { Json } from '../../ui/json.js'
import { Time } from '../../ui/time.js'
import { sayNotice } from './notification-words.js'

const headerText = (headers: AttemptReply['headers']): string => Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n')

export const Attempt = ({ attempt }: { readonly attempt: AttemptReply }) => {
  const { number, cause, at, url, headers, result, acknowledged, detail, httpStatus, responseBody, durationMs, fault } = attempt
  return (
    <li class="attempt">
      <details>
        <summary>
          <span class="quiet-text">#{number}</span>{' '}
          <span class={`badge ${acknowledged ? 'good' : 'bad'}`}>{result}</span>{' '}
          {httpStatus !== undefined && <span class="mono">HTTP {httpStatus}</span>}{' '}
          <Time at={at} />{' '}
          <span class="quiet-text">{sayNotice(cause)} · {sayNotice('durationMs', { ms: durationMs })}</span>{' '}
          {fault !== undefined && <span class="badge warn">{sayNotice('fault', { kind: fault })}</span>}
        </summary>
        <div class="stack">
          <p class="wrap">{detail}</p>
          {url !== null && <p class="mono wrap">POST {url}</p>}
          <h4>{sayNotice('headers')}</h4>
          <Json value={headerText(headers)} what={sayNotice('headers')} />
          {responseBody !== undefined && <><h4>{sayNotice('answer')}</h4><Json value={responseBody} what={sayNotice('answer')} /></>}
        </div>
      </details>
    </li>
  )
}
