/** Reads the configuration: variables and flags against the table of options, once, with errors that name the option. */
import { closest } from 'fastest-levenshtein'
import { OPTIONS, variableOf, type OptionName, type OptionRow } from './options.js'

/** A configuration that cannot be used: exit code 2. */
export class ConfigError extends Error {}

export interface Config {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly fixtures: string | undefined
  readonly adminKey: string | undefined
  readonly publicUrl: string | undefined
  readonly timestampToleranceSeconds: number
  readonly tokenTtlSeconds: number
  readonly qrTtlSeconds: number
  readonly journalMaxEntries: number
  readonly notifyScheduleSeconds: readonly number[]
  readonly signingUtilities: boolean
  readonly seed: string | undefined
  readonly logLevel: string
}

/** Variables of the client commands, which the bank itself has no use for. */
const CLIENT_VARIABLES = ['BNC_URL']

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** The nearest known name, for a message about an unknown one: one that it begins, or else the one most like it. */
export const nearest = (name: string, known: readonly string[]): string =>
  known.find(one => one.startsWith(name)) ?? closest(name, [...known])

const demandKnownVariables = (env: NodeJS.ProcessEnv): void => {
  const known = [...OPTIONS.map(variableOf), ...CLIENT_VARIABLES]
  for (const name of Object.keys(env)) {
    if (name.startsWith('BNC_') && !known.includes(name)) {
      throw new ConfigError(`${name} is not a setting of the bank; did you mean ${nearest(name.toUpperCase(), known)}?`)
    }
  }
}

const wholeNumber = (text: string, where: string, max: number): number => {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= max)) throw new ConfigError(`${where} is "${text}"; allowed: a whole number from 0 to ${String(max)}`)
  return value
}

const MAX_SECONDS = 315_360_000

const checkedUrl = (text: string, where: string): string => {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) throw new ConfigError(`${where} is "${text}"; allowed: an http or https URL`)
  return text.replace(/\/+$/, '')
}

const readers: Readonly<Record<OptionRow['kind'], (text: string, where: string) => unknown>> = {
  text: text => text,
  port: (text, where) => wholeNumber(text, where, 65_535),
  whole: (text, where) => wholeNumber(text, where, MAX_SECONDS),
  'seconds-list': (text, where) => text.split(',').filter(part => part.trim() !== '').map(part => wholeNumber(part.trim(), where, MAX_SECONDS)),
  url: checkedUrl,
  // Of a library's options it is a boolean, as text.
  switch(text, where) {
    const on = ['on', 'true'].includes(text)
    if (!on && !['off', 'false'].includes(text)) throw new ConfigError(`${where} is "${text}"; allowed: on, off`)
    return on
  },
  level(text, where) {
    if (!LEVELS.includes(text)) throw new ConfigError(`${where} is "${text}"; allowed: ${LEVELS.join(', ')}`)
    return text
  }
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** An empty variable counts as not set, as containers pass them. A flag wins over its variable. */
export const readConfig = (env: NodeJS.ProcessEnv, flags: Partial<Record<OptionName, string>> = {}): Config => {
  demandKnownVariables(env)
  const entries = OPTIONS.map(option => {
    const flag = flags[option.name]
    const variable = env[variableOf(option)]
    const text = flag ?? (variable === '' ? undefined : variable) ?? option.default
    const where = flag === undefined ? variableOf(option) : `--${option.name.replaceAll('_', '-')}`
    return [camel(option.name), text === undefined ? undefined : readers[option.kind](text, where)]
  })
  return Object.fromEntries(entries) as Config
}

/** The configuration as it may be logged. */
export const redacted = (config: Config): Record<string, unknown> => ({
  ...config,
  adminKey: config.adminKey === undefined ? undefined : '[redacted]',
  seed: config.seed === undefined ? undefined : '[redacted]'
})
