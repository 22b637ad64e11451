/** Runs the commands of the documents in one shell, against a bank of the test's own. */
import { execFile, spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { commandLine, type Said } from '../cli/command-line.js'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Whether this machine has what the commands of the documents are made of. */
export const hasTools = ['curl', 'openssl', 'bash'].every(tool => spawnSync(tool, ['--version']).error === undefined)

/** The fenced blocks of a page in these languages; `''` is a fence that names none. */
export const blocksOf = (page: string, language = '\\w*'): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block)

/** A command that the shell ran, and what it said. */
export interface Call extends Said {
  readonly argv: readonly string[]
}

/** Runs command lines for a shell that asks for them: starting Node.js for each would take most of the time. */
const startCommands = async (t: Test, url: string): Promise<{ readonly address: string; readonly calls: readonly Call[] }> => {
  const run = commandLine({ BNC_URL: url })
  const calls: Call[] = []
  const server = createServer((request, response) => {
    void text(request).then(async body => {
      const argv = body.split('\0').slice(0, -1)
      const said = await run(...argv)
      calls.push({ argv, ...said })
      response.end(`${said.out}${said.code}`)
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.close() })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

/** `npx bnc-sandbox`, as the shell sees it: the output, and the exit code that the answer ends with. */
const NPX = `npx() {
  local answer
  shift
  answer=$(printf '%s\\0' "$@" | curl -sS "$COMMANDS" -H 'Content-Type: text/plain' --data-binary @-)
  printf '%s' "\${answer%?}"
  return "\${answer: -1}"
}
`

/** Runs the script in the repository; the bank of the documents is this one, and their `/tmp` a folder of the test's own. */
export const runShell = async (t: Test, url: string, script: string): Promise<{ readonly stdout: string; readonly calls: readonly Call[] }> => {
  const { address, calls } = await startCommands(t, url)
  const source = script.replaceAll('http://127.0.0.1:7751', url).replaceAll('/tmp/', `${t.testdir()}/`)
  const { stdout } = await promisify(execFile)('bash', ['-c', NPX + source], { cwd: ROOT, env: { ...process.env, COMMANDS: address } })
  return { stdout, calls }
}
