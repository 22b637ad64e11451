/** A bank in a process of its own, to be killed: tells its port to its parent. The first argument is its database. */
import { readConfig } from '../src/app/config.js'
import { startBank } from '../src/app/start.js'

const running = await startBank(readConfig({ BNC_PORT: '0', BNC_DATABASE: process.argv[2] ?? '', BNC_LOG_LEVEL: 'error' }))
process.send?.({ url: running.url })
