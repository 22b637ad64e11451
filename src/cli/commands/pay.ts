/** `pay`: a customer pays a QR, by whatever the tester has of it. */
import { readAmount } from '../amount.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { describeMove } from '../describe-move.js'
import { UsageError } from '../usage-error.js'

interface PayOptions {
  readonly partnerReference?: string
  readonly qr?: string
  readonly partner?: string
  readonly amount?: string
  readonly issuer?: string
  readonly rrn?: string
}

const pay = async (cli: Cli, referenceNo: string | undefined, options: PayOptions): Promise<Result> => {
  const { partnerReference, qr, partner, ...wish } = options
  const pointers = said({ referenceNo, partnerReferenceNo: partnerReference, qrContent: qr })
  if (Object.keys(pointers).length !== 1) throw new UsageError('say in one way what is paid: its referenceNo, --partner-reference or --qr')
  const transaction = await cli.admin.pay({ ...pointers, ...said({ partnerId: partner }), ...wish })
  return { json: transaction, text: describeMove(cli, transaction) }
}

export const payCommand: AddCommand = (program, act) => {
  program
    .command('pay [referenceNo]')
    .description('pay a QR, as a customer would')
    .option('--partner-reference <ref>', "by the partner's own reference")
    .option('--qr <content>', 'by the content of the QR, as a wallet reads it')
    .option('--partner <id>', 'whose transaction, where two partners have one of this number')
    .option('--amount <rupiah>', 'how much, for a static QR', readAmount)
    .option('--issuer <bank>', "the payer's bank: a clearing code (014) or a name")
    .option('--rrn <rrn>', 'the retrieval reference number')
    .action(act(pay))
}
