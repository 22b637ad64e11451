/** `scan`, `authorize`, `settle`, `fail`, `expire`: what happens to a transaction without its partner's doing. */
import type { EventName } from '../../domain/transaction.js'
import { said, type Act, type AddCommand, type Cli, type Result } from '../cli.js'
import { describeMove } from '../describe-move.js'

const doEvent = (event: EventName) => async (cli: Cli, referenceNo: string, { partner }: { partner?: string }): Promise<Result> => {
  const transaction = await cli.admin.transactions.event(referenceNo, event, {}, said({ partnerId: partner }))
  return { json: transaction, text: describeMove(cli, transaction) }
}

const eventCommand = (program: Parameters<AddCommand>[0], act: Act, event: EventName, description: string) =>
  program
    .command(`${event} <referenceNo>`)
    .description(description)
    .option('--partner <id>', 'whose transaction, where two partners have one of this number')
    .action(act(doEvent(event)))

export const eventCommands: AddCommand = (program, act) => {
  eventCommand(program, act, 'scan', 'let a customer scan the QR')
  eventCommand(program, act, 'authorize', 'let the customer authorize the payment')
  eventCommand(program, act, 'settle', 'let the payment come through')
  eventCommand(program, act, 'fail', 'let the payment fail')
  eventCommand(program, act, 'expire', 'let the QR expire now')
}
