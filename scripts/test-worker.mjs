/**
 * Runs test files, one after another, in one process: what they share (tap, the bank's modules, a browser) is loaded once. Each file is a
 * subtest of its own with teardowns of its own; which file is next comes from the parent, and the parent reads the TAP on stdout.
 */
import { pathToFileURL } from 'node:url'
import root from 'tap'
import { CURRENT_TEST } from './bundle-tests.mjs'

/** @typedef {{ file: string, bundle: string, timeout: number }} Wish */

// Each file has a time of its own; the process waits for as many files as there are.
root.setTimeout(0)

void root.test('files', { timeout: 0 }, async (files) => {
  /** @param {Wish} wish */
  const run = async ({ file, bundle, timeout }) => {
    await files.test(file, { timeout }, async (t) => {
      Object.assign(globalThis, { [CURRENT_TEST]: t })
      await import(pathToFileURL(bundle).href)
    })
    // A reader of TAP holds a result back until the next one: what follows it could belong to it.
    files.pass('next')
  }
  // tap speaks on this channel too.
  process.on('message', (/** @type {Wish | undefined} */ wish) => { if (wish?.bundle !== undefined) void run(wish) })
  // tap lets the channel go, which then keeps nothing alive.
  const awake = setInterval(() => undefined, 60_000)
  await new Promise((resolve) => { process.once('disconnect', resolve) })
  clearInterval(awake)
})
