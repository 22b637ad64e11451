/** What the command has of the outside world, so that a test can hand it another one. */
import { styleText } from 'node:util'

export interface Output {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean | undefined
}

export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
  /** Resolves when the process is asked to stop; called only by what runs until then. */
  readonly untilStopped: () => Promise<unknown>
}

type Format = Parameters<typeof styleText>[0]

export type Paint = (format: Format, text: string) => string

/** Colours for people: on a terminal, unless NO_COLOR says otherwise. */
export const painter = ({ stdout, env }: Io): Paint => {
  const wanted = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === ''
  return (format, text) => (wanted ? styleText(format, text, { validateStream: false }) : text)
}
