/** The configuration: every option by its variable and its flag, defaults, and what is refused. */
import t from 'tap'
import { ConfigError, readConfig, redacted, type Config } from '../../src/app/config.js'
import { flagOf, OPTIONS, variableOf, type OptionName } from '../../src/app/options.js'

const DEFAULTS = {
  host: '127.0.0.1', port: 7751, database: 'data/bnc-sandbox.db', fixtures: undefined, adminKey: undefined, publicUrl: undefined,
  timestampToleranceSeconds: 300, tokenTtlSeconds: 900, qrTtlSeconds: 900, journalMaxEntries: 100_000,
  notifyScheduleSeconds: [120, 300, 600, 5400, 12_600], signingUtilities: true, seed: undefined, logLevel: 'info'
} as const satisfies Config

/** A text for every option, and what it is read as. */
const SAID: Readonly<Record<OptionName, readonly [text: string, property: keyof Config, value: unknown]>> = {
  host: ['0.0.0.0', 'host', '0.0.0.0'],
  port: ['0', 'port', 0],
  database: [':memory:', 'database', ':memory:'],
  fixtures: ['/some/folder', 'fixtures', '/some/folder'],
  admin_key: ['secret', 'adminKey', 'secret'],
  public_url: ['https://bank.example/base//', 'publicUrl', 'https://bank.example/base'],
  timestamp_tolerance_seconds: ['0', 'timestampToleranceSeconds', 0],
  token_ttl_seconds: ['60', 'tokenTtlSeconds', 60],
  qr_ttl_seconds: ['30', 'qrTtlSeconds', 30],
  journal_max_entries: ['5', 'journalMaxEntries', 5],
  notify_schedule_seconds: ['1, 2,3', 'notifyScheduleSeconds', [1, 2, 3]],
  signing_utilities: ['off', 'signingUtilities', false],
  seed: ['a seed', 'seed', 'a seed'],
  log_level: ['debug', 'logLevel', 'debug']
}

t.test('with nothing said everything has its default', async t => {
  t.strictSame(readConfig({}), DEFAULTS)
  t.strictSame(readConfig({ PATH: '/bin', HOME: '/', NODE_ENV: 'test' }), DEFAULTS, "other programs' variables are nothing to it")
})

t.test('every option is read from its variable, and from its flag', async t => {
  t.strictSame(OPTIONS.map(({ name }) => name).sort(), Object.keys(SAID).sort())
  for (const option of OPTIONS) {
    const [text, property, value] = SAID[option.name]
    t.strictSame(readConfig({ [variableOf(option)]: text }), { ...DEFAULTS, [property]: value }, variableOf(option))
    t.strictSame(readConfig({}, { [option.name]: text }), { ...DEFAULTS, [property]: value }, flagOf(option))
    t.strictSame(readConfig({ [variableOf(option)]: '' }), DEFAULTS, `${variableOf(option)} empty counts as not set`)
  }
  t.equal(readConfig({ BNC_PORT: '1' }, { port: '2' }).port, 2, 'a flag wins')
})

t.test('variables and flags are named after their option', async t => {
  for (const option of OPTIONS) {
    t.match(variableOf(option), /^BNC_[A-Z_]+$/)
    t.match(flagOf(option), /^--[a-z-]+$/)
    t.ok(option.help.length > 10, `${option.name} has a help text`)
  }
})

const refusalOf = (env: Record<string, string>): string => {
  try {
    readConfig(env)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

const bad: readonly (readonly [variable: string, text: string, allowed: RegExp])[] = [
  ['BNC_PORT', 'x', /a whole number from 0 to 65535/], ['BNC_PORT', '65536', /65535/], ['BNC_PORT', '-1', /65535/],
  ['BNC_PORT', '1.5', /65535/],
  ['BNC_PORT', '0x10', /65535/], ['BNC_PORT', ' ', /65535/], ['BNC_TOKEN_TTL_SECONDS', '1e3', /whole number/],
  ['BNC_QR_TTL_SECONDS', '99999999999', /whole number/], ['BNC_TIMESTAMP_TOLERANCE_SECONDS', 'off', /whole number/],
  ['BNC_JOURNAL_MAX_ENTRIES', '-5', /whole number/], ['BNC_NOTIFY_SCHEDULE_SECONDS', '1,x', /whole number/],
  ['BNC_PUBLIC_URL', 'bank.example', /http or https URL/], ['BNC_PUBLIC_URL', 'ftp://x', /http or https URL/],
  ['BNC_PUBLIC_URL', 'http://', /URL/],
  ['BNC_LOG_LEVEL', 'loud', /fatal, error, warn, info, debug, trace, silent/], ['BNC_SIGNING_UTILITIES', 'maybe', /on, off/]
]

t.test('a value that cannot be used is refused with its variable and what is allowed', async t => {
  for (const [variable, text, allowed] of bad) {
    const message = refusalOf({ [variable]: text })
    t.match(message, allowed, `${variable}=${text}`)
    t.ok(message.startsWith(`${variable} is "${text.includes(',') ? 'x' : text}"`), message)
  }
  t.throws(() => readConfig({}, { port: 'x' }), { message: /^--port is "x"/ })
})

t.test('a variable that nobody knows stops the start and names the nearest', async t => {
  const rows: readonly (readonly [string, string])[] = [
    ['BNC_PROT', 'BNC_PORT'], ['BNC_DATABSE', 'BNC_DATABASE'], ['BNC_ADMINKEY', 'BNC_ADMIN_KEY'],
    ['BNC_TOKEN_TTL', 'BNC_TOKEN_TTL_SECONDS'],
    ['BNC_LOGLEVEL', 'BNC_LOG_LEVEL'], ['BNC_port', 'BNC_PORT'], ['BNC_ULR', 'BNC_URL'],
    ['BNC_SIGNING_UTILITY', 'BNC_SIGNING_UTILITIES']
  ]
  for (const [wrong, near] of rows) t.match(refusalOf({ [wrong]: '1' }),
    `${wrong} is not a setting of the bank; did you mean ${near}?`, wrong)
  for (const name of ['BNC_URL', 'BNC_SIGNING_UTILITIES']) t.equal(refusalOf({ [name]: 'on' }), 'accepted', name)
})

t.test('the configuration that is logged holds no secret', async t => {
  const shown = redacted(readConfig({ BNC_ADMIN_KEY: 'hidden-key', BNC_SEED: 'hidden-seed', BNC_PORT: '1' }))
  t.notMatch(JSON.stringify(shown), /hidden/)
  t.match(shown, { adminKey: '[redacted]', seed: '[redacted]', port: 1 })
  t.strictSame(redacted(readConfig({})), DEFAULTS)
})
