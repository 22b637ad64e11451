/** `query`: the status inquiry of a dynamic QR. */
import { INQUIRED_SERVICE } from '../../../schemas/qr-mpm-query.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { callBank, findCaller, withCallOptions, type CallOptions } from '../signed-call.js'
import { UsageError } from '../usage-error.js'

interface QueryOptions extends CallOptions {
  readonly partnerReference?: string
}

const query = async (cli: Cli, referenceNo: string | undefined, options: QueryOptions): Promise<Result> => {
  const { partnerReference } = options
  if (referenceNo === undefined && partnerReference === undefined && options.body === undefined) {
    throw new UsageError('say which transaction: its referenceNo, or --partner-reference')
  }
  const { partner } = await findCaller(cli, options, said({ referenceNo, partnerReferenceNo: partnerReference }))
  const body = said({ originalReferenceNo: referenceNo, originalPartnerReferenceNo: partnerReference, serviceCode: INQUIRED_SERVICE })
  return callBank(cli, 'query', partner, body, options)
}

export const queryCommand: AddCommand = (program, act) => {
  withCallOptions(program.command('query [referenceNo]').description('ask for the status of a transaction, as its partner'))
    .option('--partner-reference <ref>', "by the partner's own reference")
    .action(act(query))
}
