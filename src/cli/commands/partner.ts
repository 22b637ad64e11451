/** `partner`: the partners of the bank, and their credentials. */
import { Option } from 'commander'
import { DIALECT_NAMES, SIGNATURE_MODES, type DialectName, type SignatureMode } from '../../../schemas/dialects.js'
import type { PartnerReply } from '../../../schemas/partner.js'
import { allItems } from '../../client/admin-call.js'
import { envText, partnerEnv } from '../../client/partner-env.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { readText } from '../signed-call.js'

interface ShowOptions {
  readonly env?: true
}

interface AddOptions extends ShowOptions {
  readonly id?: string
  readonly clientKey?: string
  readonly dialect?: DialectName
  readonly signature?: SignatureMode
  readonly publicKey?: string
  readonly callbackUrl?: string
}

const describe = (partner: PartnerReply): string => {
  const rows = [
    ['partnerId', partner.partnerId],
    ['clientKey', partner.clientKey],
    ['clientSecret', partner.clientSecret],
    ['dialect', `${partner.dialect}, signs ${partner.signature === 'symmetric' ? 'HMAC-SHA512' : 'SHA256withRSA'}`],
    ...partner.merchants.map(({ merchantId, name }) => ['merchant', `${merchantId} ${name}`]),
    ['callbackUrl', partner.callbackUrl ?? 'none']
  ].map(([name = '', value = '']) => `${name.padEnd(13)}${value}`)
  const keys = [['privateKey', partner.privateKey], ['publicKey', partner.publicKey], ['bankPublicKey', partner.bankPublicKey]]
    .flatMap(([name = '', pem]) => (pem === undefined ? [] : [name, pem.trimEnd()]))
  return [...rows, ...keys].join('\n')
}

const result = ({ url }: Cli, partner: PartnerReply, { env }: ShowOptions): Result => {
  if (env !== true) return { json: partner, text: describe(partner) }
  const variables = partnerEnv(url, partner)
  return { json: variables, text: envText(variables) }
}

const add = async (cli: Cli, options: AddOptions): Promise<Result> => {
  const { id, clientKey, dialect, signature, publicKey, callbackUrl } = options
  const pem = publicKey === undefined ? undefined : readText(publicKey, '--public-key')
  const partner = await cli.admin.partners.create(said({ partnerId: id, clientKey, dialect, signature, publicKey: pem, callbackUrl }))
  return result(cli, partner, options)
}

const list = async ({ admin }: Cli): Promise<Result> => {
  const partners: PartnerReply[] = []
  for await (const partner of allItems(admin.partners.list)) partners.push(partner)
  const width = Math.max(0, ...partners.map(({ partnerId }) => partnerId.length))
  const lines = partners.map(({ partnerId, dialect, signature, merchants }) =>
    `${partnerId.padEnd(width)}  ${dialect.padEnd(4)}  ${signature.padEnd(10)}  ${merchants.map(({ name }) => name).join(', ')}`)
  return { json: partners, text: lines.length === 0 ? 'the bank has no partner' : lines.join('\n') }
}

const show = async (cli: Cli, partnerId: string, options: ShowOptions): Promise<Result> =>
  result(cli, await cli.admin.partners.get(partnerId), options)

export const partnerCommand: AddCommand = (program, act) => {
  const partner = program.command('partner').description('make, list and show partners')
  const asEnv = () => new Option('--env', 'print the credentials as the lines of a .env file')
  partner
    .command('add')
    .description('make a partner with credentials of its own')
    .option('--id <partnerId>', 'its X-PARTNER-ID')
    .option('--client-key <key>', 'its X-CLIENT-KEY; in a sandbox of several banks it is the partnerId')
    .addOption(new Option('--dialect <name>', 'which SNAP it speaks').choices(DIALECT_NAMES))
    .addOption(new Option('--signature <mode>', "how it signs, where not as its dialect does").choices(SIGNATURE_MODES))
    .option('--public-key <file>', 'its public key as PEM; without one the bank makes a pair')
    .option('--callback-url <url>', 'where it is notified')
    .addOption(asEnv())
    .action(act(add))
  partner.command('list').description('every partner').action(act(list))
  partner.command('show <partnerId>').description('one partner, with its credentials').addOption(asEnv()).action(act(show))
}
