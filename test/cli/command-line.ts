/** The command line inside a test: the same `run` as the command's, with an outside world that remembers what was said to it. */
import { run } from '../../src/cli/run.js'
import type { Io } from '../../src/cli/io.js'

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** With `--json`: the exit code, and the one value that stdout holds. */
export interface JsonSaid<T> {
  readonly code: number
  readonly value: T
}

export interface CommandLine {
  (...argv: readonly string[]): Promise<Said>
  readonly json: <T = Record<string, unknown>>(...argv: readonly string[]) => Promise<JsonSaid<T>>
}

/** A terminal whose screen is text. */
export const memory = (env: Record<string, string>, isTTY = false) => {
  let [out, err] = ['', '']
  const io: Io = {
    stdout: { isTTY, write: text => { out += text } },
    stderr: { write: text => { err += text } },
    env,
    untilStopped: () => Promise.resolve()
  }
  return { io, out: () => out, err: () => err }
}

export const commandLine = (env: Record<string, string> = {}, isTTY = false): CommandLine => {
  const say = async (...argv: readonly string[]): Promise<Said> => {
    const { io, out, err } = memory(env, isTTY)
    const code = await run(argv, io)
    return { code, out: out(), err: err() }
  }
  return Object.assign(say, {
    async json<T>(...argv: readonly string[]): Promise<JsonSaid<T>> {
      const { code, out } = await say(...argv, '--json')
      return { code, value: JSON.parse(out) as T }
    }
  })
}
