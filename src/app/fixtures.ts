/** Reads a fixtures folder: `bank.json` and `partners/*.json`. A broken file stops the start with its name and field. */
import type { KeyObject } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Static, TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { BankFixture, PartnerFixture } from '../../schemas/fixture.js'
import { privateKeyOf, publicKeyOf } from '../domain/parsed-key.js'
import { PACKAGE_ROOT } from '../store/package-root.js'
import { ConfigError } from './config.js'

export interface Fixtures {
  readonly bank: BankFixture | undefined
  readonly partners: readonly PartnerFile[]
}

export interface PartnerFile {
  /** Named when what it holds cannot be loaded. */
  readonly file: string
  readonly fixture: PartnerFixture
}

const packaged = (): string => fileURLToPath(new URL('fixtures', PACKAGE_ROOT))

/** What is wrong with a file is said with its name. */
const attempt = <T>(file: string, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    throw new ConfigError(`${file}: ${(error as Error).message}`)
  }
}

interface Judged {
  readonly text: string
  readonly fixture: unknown
}

/** Files that were found right, by name; more than this and they are forgotten, to be judged again. */
const judged = new Map<string, Judged>()
const MAX_JUDGED = 256

/** All banks of a process share what was read: none may change it. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

/** A file that holds what it held for an earlier bank of this process is not judged again. `judge` throws `ConfigError`. */
const readOnce = <T>(file: string, judge: (value: unknown) => T): T => {
  const text = attempt(file, () => readFileSync(file, 'utf8'))
  const known = judged.get(file)
  if (known?.text === text) return known.fixture as T
  const fixture = frozen(judge(attempt(file, (): unknown => JSON.parse(text))))
  if (judged.size >= MAX_JUDGED) judged.clear()
  judged.set(file, { text, fixture })
  return fixture
}

const bankCheck = TypeCompiler.Compile(BankFixture)
const partnerCheck = TypeCompiler.Compile(PartnerFixture)

const demandShape = <T extends TSchema>(file: string, value: unknown, check: ReturnType<typeof TypeCompiler.Compile<T>>): Static<T> => {
  const error = check.Errors(value).First()
  if (error === undefined) return value
  const field = error.path.slice(1).replaceAll('/', '.') || '(the whole file)'
  const { enum: words } = error.schema as { enum?: readonly string[] }
  const why = words === undefined ? error.message : `not one of the allowed values; allowed: ${words.join(', ')}`
  throw new ConfigError(`${file}: ${field}: ${why}`)
}

const rsaKey = (pem: string, parse: (pem: string) => KeyObject): KeyObject | undefined => {
  try {
    const key = parse(pem)
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}

interface PemPair {
  readonly publicKey: string
  readonly privateKey?: string | undefined
}

/** RSA keys, and where both are there, two halves of one. `prefix` is where in the file they stand. */
const demandKeys = (file: string, prefix: string, { publicKey, privateKey }: PemPair): void => {
  const refuse = (field: string, why: string): ConfigError => new ConfigError(`${file}: ${prefix}${field}: ${why}`)
  const verifying = rsaKey(publicKey, publicKeyOf)
  const isPublic = verifying !== undefined && !publicKey.includes('PRIVATE KEY')
  if (!isPublic) throw refuse('publicKey', 'not a PEM text of an RSA public key')
  if (privateKey === undefined) return
  const signing = rsaKey(privateKey, privateKeyOf)
  if (signing === undefined) throw refuse('privateKey', 'not a PEM text of an RSA private key')
  if (!publicKeyOf(privateKey).equals(verifying)) throw refuse('privateKey', 'not the other half of publicKey')
}

const readPartner = (file: string): PartnerFile => ({
  file,
  fixture: readOnce(file, value => {
    const fixture = demandShape(file, value, partnerCheck)
    demandKeys(file, 'partner.', fixture.partner)
    return fixture
  })
})

const readBank = (file: string): BankFixture =>
  readOnce(file, value => {
    const bank = demandShape(file, value, bankCheck)
    demandKeys(file, '', bank)
    return bank
  })

/** A partner stands in one file. */
const demandOwnIds = (files: readonly PartnerFile[]): void => {
  for (const field of ['partnerId', 'clientKey'] as const) {
    const seen = new Map<string, string>()
    for (const { file, fixture: { partner } } of files) {
      const earlier = seen.get(partner[field])
      const where = `${file}: partner.${field}`
      if (earlier !== undefined) throw new ConfigError(`${where}: ${partner[field]} stands in ${earlier} already`)
      seen.set(partner[field], file)
    }
  }
}

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.json')).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new ConfigError(`${folder}: ${(error as Error).message}`)
  }
}

/** The packaged fixtures where no folder is named. */
export const readFixtures = (folder: string = packaged()): Fixtures => {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    throw new ConfigError(`BNC_FIXTURES: ${folder}: ${(error as Error).message}`)
  }
  const bank = names.includes('bank.json') ? readBank(join(folder, 'bank.json')) : undefined
  const partners = list(join(folder, 'partners')).map(name => readPartner(join(folder, 'partners', name)))
  demandOwnIds(partners)
  return { bank, partners }
}
