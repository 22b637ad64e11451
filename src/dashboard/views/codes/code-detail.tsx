/** One response code: what it means, what makes the bank give it, and how to have it. */
import type { ResponseCodeReply } from '../../../../schemas/outcome.js'
import { findService } from '../../../../schemas/services.js'
import { linkTo, open } from '../../route.js'
import { Command } from '../../ui/command.js'
import { CopyButton } from '../../ui/copy-button.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { say as sayAll } from '../../ui/words.js'
import { caseOf } from './filter-codes.js'
import { say } from './words.js'

const CATEGORIES = ['success', 'system', 'message', 'business'] as const
const isCategory = (word: string): word is (typeof CATEGORIES)[number] => (CATEGORIES as readonly string[]).includes(word)

/** Into the view that forces, with the code chosen. */
export const forceLink = ({ service, responseCode }: ResponseCodeReply): string =>
  linkTo('force', undefined, { service, code: responseCode })

const Meaning = ({ code }: { readonly code: ResponseCodeReply }) => (
  <dl>
    <dt>{say('service')}</dt>
    <dd>{code.service} · {findService(code.service)?.title}</dd>
    <dt>{say('http')}</dt>
    <dd>{code.httpStatus}</dd>
    <dt>{say('caseCode')}</dt>
    <dd class="mono">{caseOf(code.responseCode)}</dd>
    <dt>{say('category')}</dt>
    <dd>{isCategory(code.category) ? say(code.category) : code.category}</dd>
    <dt>{say('meaning')}</dt>
    <dd>{code.description}</dd>
    {code.note !== undefined && <><dt>{say('note')}</dt><dd>{code.note}</dd></>}
    <dt>{say('source')}</dt>
    <dd>{code.source}</dd>
  </dl>
)

export const CodeDetail = ({ code }: { readonly code: ResponseCodeReply }) => (
  <article class="card" aria-label={code.responseCode}>
    <div class="spread">
      <h2><CodeBadge code={code.responseCode} /> {code.responseMessage}</h2>
      <button type="button" class="button small" onClick={() => { open(undefined) }}>{sayAll('back')}</button>
    </div>
    <Meaning code={code} />
    <section class="stack">
      <h3>{say('cause')}</h3>
      <p>{code.cause ?? say('noCause')}</p>
    </section>
    <div class="actions">
      <a class="button primary" href={forceLink(code)}>{say('force')}</a>
      <CopyButton text={code.responseCode} what={code.responseCode} />
      <a class="button small" href={linkTo('calls', undefined, { responseCode: code.responseCode })}>{say('seen')}</a>
    </div>
    <section class="stack">
      <h3>{say('command')}</h3>
      <Command text={`npx bnc-sandbox force ${code.responseCode}`} what={say('command')} />
    </section>
  </article>
)
