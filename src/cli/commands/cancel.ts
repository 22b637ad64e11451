/** `cancel`: takes a pending QR back. */
import { DIALECTS } from '../../../schemas/dialects.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { callBank, findCaller, withCallOptions, type Caller, type CallOptions } from '../signed-call.js'
import { UsageError } from '../usage-error.js'

interface CancelOptions extends CallOptions {
  readonly partnerReference?: string
  readonly reason: string
  readonly merchant?: string
}

/** The transaction's own, or the partner's first, where the dialect demands one. */
const merchantFor = ({ partner, transaction }: Caller): string | undefined =>
  DIALECTS[partner.dialect].cancel.merchantIdMandatory ? (transaction?.merchantId ?? partner.merchants[0]?.merchantId) : undefined

const cancel = async (cli: Cli, referenceNo: string | undefined, options: CancelOptions): Promise<Result> => {
  const { partnerReference, reason, merchant } = options
  if (referenceNo === undefined && partnerReference === undefined && options.body === undefined) {
    throw new UsageError('say which transaction: its referenceNo, or --partner-reference')
  }
  const caller = await findCaller(cli, options, said({ referenceNo, partnerReferenceNo: partnerReference }))
  const body = said({
    originalReferenceNo: referenceNo,
    originalPartnerReferenceNo: partnerReference,
    reason,
    merchantId: merchant ?? merchantFor(caller)
  })
  return callBank(cli, 'cancel', caller.partner, body, options)
}

export const cancelCommand: AddCommand = (program, act) => {
  withCallOptions(program.command('cancel [referenceNo]').description('cancel a QR that nobody has paid, as its partner'))
    .option('--partner-reference <ref>', "by the partner's own reference")
    .option('--reason <text>', 'why', 'canceled from the command line')
    .option('--merchant <id>', "merchantId; where the dialect demands one, the transaction's")
    .action(act(cancel))
}
