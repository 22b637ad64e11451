/** `notifications`: what the bank told its partners, how each attempt ended, and the same once more. */
import { Option } from 'commander'
import { DELIVERY_STATUSES, type AttemptReply, type DeliveryStatus, type NotificationReply } from '../../../schemas/notification.js'
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../../schemas/page.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { wholeNumber } from '../whole-number.js'

interface ListOptions {
  readonly ref?: string
  readonly status?: DeliveryStatus
  readonly partner?: string
  readonly limit?: number
}

const COLOURS = { delivered: 'green', pending: 'yellow', failed: 'red' } as const

const attemptLine = (one: AttemptReply): string =>
  [`  ${one.number}. ${one.at}`, one.cause, one.result, one.detail, ...(one.fault === undefined ? [] : [`webhook lab: ${one.fault}`])].join('  ')

const headLine = ({ paint }: Cli, one: NotificationReply): string => {
  const next = one.nextAttemptAt === null ? [] : [`next attempt ${one.nextAttemptAt}`]
  return [one.id, one.referenceNo, one.transactionStatus, paint(COLOURS[one.status], one.status), ...next].join('  ')
}

/** One line of a list; the last attempt stands for all of them. */
const listLine = (cli: Cli, one: NotificationReply): string => {
  const last = one.attempts.at(-1)
  const tried = last === undefined ? 'not tried yet' : `${one.attempts.length} tried, the last: ${last.result}`
  return `${headLine(cli, one)}  ${tried}`
}

const describe = (cli: Cli, one: NotificationReply): string =>
  [headLine(cli, one), `  to ${one.attempts.at(-1)?.url ?? `partner ${one.partnerId}`}`, `  ${one.body}`, ...one.attempts.map(attemptLine)].join('\n')

const show = async (cli: Cli, id: string): Promise<Result> => {
  const json = await cli.admin.notifications.get(id)
  return { json, text: describe(cli, json) }
}

const list = async (cli: Cli, { ref, status, partner, limit = DEFAULT_LIMIT }: ListOptions): Promise<Result> => {
  const { items } = await cli.admin.notifications.list({ ...said({ referenceNo: ref, status, partnerId: partner }), limit })
  return { json: items, text: items.length === 0 ? 'no notification' : items.map(one => listLine(cli, one)).join('\n') }
}

/** What was sent again and not acknowledged again fails the command. */
const redeliver = async (cli: Cli, id: string): Promise<Result> => {
  const json = await cli.admin.notifications.redeliver(id)
  return { json, text: describe(cli, json), failed: json.attempts.at(-1)?.acknowledged !== true }
}

export const notificationsCommand: AddCommand = (program, act) => {
  const notifications = program
    .command('notifications [id]')
    .description('what partners were told, the newest first; or one notification with its attempts')
    .option('--ref <referenceNo>', 'of this transaction')
    .addOption(new Option('--status <word>', 'whose delivery is so').choices(DELIVERY_STATUSES))
    .option('--partner <id>', 'to this partner')
    .option('--limit <number>', `how many; ${DEFAULT_LIMIT} where it is not said`, wholeNumber(1, MAX_LIMIT))
    .action(act(async (cli, id: string | undefined, options: ListOptions) => (id === undefined ? list(cli, options) : show(cli, id))))
  notifications.command('redeliver <id>').description('send one once more, now').action(act(redeliver))
}
