/** `npm start`: runs the bank in the foreground and, once it is ready, shows one real signed exchange with it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startServer } from './server-process.mjs'

const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
/** The transaction of the bank's own documentation page, which the packaged fixtures hold. */
const sample = '2023081111626423051116587'

/** @param {string} url */
const showExchange = (url) =>
  /** @type {Promise<void>} */ (new Promise((resolve) => {
    console.log(`\nOne signed exchange with it:  bnc-sandbox query ${sample}\n`)
    const query = spawn(process.execPath, [main, 'query', sample], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BNC_URL: url } })
    query.once('close', (code) => {
      if (code !== 0) console.log('\nThe sample exchange did not succeed; other fixtures may be in use. The server goes on.')
      console.log(`\nThe bank runs at ${url}. Ctrl-C stops it.`)
      resolve()
    })
  }))

const server = startServer(process.execPath, [main, 'serve', ...process.argv.slice(2)], {})

/** npm passes on the Ctrl-C that the terminal has already sent: within half a second it is the same one. */
let lastSignalAt = 0
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    const again = Date.now() - lastSignalAt < 500
    lastSignalAt = Date.now()
    if (!again) server.child.kill(signal)
  })
}
/** npm passes a SIGTERM to the shell between it and this script, which dies of it and tells nobody: notice that it is gone. */
if (process.env['npm_lifecycle_event'] !== undefined) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.emit('SIGTERM')
  }, 500).unref()
}
process.on('exit', () => { server.child.kill() })

const url = await server.ready
if (url !== undefined) await showExchange(url)
else if (/EADDRINUSE|already in use/.test(server.output())) {
  console.error('\nThe port is taken, perhaps by a bank that already runs. Stop that program, or choose another port: npm start -- --port 0')
}
process.exitCode = await server.ended
