/** Every option of the bank in one table: its variable, flag, default and help come from here. */

export interface OptionRow {
  /** The variable is `BNC_` and this in capitals; the flag is this with hyphens. */
  readonly name: string
  readonly kind: 'text' | 'whole' | 'port' | 'seconds-list' | 'url' | 'level' | 'switch'
  readonly default: string | undefined
  readonly help: string
  /** Never shown, not even in the log of the resolved configuration. */
  readonly secret?: true
}

export const OPTIONS = [
  { name: 'host', kind: 'text', default: '127.0.0.1', help: 'address to listen on; beyond loopback the admin routes want a key' },
  { name: 'port', kind: 'port', default: '7751', help: 'port to listen on; 0 takes any free one' },
  { name: 'database', kind: 'text', default: 'data/bnc-sandbox.db', help: 'SQLite file, or :memory:' },
  { name: 'fixtures', kind: 'text', default: undefined, help: 'folder that replaces the packaged fixtures' },
  { name: 'admin_key', kind: 'text', default: undefined, help: 'key of the admin routes; beyond loopback one is made where none is set', secret: true },
  { name: 'public_url', kind: 'url', default: undefined, help: 'base of qrUrl and of links; from host and port where it is not set' },
  { name: 'timestamp_tolerance_seconds', kind: 'whole', default: '300', help: 'how far X-TIMESTAMP may be from real time; 0 switches the check off' },
  { name: 'token_ttl_seconds', kind: 'whole', default: '900', help: 'lifetime of an access token' },
  { name: 'qr_ttl_seconds', kind: 'whole', default: '900', help: 'lifetime of a QR without validityPeriod' },
  { name: 'journal_max_entries', kind: 'whole', default: '100000', help: 'exchanges that the journal keeps; the oldest go first' },
  { name: 'notify_schedule_seconds', kind: 'seconds-list', default: '120,300,600,5400,12600', help: 'when to notify again, counted from the first attempt' },
  { name: 'signing_utilities', kind: 'switch', default: 'on', help: "the national portal's signing calls under /api/v1.0/utilities: on or off" },
  { name: 'seed', kind: 'text', default: undefined, help: 'fixes generated ids and keys' },
  { name: 'log_level', kind: 'level', default: 'info', help: 'fatal, error, warn, info, debug, trace or silent' }
] as const satisfies readonly OptionRow[]

export type OptionName = (typeof OPTIONS)[number]['name']

export const variableOf = ({ name }: Pick<OptionRow, 'name'>): string => `BNC_${name.toUpperCase()}`
export const flagOf = ({ name }: Pick<OptionRow, 'name'>): string => `--${name.replaceAll('_', '-')}`
