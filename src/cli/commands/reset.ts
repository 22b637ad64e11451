/** `reset`: back to the fixtures. */
import { said, type AddCommand, type Cli, type Result } from '../cli.js'

const reset = async ({ admin }: Cli, { partner }: { partner?: string }): Promise<Result> => {
  const json = await admin.reset(said({ partnerId: partner }))
  return { json, text: `${partner === undefined ? 'the bank' : `partner ${partner}`} is back to the fixtures` }
}

export const resetCommand: AddCommand = (program, act) => {
  program
    .command('reset')
    .description('put the bank, or one partner, back to the fixtures')
    .option('--partner <id>', 'only this partner')
    .action(act(reset))
}
