/** Reads a fixtures folder: `bank.json` and `partners/*.json`. A broken file stops the start with its name and field. */
import { createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Static, TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { BankFixture, PartnerFixture } from '../../schemas/fixture.js'
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

/** Beside `dist` in the package, beside `src` in the repository. */
const packaged = (): string => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const root = here.includes(`${join('dist', 'src', 'app')}`) ? join(here, '..', '..', '..') : join(here, '..', '..')
  return join(root, 'fixtures')
}

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError(`${file}: ${(error as Error).message}`)
  }
}

const bankCheck = TypeCompiler.Compile(BankFixture)
const partnerCheck = TypeCompiler.Compile(PartnerFixture)

const read = <T extends TSchema>(file: string, check: ReturnType<typeof TypeCompiler.Compile<T>>): Static<T> => {
  const value = readJson(file)
  const error = check.Errors(value).First()
  if (error === undefined) return value as Static<T>
  const field = error.path.slice(1).replaceAll('/', '.') || '(the whole file)'
  throw new ConfigError(`${file}: ${field}: ${error.message}`)
}

const demandPublicKey = (file: string, field: string, pem: string): void => {
  try {
    createPublicKey(pem)
  } catch {
    throw new ConfigError(`${file}: ${field}: not a PEM text of an RSA public key`)
  }
}

const readPartner = (file: string): PartnerFile => {
  const fixture = read(file, partnerCheck)
  demandPublicKey(file, 'partner.publicKey', fixture.partner.publicKey)
  return { file, fixture }
}

const readBank = (file: string): BankFixture => {
  const bank = read(file, bankCheck)
  demandPublicKey(file, 'publicKey', bank.publicKey)
  return bank
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
  const partners = join(folder, 'partners')
  return {
    bank: names.includes('bank.json') ? readBank(join(folder, 'bank.json')) : undefined,
    partners: list(partners).map(name => readPartner(join(partners, name)))
  }
}
