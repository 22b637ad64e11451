/** Starts the server as a process of its own and finds out where it listens; `npm start` and the smoke test share it. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

/**
 * @typedef {object} ServerProcess
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<string | undefined>} ready the URL once it answers /readyz, undefined when the server ended first
 * @property {Promise<number>} ended the exit code
 * @property {() => string} output what it said so far
 */

/** @param {string} url @param {number} [attempts] @returns {Promise<boolean>} */
const isReady = async (url, attempts = 50) => {
  const answer = await fetch(new URL('/readyz', url)).catch(() => undefined)
  if (answer?.ok === true || attempts <= 1) return answer?.ok === true
  await setTimeout(100)
  return isReady(url, attempts - 1)
}

/** The address in a line that says where the server listens. A line of JSON is its log, not the start line. @param {string} line */
const addressIn = (line) => (line.startsWith('{') ? undefined : /\bhttps?:\/\/[^\s"'<>]+/.exec(line)?.[0])

/** @param {NodeJS.Signals | null} signal */
const codeOfSignal = (signal) => (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)

/** @param {string} command @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options @returns {ServerProcess} */
export const startServer = (command, args, options) => {
  // A group of its own: Ctrl-C reaches the whole group of the terminal, and the server should be told once.
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
  let output = ''
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => { resolve(code ?? codeOfSignal(signal)) })
  })
  /** @type {Promise<string>} */
  const listening = new Promise((resolve) => {
    for (const [stream, echo] of /** @type {const} */ ([[child.stdout, process.stdout], [child.stderr, process.stderr]])) {
      createInterface({ input: stream }).on('line', (line) => {
        echo.write(`${line}\n`)
        output = `${output}${line}\n`.slice(-20_000)
        const url = addressIn(line)
        if (url !== undefined) void isReady(url).then((ready) => { if (ready) resolve(url) })
      })
    }
  })
  return { child, ended, ready: Promise.race([listening, ended.then(() => undefined)]), output: () => output }
}
