/** `refund`: gives a payment back, in part or whole. */
import { randomBytes } from 'node:crypto'
import { DIALECTS } from '../../../schemas/dialects.js'
import { readAmount } from '../amount.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { callBank, findCaller, withCallOptions, type Caller, type CallOptions } from '../signed-call.js'
import { UsageError } from '../usage-error.js'

interface RefundOptions extends CallOptions {
  readonly partnerReference?: string
  readonly amount?: string
  readonly refundNo?: string
  readonly reason: string
}

/** The transaction's own, where the dialect demands one. */
const partnerReferenceFor = ({ partner, transaction }: Caller): string | undefined =>
  DIALECTS[partner.dialect].refund.partnerReferenceNoMandatory ? transaction?.partnerReferenceNo : undefined

const bodyOf = (caller: Caller, referenceNo: string | undefined, { partnerReference, amount, refundNo, reason }: RefundOptions): object =>
  said({
    originalPartnerReferenceNo: partnerReference ?? partnerReferenceFor(caller),
    originalReferenceNo: referenceNo,
    partnerRefundNo: refundNo ?? `CLI-${randomBytes(6).toString('hex')}`,
    refundAmount: amount === undefined ? undefined : { value: amount, currency: 'IDR' },
    reason
  })

const refund = async (cli: Cli, referenceNo: string | undefined, options: RefundOptions): Promise<Result> => {
  const { partnerReference } = options
  if (referenceNo === undefined && partnerReference === undefined && options.body === undefined) {
    throw new UsageError('say which transaction: its referenceNo, or --partner-reference')
  }
  const caller = await findCaller(cli, options, said({ referenceNo, partnerReferenceNo: partnerReference }))
  return callBank(cli, 'refund', caller.partner, bodyOf(caller, referenceNo, options), options)
}

export const refundCommand: AddCommand = (program, act) => {
  withCallOptions(program.command('refund [referenceNo]').description('give a payment back, as its partner'))
    .option('--partner-reference <ref>', "by the partner's own reference; where the dialect demands one, the transaction's")
    .option('--amount <rupiah>', 'how much; all that is left where it is not said', readAmount)
    .option('--refund-no <no>', 'partnerRefundNo; a fresh one where it is not said')
    .option('--reason <text>', 'why', 'refunded from the command line')
    .action(act(refund))
}
