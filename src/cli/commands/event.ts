/** `pay`, `fail`, `expire`: what happens to a transaction without its partner's doing. */
import type { TransactionReply } from '../../../schemas/transaction.js'
import type { EventName } from '../../domain/transaction.js'
import { readAmount } from '../amount.js'
import { said, type Act, type AddCommand, type Cli, type Result } from '../cli.js'

interface EventOptions {
  readonly partner?: string
  readonly amount?: string
  readonly issuer?: string
  readonly rrn?: string
}

/** `2023… pending → success, RRN 123456789012, Bank Mandiri` */
const describe = ({ paint }: Cli, { referenceNo, status, history = [], rrn, bankName }: TransactionReply): string => {
  const from = history.at(-1)?.from ?? undefined
  const move = `${from === undefined ? '' : `${from} → `}${paint('bold', status)}`
  return [`${referenceNo} ${move}`, ...(rrn === undefined ? [] : [`RRN ${rrn}`]), ...(bankName === undefined ? [] : [bankName])].join(', ')
}

const doEvent = (event: EventName) => async (cli: Cli, referenceNo: string, options: EventOptions): Promise<Result> => {
  const { partner, ...body } = options
  const transaction = await cli.admin.transactions.event(referenceNo, event, body, said({ partnerId: partner }))
  return { json: transaction, text: describe(cli, transaction) }
}

const eventCommand = (program: Parameters<AddCommand>[0], act: Act, event: EventName, description: string) =>
  program
    .command(`${event} <referenceNo>`)
    .description(description)
    .option('--partner <id>', 'whose transaction, where two partners have one of this number')
    .action(act(doEvent(event)))

export const eventCommands: AddCommand = (program, act) => {
  eventCommand(program, act, 'pay', 'pay a QR, as a customer would')
    .option('--amount <rupiah>', 'how much, for a static QR', readAmount)
    .option('--issuer <bank>', "the payer's bank: a clearing code (014) or a name")
    .option('--rrn <rrn>', 'the retrieval reference number')
  eventCommand(program, act, 'fail', 'let the payment fail')
  eventCommand(program, act, 'expire', 'let the QR expire now')
}
