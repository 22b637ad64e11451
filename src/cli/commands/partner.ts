/** `partner`: the partners of the bank, and their credentials. */
import { Option } from 'commander'
import { DIALECT_NAMES, SIGNATURE_MODES, type DialectName, type SignatureMode } from '../../../schemas/dialects.js'
import type { PartnerReply } from '../../../schemas/partner.js'
import { allItems } from '../../client/admin-call.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { readText } from '../signed-call.js'

interface ShowOptions {
  readonly env?: true
}

interface AddOptions extends ShowOptions {
  readonly id?: string
  readonly dialect?: DialectName
  readonly signature?: SignatureMode
  readonly publicKey?: string
  readonly callbackUrl?: string
}

/** BNC's own CHANNEL-ID [BNC]. */
const CHANNEL_ID = '95221'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Names without `BNC_`, which are settings of the bank. A PEM in base64 stays on one line. */
const toEnv = (url: string, partner: PartnerReply): Record<string, string> => ({
  SNAP_BASE_URL: url,
  SNAP_PARTNER_ID: partner.partnerId,
  SNAP_CLIENT_KEY: partner.clientKey,
  SNAP_CLIENT_SECRET: partner.clientSecret,
  SNAP_CHANNEL_ID: CHANNEL_ID,
  SNAP_MERCHANT_ID: partner.merchants[0]?.merchantId ?? '',
  ...(partner.privateKey === undefined ? {} : { SNAP_PRIVATE_KEY_BASE64: base64(partner.privateKey) }),
  SNAP_BANK_PUBLIC_KEY_BASE64: base64(partner.bankPublicKey)
})

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
  const variables = toEnv(url, partner)
  return { json: variables, text: Object.entries(variables).map(([name, value]) => `${name}=${value}`).join('\n') }
}

const add = async (cli: Cli, options: AddOptions): Promise<Result> => {
  const { id, dialect, signature, publicKey, callbackUrl } = options
  const pem = publicKey === undefined ? undefined : readText(publicKey, '--public-key')
  const partner = await cli.admin.partners.create(said({ partnerId: id, dialect, signature, publicKey: pem, callbackUrl }))
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
    .addOption(new Option('--dialect <name>', 'which SNAP it speaks').choices(DIALECT_NAMES))
    .addOption(new Option('--signature <mode>', "how it signs, where not as its dialect does").choices(SIGNATURE_MODES))
    .option('--public-key <file>', 'its public key as PEM; without one the bank makes a pair')
    .option('--callback-url <url>', 'where it is notified')
    .addOption(asEnv())
    .action(act(add))
  partner.command('list').description('every partner').action(act(list))
  partner.command('show <partnerId>').description('one partner, with its credentials').addOption(asEnv()).action(act(show))
}
