/** Makes the bank of a configuration: its memory opened, its keys found, its fixtures loaded. */
import { randomBytes } from 'node:crypto'
import type { PartnerSettings } from '../../schemas/partner.js'
import type { Bank, BankKeys } from '../bank/bank.js'
import { Events } from '../bank/events.js'
import { TokenReader } from '../bank/issue-token.js'
import { loadFixture } from '../bank/reset.js'
import { seededChance, type Chance } from '../domain/chance.js'
import { privateKeyOf, publicKeyOf } from '../domain/parsed-key.js'
import { openStore, type Store } from '../store/store.js'
import { ConfigError, type Config } from './config.js'
import { readFixtures, type Fixtures } from './fixtures.js'
import { seededKeys, systemKeys, type KeyMaker } from './keys.js'

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
  return { privateKey: privateKeyOf(kept), publicKeyPem: publicKeyOf(kept).export({ type: 'spki', format: 'pem' }).toString() }
}

/** Fixture partners that the ledger does not know yet; those it knows are left as they are. */
const loadMissing = (bank: Bank, { partners }: Fixtures): void => {
  for (const { file, fixture } of partners) {
    if (bank.store.partners.find(fixture.partner.partnerId) !== undefined) continue
    // Thrown inside the deed: a ConfigError is no verdict, so that nothing of a broken fixture stays.
    bank.store.database.deed(() => {
      try {
        loadFixture(bank, fixture)
      } catch (error) {
        throw new ConfigError(`${file}: ${(error as Error).message}`)
      }
    })
  }
  bank.store.database.commitTurn()
}

interface Outside {
  readonly realNow: () => number
  readonly publicUrl: () => string
}

const bankOf = async (config: Config, store: Store, fixtures: Fixtures, chance: Chance, makeKeys: KeyMaker, outside: Outside): Promise<Bank> => ({
  ...outside,
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
  events: new Events(store.database),
  tokens: new TokenReader()
})

/** Throws `ConfigError`, `DatabaseInUse` and `NewerDatabase`; the database is closed then. */
export const makeBank = async (config: Config, outside: Outside): Promise<{ bank: Bank; makeKeys: KeyMaker }> => {
  const fixtures = readFixtures(config.fixtures)
  const chance: Chance = config.seed === undefined ? length => randomBytes(length) : seededChance(config.seed)
  const makeKeys = config.seed === undefined ? systemKeys : seededKeys(chance)
  const store = openStore(config.database, config.journalMaxEntries)
  try {
    const bank = await bankOf(config, store, fixtures, chance, makeKeys, outside)
    loadMissing(bank, fixtures)
    return { bank, makeKeys }
  } catch (error) {
    store.close()
    throw error
  }
}
