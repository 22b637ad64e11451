/** `sign`: a call ready to send, as curl, as bare headers, or as an HTTP message. */
import { Argument, Option } from 'commander'
import { SERVICES, type ServiceName } from '../../../schemas/services.js'
import { partnerClient } from '../../client/partner-client.js'
import { signer, type Credentials, type SignedRequest } from '../../client/signer.js'
import type { AddCommand, Cli, Result } from '../cli.js'
import { credentialsOf, findCaller, readBody, signOptions, withCallOptions, type CallOptions } from '../signed-call.js'

interface SignCallOptions extends CallOptions {
  readonly token?: string
  readonly format: keyof typeof FORMATS
}

/** For a POSIX shell: nothing inside single quotes means anything but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const headerLines = ({ headers }: SignedRequest): string[] => Object.entries(headers).map(([name, value]) => `${name}: ${value}`)

const FORMATS = {
  curl: (url: string, request: SignedRequest): string =>
    [
      `curl -sS -X ${request.method} ${quoted(url + request.path)}`,
      ...headerLines(request).map(line => `-H ${quoted(line)}`),
      `--data-binary ${quoted(request.body)}`
    ].join(' \\\n  '),
  headers: (_url: string, request: SignedRequest): string => headerLines(request).join('\n'),
  http: (url: string, request: SignedRequest): string =>
    [`${request.method} ${url}${request.path} HTTP/1.1`, ...headerLines(request), '', request.body].join('\n')
} as const

const freshToken = async (url: string, credentials: Credentials): Promise<string> => {
  const { body, text } = await partnerClient(url, credentials).token()
  if (typeof body['accessToken'] !== 'string') throw new Error(`the bank gave no token: ${text}`)
  return body['accessToken']
}

const signed = async ({ url }: Cli, service: ServiceName, credentials: Credentials, options: SignCallOptions): Promise<SignedRequest> => {
  const sign = signer(credentials)
  const rest = signOptions(options)
  const body = readBody(options)
  // The body of the token call is not signed.
  if (service === 'token') return { ...sign.token(rest), ...(body === undefined ? {} : { body }) }
  return sign.call(service, body ?? {}, { ...rest, token: options.token ?? (await freshToken(url, credentials)) })
}

const sign = async (cli: Cli, service: ServiceName, options: SignCallOptions): Promise<Result> => {
  const { partner } = await findCaller(cli, options)
  const request = await signed(cli, service, credentialsOf(partner, options), options)
  const { method, path, headers, body, stringToSign } = request
  return {
    json: { method, url: cli.url + path, headers, body, stringToSign },
    text: FORMATS[options.format](cli.url, request)
  }
}

export const signCommand: AddCommand = (program, act) => {
  withCallOptions(program.command('sign').description('sign a call and print it, ready to send'))
    .addArgument(new Argument('<service>', 'which call').choices(Object.keys(SERVICES)))
    .option('--token <token>', 'the access token; a fresh one is fetched where it is not said')
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(FORMATS)).default('curl'))
    .action(act(sign))
}
