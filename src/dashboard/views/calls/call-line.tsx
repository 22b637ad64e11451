/** One call in the list: when, what, what it was answered, about what, by whom, and how long it took. */
import { findService } from '../../../../schemas/services.js'
import { chosenPartner, formatRoute, route } from '../../route.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { jakartaText } from '../../ui/time.js'
import { callName, durationText, type CallRow } from './call-row.js'
import { say } from './words.js'

/** Nobody answered in a way that has a code. */
const Answer = ({ row: { status, responseCode } }: { readonly row: CallRow }) =>
  status === null
    ? <span class="badge bad">{say('noReply')}</span>
    : responseCode === null ? <span class="badge warn mono">{status}</span> : <CodeBadge code={responseCode} />

/** A fault says by itself that something was forced. */
const Marks = ({ row: { forced, fault } }: { readonly row: CallRow }) => (
  <>
    {forced !== undefined && fault === undefined && <span class="badge info">{say('forced')}</span>}
    {fault !== undefined && <span class="badge bad">{fault}</span>}
  </>
)

const linkOf = (id: number): string => formatRoute({ view: 'calls', id: String(id), query: route.peek().query })

interface CallLineProps {
  readonly row: CallRow
  readonly isOpen: boolean
  readonly isAt: boolean
}

const isOfService = ({ service }: CallRow): boolean => findService(service ?? '') !== undefined

export const CallLine = ({ row, isOpen, isAt }: CallLineProps) => (
  <a class={`call-line ${isAt ? 'at' : ''} ${isOfService(row) ? '' : 'no-service'}`} href={linkOf(row.id)} aria-current={isOpen ? 'true' : undefined} tabIndex={isAt || isOpen ? 0 : -1}>
    <span class="call-time mono" title={`${jakartaText(row.at)} WIB`}>{jakartaText(row.at).slice(11)}</span>
    <span class="call-answer"><Answer row={row} /></span>
    <span class="call-name">
      {isOfService(row) ? <><span class="mono quiet-text">{row.service}</span> {callName(row)}</> : <span class="mono">{callName(row)}</span>}
    </span>
    <span class="call-reference mono">{row.referenceNo ?? ''}</span>
    <span class="call-marks"><Marks row={row} /></span>
    <span class="call-why">{row.why ?? ''}</span>
    {chosenPartner.value === undefined && <span class="call-partner mono">{row.partnerId ?? ''}</span>}
    <span class="call-duration mono">{durationText(row.durationMs)}</span>
  </a>
)
