/** `generate`: asks the bank for a QR. */
import { randomBytes } from 'node:crypto'
import type { PartnerReply } from '../../../schemas/partner.js'
import { readAmount } from '../amount.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { callBank, findCaller, withCallOptions, type CallOptions } from '../signed-call.js'

interface GenerateOptions extends CallOptions {
  readonly amount?: string
  readonly partnerReference?: string
  readonly merchant?: string
  readonly static?: true
  readonly validity?: string
}

const DEFAULT_AMOUNT = '10000.00'

const bodyOf = (partner: PartnerReply, options: GenerateOptions): object => {
  const amount = options.amount ?? (options.static === true ? undefined : DEFAULT_AMOUNT)
  return said({
    partnerReferenceNo: options.partnerReference ?? `CLI-${randomBytes(6).toString('hex')}`,
    amount: amount === undefined ? undefined : { value: amount, currency: 'IDR' },
    merchantId: options.merchant ?? partner.merchants[0]?.merchantId,
    validityPeriod: options.validity,
    qrType: options.static === true ? 'STATIC' : undefined
  })
}

const generate = async (cli: Cli, options: GenerateOptions): Promise<Result> => {
  const { partner } = await findCaller(cli, options)
  return callBank(cli, 'generate', partner, bodyOf(partner, options), options)
}

export const generateCommand: AddCommand = (program, act) => {
  withCallOptions(program.command('generate').description('make a QR, as a partner'))
    .option('--amount <rupiah>', `how much; ${DEFAULT_AMOUNT} where it is not said and the QR is not static`, readAmount)
    .option('--partner-reference <ref>', "the partner's own reference; a fresh one where it is not said")
    .option('--merchant <id>', "merchantId; the partner's first where it is not said")
    .option('--static', 'a QR that is paid again and again, without an amount')
    .option('--validity <period>', 'validityPeriod: an ISO 8601 time with offset, or seconds')
    .action(act(generate))
}
