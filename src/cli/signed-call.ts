/** A real signed call as a partner: which partner, what it sends, and how the bank's reply is shown. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { DIALECTS } from '../../schemas/dialects.js'
import { TOKEN_HEADERS } from '../../schemas/headers.js'
import type { PartnerReply } from '../../schemas/partner.js'
import type { ServiceName } from '../../schemas/services.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import { AdminError } from '../client/admin-call.js'
import type { TransactionQuery } from '../client/admin-client.js'
import { partnerClient, type SnapReply } from '../client/partner-client.js'
import type { Credentials, SignOptions } from '../client/signer.js'
import { said, type Cli, type Result } from './cli.js'
import { UsageError } from './usage-error.js'

export interface CallOptions {
  readonly partner?: string
  readonly privateKey?: string
  readonly body?: string
  readonly header?: readonly string[]
  readonly externalId?: string
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/** The options that every signed call has. */
export const withCallOptions = (command: Command): Command =>
  command
    .option('--partner <id>', "as this partner; the transaction's own, or else the bank's first, where it is not said")
    .option('--private-key <file>', 'sign with this key, for a partner that brought its own public key')
    .option('--body <json>', 'send exactly this, or with @ the contents of a file')
    .option('--header <line>', 'add "Name: value", or replace the header of that name; more than once', collect)
    .option('--external-id <id>', 'X-EXTERNAL-ID; a fresh one where it is not said')

export const readText = (file: string, option: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`)
  }
}

/** The text of `--body`, or of the file that it names. */
export const readBody = ({ body }: CallOptions): string | undefined =>
  body?.startsWith('@') === true ? readText(body.slice(1), '--body') : body

const KNOWN_HEADERS = [...TOKEN_HEADERS, ...DIALECTS.bnc.mandatoryHeaders]

/** As the signer spells it, so that `content-type` replaces `Content-Type` and does not stand beside it. */
const spelling = (name: string): string => KNOWN_HEADERS.find(known => known.toLowerCase() === name.toLowerCase()) ?? name

const readHeaders = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(lines.map(line => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new UsageError(`--header is "${line}"; allowed: "Name: value"`)
    return [spelling(name), value]
  }))

export const signOptions = ({ header = [], externalId }: CallOptions): SignOptions => ({
  headers: readHeaders(header),
  ...said({ externalId })
})

const refusedWith = (error: unknown, statuses: readonly number[]): undefined => {
  if (error instanceof AdminError && statuses.includes(error.status)) return undefined
  throw error
}

/** The transaction that a call is about, where the bank has one: a call about none is worth making too. */
const findTransaction = async (
  { admin }: Cli, { partner }: CallOptions, { referenceNo, partnerReferenceNo }: { referenceNo?: string; partnerReferenceNo?: string }
): Promise<TransactionReply | undefined> => {
  const scope = said({ partnerId: partner })
  // 409: several partners have one of this number.
  if (referenceNo !== undefined) return admin.transactions.get(referenceNo, scope).catch((error: unknown) => refusedWith(error, [404, 409]))
  if (partnerReferenceNo === undefined) return undefined
  const query: TransactionQuery = { partnerReferenceNo, limit: 1, ...scope }
  return (await admin.transactions.list(query)).items[0]
}

const firstPartner = async ({ admin }: Cli): Promise<PartnerReply> => {
  const [first] = (await admin.partners.list({ limit: 1 })).items
  if (first === undefined) throw new Error('the bank has no partner; make one with "bnc-sandbox partner add"')
  return first
}

export interface Caller {
  readonly partner: PartnerReply
  readonly transaction: TransactionReply | undefined
}

/** Who calls: the partner named, or the one whose transaction it is, or the bank's first. */
export const findCaller = async (cli: Cli, options: CallOptions, about: { referenceNo?: string; partnerReferenceNo?: string } = {}): Promise<Caller> => {
  const transaction = await findTransaction(cli, options, about)
  const partnerId = options.partner ?? transaction?.partnerId
  return { transaction, partner: partnerId === undefined ? await firstPartner(cli) : await cli.admin.partners.get(partnerId) }
}

export const credentialsOf = (partner: PartnerReply, { privateKey }: CallOptions): Credentials =>
  privateKey === undefined ? partner : { ...partner, privateKey: readText(privateKey, '--private-key') }

const describe = ({ paint, url }: Cli, partnerId: string, { request, status, body, text }: SnapReply): string => {
  const { responseCode, responseMessage } = body
  const code = [responseCode, responseMessage].filter(word => typeof word === 'string').join(' ')
  const isJson = text.startsWith('{')
  return [
    `${paint('bold', `${request.method} ${url}${request.path}`)} ${paint('dim', `as ${partnerId}`)}`,
    request.body,
    '',
    paint(status < 300 ? 'green' : 'red', `${status} ${code}`.trimEnd()),
    isJson ? JSON.stringify(body, null, 2) : text
  ].join('\n')
}

/** Makes the call. A reply that is not a success is shown like any other, and fails the command. */
export const callBank = async (
  cli: Cli, service: ServiceName, partner: PartnerReply, body: object, options: CallOptions
): Promise<Result> => {
  const client = partnerClient(cli.url, credentialsOf(partner, options))
  const reply = await client.call(service, readBody(options) ?? body, signOptions(options))
  const { request, status } = reply
  return {
    json: { request: { method: request.method, path: request.path, body: request.body }, status, body: reply.body },
    text: describe(cli, partner.partnerId, reply),
    failed: status < 200 || status > 299
  }
}
