/** Wires a bank together and lets it listen: store, fixtures, deeds, routes and heartbeat. */
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { pino } from 'pino'
import type { PartnerSettings } from '../../schemas/partner.js'
import type { Bank, BankKeys } from '../bank/bank.js'
import { loadFixture } from '../bank/reset.js'
import { seededChance, type Chance } from '../domain/chance.js'
import { Heartbeat } from '../outbound/heartbeat.js'
import { openStore, type Store } from '../store/store.js'
import { buildApp } from './app.js'
import { ConfigError, type Config } from './config.js'
import { readFixtures, type Fixtures } from './fixtures.js'
import { seededKeys, systemKeys, type KeyMaker } from './keys.js'

export interface RunningBank {
  /** Where clients reach it, without a slash at the end. */
  readonly url: string
  /** The key that was made because none was set and the bank listens beyond loopback. */
  readonly madeAdminKey: string | undefined
  readonly bank: Bank
  /** Stops listening, finishes what is under way and closes the database. */
  readonly close: () => Promise<void>
}

const partnerSettings = (config: Config): PartnerSettings => ({
  initialStatus: 'pending', // [BNC] the page's sample shows an unpaid QR at 03
  notFoundAs: 'code', // [CHOSEN]
  expiredStatus: '05', // [CHOSEN]
  notifyOn: ['success'], // [CHOSEN]
  magicValues: true,
  amountLimit: '9999999.99', // [CHOSEN] the most that ten characters hold
  notifyScheduleSeconds: [...config.notifyScheduleSeconds]
})

/** The bank's own pair: the fixtures', or one that is made once and kept. */
const bankKeys = async (store: Store, fixtures: Fixtures, makeKeys: KeyMaker): Promise<BankKeys> => {
  const kept = fixtures.bank?.privateKey ?? store.meta.get('bank-private-key') ?? (await makeKeys()).privateKey
  if (fixtures.bank === undefined) store.meta.set('bank-private-key', kept)
  const privateKey = createPrivateKey(kept)
  return { privateKey, publicKeyPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString() }
}

/** Fixture partners that the ledger does not know yet; those it knows are left as they are. */
const loadMissing = (bank: Bank, { partners }: Fixtures): void => {
  for (const { file, fixture } of partners) {
    if (bank.store.partners.find(fixture.partner.partnerId) !== undefined) continue
    try {
      bank.store.database.deed(() => { loadFixture(bank, fixture) })
    } catch (error) {
      throw new ConfigError(`${file}: ${(error as Error).message}`)
    }
  }
  bank.store.database.commitTurn()
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const hostInUrl = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return isIP(host) === 6 ? `[${host}]` : host
}

/** Throws `ConfigError`, `DatabaseInUse`, `NewerDatabase`, and what listening throws. */
export const startBank = async (config: Config, realNow: () => number = Date.now): Promise<RunningBank> => {
  const fixtures = readFixtures(config.fixtures)
  const store = openStore(config.database)
  const chance: Chance = config.seed === undefined ? length => randomBytes(length) : seededChance(config.seed)
  const makeKeys = config.seed === undefined ? systemKeys : seededKeys(chance)
  const log = pino({ level: config.logLevel })
  const madeAdminKey = config.adminKey === undefined && !isLoopback(config.host) ? randomBytes(24).toString('base64url') : undefined
  let url = ''
  try {
    const bank: Bank = {
      store,
      options: {
        tokenTtlSeconds: config.tokenTtlSeconds,
        qrTtlSeconds: config.qrTtlSeconds,
        timestampToleranceSeconds: config.timestampToleranceSeconds,
        partnerSettings: partnerSettings(config)
      },
      chance,
      keys: await bankKeys(store, fixtures, makeKeys),
      fixtures: fixtures.partners.map(({ fixture }) => fixture),
      realNow,
      publicUrl: () => config.publicUrl ?? url,
      onChange: () => undefined
    }
    loadMissing(bank, fixtures)
    const heartbeat = new Heartbeat(bank, log)
    const app = buildApp(bank, {
      log,
      edges: { makeKeys, catchUp: partnerId => heartbeat.catchUp(partnerId) },
      guard: { adminKey: config.adminKey ?? madeAdminKey, hosts: () => ownHosts(config) }
    })
    const address = await app.listen({ host: config.host, port: config.port })
    url = `http://${hostInUrl(config.host)}:${new URL(address).port}`
    heartbeat.start()
    return {
      url: config.publicUrl ?? url,
      madeAdminKey,
      bank,
      async close() {
        heartbeat.stop()
        await app.close()
        store.database.close()
      }
    }
  } catch (error) {
    store.database.close()
    throw error
  }
}

const ownHosts = ({ host, publicUrl }: Config): string[] =>
  [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])].map(name => name.toLowerCase())
