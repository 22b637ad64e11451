/** `bnc-snap-sandbox`: a bank inside your own process, for tests; `bnc-snap-sandbox/client` is its other half. */
import { ConfigError, nearest, readConfig, type Config } from './app/config.js'
import { OPTIONS, type OptionName } from './app/options.js'
import { startBank } from './app/start.js'
import { adminClient, type AdminClient } from './client/admin-client.js'

export {
  adminClient, AdminError, allItems, assertOutcomesUsed, partnerClient, signer, UnusedOutcomes, type AcceptanceFormat,
  type AcceptanceLanguage, type AcceptanceReply, type AcceptanceWish, type AdminClient, type AdminEvent, type AdminOptions,
  type CallbackTestBody, type CallbackTestReply, type CheckReply, type ClockBody, type ClockReply, type Credentials,
  type DialectName, type DueReply, type EventBody, type EventName, type EventWish, type ExplainBody, type ExplainReply,
  type Happening, type HistoryReply, type JournalQuery, type Merchant, type NearMiss, type NotificationListQuery,
  type NotificationReply, type NotificationWaitQuery, type OutcomeCreate, type OutcomeQuery, type OutcomeReply,
  type OutcomeRespond, type OutcomeStep, type PageOf, type PageWish, type PartnerClient, type PartnerCreate,
  type PartnerPatch, type PartnerReply, type PartnerScope, type PartnerSettings, type PayBody, type Problem,
  type RequestReply, type ResponseCodeReply, type RestoreReply, type ServiceName, type SignOptions, type SignatureMode,
  type SignedRequest, type Signer, type SnapReply, type SnapshotCreate, type SnapshotReply, type StatusBody,
  type TransactionCreate, type TransactionQuery, type TransactionReply, type VerifyBody, type VerifyReply,
  type WebhookFaultBody, type WebhookFaultReply
} from './client/index.js'
export { ConfigError }

/** Any setting of the bank. Beside those of the command, a library's bank is in memory, on a free port, and silent. */
export type SandboxOptions = Partial<Config>

/** A bank that runs in this process. */
export interface Sandbox extends AsyncDisposable {
  /** Where the code under test finds the bank, without a slash at the end. */
  readonly url: string
  readonly admin: AdminClient
  /** Stops listening, finishes what is under way and closes the database. */
  readonly close: () => Promise<void>
}

const IN_PROCESS = { database: ':memory:', port: 0, logLevel: 'silent' } as const satisfies SandboxOptions

/** `journal_max_entries` as `journalMaxEntries`. */
const camel = (name: OptionName): keyof Config => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Config

/** Judged by the same table as variables and flags. The environment of the process is not read. */
const toConfig = (options: SandboxOptions): Config => {
  const known = OPTIONS.map(({ name }) => camel(name))
  for (const name of Object.keys(options)) {
    if (!(known as readonly string[]).includes(name)) throw new ConfigError(`${name} is not an option of startSandbox; did you mean ${nearest(name, known)}?`)
  }
  const defaults: SandboxOptions = IN_PROCESS
  return readConfig({}, Object.fromEntries(OPTIONS.flatMap(({ name }) => {
    const value = options[camel(name)] ?? defaults[camel(name)]
    return value === undefined ? [] : [[name, String(value)]]
  })))
}

/** Starts a bank of its own: any number of them may run side by side in one process. Throws `ConfigError`. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const config = toConfig(options)
  const running = await startBank(config)
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= running.close())
  return {
    url: running.url,
    admin: adminClient({ url: running.listenUrl, adminKey: config.adminKey ?? running.madeAdminKey }),
    close,
    [Symbol.asyncDispose]: close
  }
}
