/** An entry of the journal as people read it: one line of a list, or the ladder of its checks. */
import type { CheckReply, RequestReply } from '../../schemas/journal.js'
import type { Cli } from './cli.js'

const statusOf = ({ status, fault }: RequestReply): string => (status === null ? `no reply (${fault ?? 'none'})` : String(status))

/** `09:30:00 #12 POST /v1.0/qr/qr-mpm-query 404 4045101 12.3 ms P1` */
export const requestLine = ({ paint }: Cli, entry: RequestReply): string => {
  const { id, at, method, path, status, responseCode, partnerId, durationMs, referenceNo, fault, outcome } = entry
  const { source } = (outcome ?? {}) as { source?: string }
  const forced = [...(source === undefined ? [] : [`forced by ${source}`]), ...(fault === undefined || status === null ? [] : [fault])]
  return [
    paint('dim', at),
    `#${id}`,
    method === '' ? 'not HTTP' : `${method} ${path}`,
    paint(status !== null && status < 300 ? 'green' : 'red', [statusOf(entry), ...(responseCode === null ? [] : [responseCode])].join(' ')),
    `${durationMs.toFixed(1)} ms`,
    ...[partnerId, referenceNo].filter(text => text !== null),
    ...(forced.length === 0 ? [] : [paint('yellow', forced.join(', '))])
  ].join('  ')
}

const MARKS: Readonly<Record<string, readonly [mark: string, colour: 'green' | 'red' | 'yellow' | 'dim']>> = {
  ok: ['✓', 'green'],
  refused: ['✗', 'red'],
  forced: ['»', 'yellow']
}

const rung = ({ paint }: Cli, { step, name, result, why, evidence }: CheckReply): string => {
  const [mark, colour] = MARKS[result] ?? ['·', 'dim']
  const reason = why === undefined ? '' : `: ${why}`
  return paint(colour, `  ${mark} ${String(step).padStart(2)} ${name.padEnd(18)} ${result}${reason}`) + (evidence === undefined ? '' : paint('dim', `  ${evidence}`))
}

const pretty = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

const part = ({ paint }: Cli, title: string, value: unknown): string[] =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? [] : ['', paint('bold', title), pretty(value)]

/** Everything that the journal has of one exchange. */
export const describeRequest = (cli: Cli, entry: RequestReply): string =>
  [
    requestLine(cli, entry),
    '',
    ...entry.checks.map(check => rung(cli, check)),
    ...part(cli, 'request', [...entry.headers.map(([name, value]) => `${name}: ${value}`), '', entry.body].join('\n')),
    ...part(cli, 'reply', entry.reply),
    ...part(cli, 'outcome', entry.outcome),
    ...part(cli, 'changes', entry.changes),
    ...part(cli, 'signature', entry.signature)
  ].join('\n')
