// Testcontainers: the bank from its image, with an admin key of its own, and the client that drives it.
import { randomUUID } from 'node:crypto'
import { GenericContainer, Wait } from 'testcontainers'
import { adminClient, type AdminClient } from 'bnc-snap-sandbox/client'

export interface BankContainer {
  /** Where your tests find the bank; the port is a free one of this machine. */
  readonly url: string
  readonly admin: AdminClient
  readonly stop: () => Promise<void>
}

const PORT = 7751

export const startBankContainer = async (image = 'bnc-snap-sandbox'): Promise<BankContainer> => {
  const adminKey = randomUUID()
  const container = await new GenericContainer(image)
    .withEnvironment({ BNC_ADMIN_KEY: adminKey })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/readyz', PORT))
    .start()
  const url = `http://${container.getHost()}:${container.getMappedPort(PORT).toString()}`
  return {
    url,
    admin: adminClient({ url, adminKey }),
    stop: async () => { await container.stop() }
  }
}
