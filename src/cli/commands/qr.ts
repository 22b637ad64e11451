/** `qr decode`: what the content of a QR says, or which tag of it is broken. */
import { readFileSync } from 'node:fs'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { callBank, findCaller, withCallOptions, type CallOptions } from '../signed-call.js'

interface DecodeOptions extends CallOptions {
  readonly partnerReference?: string
}

const STDIN = 0

const readContent = (content: string): string => (content === '-' ? readFileSync(STDIN, 'utf8').replace(/\r?\n$/, '') : content)

/** Where the bank refuses the content, its diagnosis comes last and stands out. */
const withDiagnosis = ({ paint }: Cli, result: Result): Result => {
  const { body } = result.json as { body: { additionalInfo?: { tag?: string; diagnosis?: string } } }
  const { tag, diagnosis } = body.additionalInfo ?? {}
  return diagnosis === undefined ? result : { ...result, text: `${result.text}\n\n${paint('bold', `tag ${tag ?? '?'}`)}: ${diagnosis}` }
}

const decode = async (cli: Cli, content: string, options: DecodeOptions): Promise<Result> => {
  const { partner } = await findCaller(cli, options)
  const { partnerReference } = options
  const body = said({ partnerReferenceNo: partnerReference, qrContent: readContent(content), scanTime: new Date().toISOString() })
  return withDiagnosis(cli, await callBank(cli, 'decode', partner, body, options))
}

export const qrCommand: AddCommand = (program, act) => {
  const qr = program.command('qr').description('read QRs')
  withCallOptions(qr.command('decode <content>').description('say what the content of a QR says, as a partner; - reads standard input'))
    .option('--partner-reference <ref>', 'sent back with the reply')
    .action(act(decode))
}
