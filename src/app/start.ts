/** Starts a bank: wires its deeds to its routes, its heartbeat and its courier, and lets it listen. */
import { randomBytes } from 'node:crypto'
import { pino, type DestinationStream, type Logger } from 'pino'
import { resumeDeliveries } from '../bank/deliver-notification.js'
import type { Bank } from '../bank/bank.js'
import { PendingReplies } from '../http/snap/pending.js'
import { Courier, type CourierOptions } from '../outbound/courier.js'
import { Heartbeat } from '../outbound/heartbeat.js'
import { hostInUrl, isLoopback, ownHosts } from './address.js'
import { buildApp } from './app.js'
import type { Config } from './config.js'
import { drain, openConnections } from './drain.js'
import { Explainer } from './explainer.js'
import type { KeyMaker } from './keys.js'
import { makeBank } from './make-bank.js'
import { Verifier } from './verifier.js'

export interface RunningBank {
  /** Where clients reach it, without a slash at the end. */
  readonly url: string
  /** Where it listens, whatever its public URL is. */
  readonly listenUrl: string
  /** The key that was made because none was set and the bank listens beyond loopback. */
  readonly madeAdminKey: string | undefined
  readonly bank: Bank
  /** Stops listening, finishes what is under way and closes the database. */
  readonly close: () => Promise<void>
}

/** Pino opens stdout anew for every logger, and keeps it until the process ends: a bank that says nothing wants none. */
const NOWHERE: DestinationStream = { write: () => undefined }

/** The bank's log, by default on stdout. */
export const bankLog = ({ logLevel }: Config, destination?: DestinationStream): Logger => {
  const to = destination ?? (logLevel === 'silent' ? NOWHERE : undefined)
  return to === undefined ? pino({ level: logLevel }) : pino({ level: logLevel }, to)
}

/** What lives around the bank while it runs. */
interface Company {
  readonly heartbeat: Heartbeat
  readonly courier: Courier
  readonly pending: PendingReplies
  readonly explainer: Explainer
  readonly verifier: Verifier
}

const appFor = (bank: Bank, config: Config, adminKey: string | undefined, makeKeys: KeyMaker, log: Logger, company: Company) => {
  const { heartbeat, courier, pending, explainer, verifier } = company
  return buildApp(bank, {
    log,
    pending,
    verify: verifier.verify,
    signingUtilities: config.signingUtilities,
    edges: {
      makeKeys,
      explain: explainer.explain,
      catchUp: partnerId => heartbeat.catchUp(partnerId),
      testCallback: (partner, callbackUrl) => courier.test(partner, callbackUrl),
      cancelPending: partnerId => { pending.cancel(partnerId) }
    },
    guard: { adminKey, hosts: () => ownHosts(config) }
  })
}

/** Throws `ConfigError`, `DatabaseInUse`, `NewerDatabase`, and what listening throws. */
export const startBank = async (
  config: Config, realNow: () => number = Date.now, log: Logger = bankLog(config), callbacks: CourierOptions = {}
): Promise<RunningBank> => {
  let url = ''
  const { bank, makeKeys } = await makeBank(config, { realNow, publicUrl: () => config.publicUrl ?? url })
  const courier = new Courier(bank, log, callbacks)
  const company: Company = {
    courier,
    heartbeat: new Heartbeat(bank, log, courier),
    pending: new PendingReplies(),
    explainer: new Explainer(log),
    verifier: new Verifier(log)
  }
  const madeAdminKey = config.adminKey === undefined && !isLoopback(config.host) ? randomBytes(24).toString('base64url') : undefined
  try {
    const app = appFor(bank, config, config.adminKey ?? madeAdminKey, makeKeys, log, company)
    const open = openConnections(app)
    const address = await app.listen({ host: config.host, port: config.port })
    url = `http://${hostInUrl(config.host)}:${new URL(address).port}`
    bank.store.database.deed(() => { resumeDeliveries(bank) })
    company.heartbeat.start()
    return {
      url: config.publicUrl ?? url,
      listenUrl: url,
      madeAdminKey,
      bank,
      async close() {
        await company.heartbeat.stop()
        company.pending.close()
        await drain(app, open)
        await company.explainer.close()
        await company.verifier.close()
        bank.store.close()
      }
    }
  } catch (error) {
    bank.store.close()
    throw error
  }
}
