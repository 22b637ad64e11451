/** `keys`: makes an RSA-2048 pair, on this machine and without a bank. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemKeys } from '../../app/keys.js'
import type { AddCommand, Cli, Result } from '../cli.js'

/** Never over an existing file: that might be somebody's only copy of a key. */
const write = (file: string, pem: string, mode: number): void => { writeFileSync(file, pem, { flag: 'wx', mode }) }

const keys = async (_cli: Cli, { out }: { out?: string }): Promise<Result> => {
  const pair = await systemKeys()
  if (out === undefined) return { json: pair, text: `${pair.privateKey}${pair.publicKey}`.trimEnd() }
  mkdirSync(out, { recursive: true })
  const files = { privateKeyFile: join(out, 'private-key.pem'), publicKeyFile: join(out, 'public-key.pem') }
  write(files.privateKeyFile, pair.privateKey, 0o600)
  write(files.publicKeyFile, pair.publicKey, 0o644)
  return { json: files, text: `${files.privateKeyFile}\n${files.publicKeyFile}` }
}

export const keysCommand: AddCommand = (program, act) => {
  program
    .command('keys')
    .description('make an RSA-2048 key pair')
    .option('--out <folder>', 'write private-key.pem and public-key.pem there instead of printing them')
    .action(act(keys))
}
