/** Prints the Postman collection that a fresh bank serves; `docs/postman/` holds it. */
import { readConfig } from '../src/app/config.js'
import { startBank } from '../src/app/start.js'

const DEFAULT_URL = 'http://127.0.0.1:7751'

const running = await startBank(
  readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'error', BNC_PUBLIC_URL: DEFAULT_URL })
)
const response = await fetch(`${running.listenUrl}/docs/postman.json`)
if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
console.log(await response.text())
await running.close()
