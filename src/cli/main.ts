#!/usr/bin/env node
/** `bnc-sandbox`: hands the process to the command line, and ends with its code. */
import { run } from './run.js'

const untilStopped = (): Promise<void> =>
  new Promise(resolve => {
    // For good: a terminal and npm may both pass on one Ctrl-C.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { resolve() })
  })

const { stdout, stderr, env } = process

// Whoever read our output has gone, as `head` does.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

process.exitCode = await run(process.argv.slice(2), { stdout, stderr, env, untilStopped })
// What still holds the process once the command is done, such as a client that never hangs up, does not keep it alive.
setTimeout(() => { process.exit() }, 200).unref()
