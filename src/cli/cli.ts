/** What a command of the CLI is given and what it gives back. */
import type { Command } from 'commander'
import { adminClient, type AdminClient } from '../client/admin-client.js'
import { bankUrl } from './bank-url.js'
import { painter, type Io, type Paint } from './io.js'

export interface Cli {
  readonly io: Io
  readonly paint: Paint
  /** Whether stdout is for a program: one JSON value and nothing else. */
  readonly json: boolean
  /** Where the bank is: BNC_URL, or where a bank with this environment listens. */
  readonly url: string
  readonly admin: AdminClient
}

/** What a command has to say, to a program and to a person. */
export interface Result {
  readonly json: unknown
  readonly text: string
  /** The command ran, and what it asked for did not come about: exit code 1. */
  readonly failed?: boolean
}

/** Makes a commander action of work whose result is then shown. Without a result the work has said everything itself. */
export type Act = <A extends unknown[]>(work: (cli: Cli, ...args: A) => Promise<Result | undefined>) => (...args: A) => Promise<void>

/** Adds one command to the program; each file of `commands/` exports one. */
export type AddCommand = (program: Command, act: Act) => void

/** The parts that need a usable BNC_URL are made when they are asked for: `serve` and `keys` need none. */
export const makeCli = (io: Io, json: boolean): Cli => ({
  io,
  paint: painter(io),
  json,
  get url() {
    return bankUrl(io.env)
  },
  get admin() {
    return adminClient({ url: bankUrl(io.env), adminKey: io.env['BNC_ADMIN_KEY'] === '' ? undefined : io.env['BNC_ADMIN_KEY'] })
  }
})

/** Without the fields that were not said. */
export const said = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
