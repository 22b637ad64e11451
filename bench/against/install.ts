/** Installs the bank, packed, and its alternatives, pinned, each in a folder of its own outside this checkout. Run: npx tsx bench/against/install.ts [folder] */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BANK, PRODUCTS, type Product } from './contenders.js'

export interface Installed {
  readonly product: Product
  readonly folder: string
  readonly bytes: number
}

export interface Refused {
  readonly product: Product
  readonly why: string
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const defaultFolder = (): string => process.env['AGAINST_FOLDER'] ?? join(tmpdir(), 'bnc-snap-sandbox-against')

/** Its output; where it fails, what it says goes to the screen, and the error names only npm's code: a page is made of it. */
const npm = (folder: string, ...args: string[]): string => {
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
  if (status === 0) return stdout
  process.stderr.write(error === undefined ? stderr : `${error.message}\n`)
  throw new Error(`npm could not install it (${/npm error code (\S+)/.exec(stderr)?.[1] ?? 'see the screen'})`)
}

/** What the folder takes on the disk. */
const diskUse = (path: string): number => {
  const stat = lstatSync(path)
  const own = stat.blocks * 512
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + diskUse(join(path, name)), own) : own
}

/** The bank as users get it: the tarball of what is built now, and a stamp that changes with it. */
const packBank = (home: string): { readonly spec: string; readonly stamp: string } => {
  if (!existsSync(join(ROOT, 'dist/src/cli/main.js'))) throw new Error('there is no build: npm run build')
  const [{ filename } = { filename: '' }] = JSON.parse(npm(ROOT, 'pack', '--json', '--ignore-scripts', '--pack-destination', home)) as { filename: string }[]
  const spec = join(home, filename)
  return { spec, stamp: createHash('sha256').update(readFileSync(spec)).digest('hex') }
}

/** Only SQLite has something to compile; what other packages would run after their install is left out. */
const installIn = (folder: string, spec: string): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts: { 'better-sqlite3': true } }))
  npm(folder, 'install', '--omit=dev', spec)
}

const installProduct = (home: string, product: Product): Installed => {
  const folder = join(home, product.name)
  const stampFile = join(folder, 'installed')
  const { spec, stamp } = product === BANK ? packBank(home) : { spec: product.package, stamp: product.package }
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    process.stderr.write(`installing ${product.package}\n`)
    installIn(folder, spec)
    writeFileSync(stampFile, stamp)
  }
  return { product, folder, bytes: diskUse(join(folder, 'node_modules')) }
}

/** Each product installed, or why it could not be. */
export const install = (home: string, wanted: readonly Product[] = PRODUCTS): readonly (Installed | Refused)[] => {
  mkdirSync(home, { recursive: true })
  return wanted.map(product => {
    try {
      return installProduct(home, product)
    } catch (error) {
      return { product, why: error instanceof Error ? error.message : String(error) }
    }
  })
}

export interface Java {
  readonly version: string
  readonly bytes: number
}

/** The Java runtime of the machine, where there is one. */
export const findJava = (): Java | undefined => {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const file = (process.env['PATH'] ?? '').split(delimiter).map(folder => join(folder, 'java')).find(path => existsSync(path))
  if (status !== 0 || file === undefined) return undefined
  return { version: /"(.+?)"/.exec(stderr)?.[1] ?? 'unknown', bytes: diskUse(dirname(dirname(realpathSync(file)))) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const result of install(process.argv[2] ?? defaultFolder())) {
    process.stdout.write('why' in result
      ? `${result.product.package}: not installed: ${result.why}\n`
      : `${result.product.package}: ${(result.bytes / 1_048_576).toFixed(0)} MiB\n`)
  }
}
