/** `/admin/events`: what happens in the bank, as server-sent events. */
import type { ServerResponse } from 'node:http'
import { Type } from '@sinclair/typebox'
import type { Bank } from '../../bank/bank.js'
import type { BankEvent } from '../../bank/events.js'
import { getPartner } from '../../bank/save-partner.js'
import type { AdminApp } from './admin.js'

const Query = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })

/** A listener that does not read is let go before it fills the memory [CHOSEN]. */
const MAX_BACKLOG = 4 * 1024 * 1024

const KEEP_ALIVE_MS = 15_000

const write = (response: ServerResponse, { type, partnerId, data }: BankEvent): void => {
  if (response.writableLength > MAX_BACKLOG) response.destroy()
  else response.write(`event: ${type}\ndata: ${JSON.stringify({ partnerId, ...data })}\n\n`)
}

/** The bank's own clock is that of every partner who has none; a reset, a restore or an outcome of nobody's own is everybody's. */
const EVERYBODYS: readonly BankEvent['type'][] = ['clock', 'reset', 'outcome']

const concerns = ({ type, partnerId }: BankEvent, wanted: string | undefined): boolean =>
  wanted === undefined || partnerId === wanted || (partnerId === null && EVERYBODYS.includes(type))

export const eventRoutes = (app: AdminApp, bank: Bank): void => {
  const open = new Set<ServerResponse>()
  app.addHook('preClose', done => {
    for (const response of open) response.end()
    done()
  })

  // Of an endless reply a HEAD would wait for ever.
  app.get('/events', { schema: { querystring: Query }, exposeHeadRoute: false }, ({ query }, reply) => {
    if (query.partnerId !== undefined) getPartner(bank, query.partnerId)
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.write('retry: 1000\n: the bank tells what happens from now on\n\n')
    const stopListening = bank.events.listen(event => {
      if (concerns(event, query.partnerId)) write(response, event)
    })
    const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS)
    open.add(response)
    response.once('close', () => {
      clearInterval(keepAlive)
      stopListening()
      open.delete(response)
    })
  })
}
