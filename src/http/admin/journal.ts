/** `/admin/requests`: the journal of every exchange, which answers "why". */
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Type, type Static } from '@sinclair/typebox'
import { JournalQuery, RequestReply } from '../../../schemas/journal.js'
import { DEFAULT_LIMIT, Page } from '../../../schemas/page.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import { parseTimestamp } from '../../domain/jakarta.js'
import { serviceCodeOf } from '../../domain/outcome.js'
import { Invalid, Unknown } from '../../domain/verdict.js'
import type { JournalFilter } from '../../store/journal.js'
import type { JournalRow } from '../../store/journal-row.js'
import { readCursor, writeCursor } from '../cursor.js'
import { done, type AdminApp } from './admin.js'
import { showEntry } from './journal-view.js'

const NDJSON = 'application/x-ndjson'

type FilterWish = Omit<Static<typeof JournalQuery>, 'limit' | 'cursor'>

/** The filters of a query or a claim; a partner and a service must exist. */
export const journalFilter = (bank: Bank, wish: FilterWish): JournalFilter => {
  if (wish.partnerId !== undefined) getPartner(bank, wish.partnerId)
  const { service, since, ...plain } = wish
  const moment = since === undefined ? undefined : parseTimestamp(since)
  if (since !== undefined && moment === undefined) throw new Invalid('since', 'not a moment that exists, ISO 8601 with an offset')
  return { ...plain, service: service === undefined || service === '*' ? undefined : serviceCodeOf(service), since: moment }
}

/** Entries that are read in one turn. */
const CHUNK = 200

/** Entries that pass the filter, the newest first, look by look, so that a rare filter never holds the bank up. */
async function* entries(bank: Bank, filter: JournalFilter, before: number | undefined, chunk = CHUNK): AsyncGenerator<JournalRow> {
  let from = before
  for (;;) {
    const { rows, next } = bank.store.journal.page(filter, from, chunk)
    yield* rows
    if (next === undefined) return
    from = next
    await nextTurn()
  }
}

const firstEntries = async (bank: Bank, filter: JournalFilter, limit: number, before: number | undefined): Promise<JournalRow[]> => {
  const found: JournalRow[] = []
  for await (const row of entries(bank, filter, before, Math.min(limit + 1, CHUNK))) {
    found.push(row)
    if (found.length > limit) break
  }
  return found
}

async function* ndjson(bank: Bank, rows: AsyncIterable<JournalRow>, limit: number): AsyncGenerator<string> {
  let left = limit
  for await (const row of rows) {
    if (left-- === 0) return
    yield `${JSON.stringify(showEntry(bank, row))}\n`
  }
}

const Params = Type.Object({ id: Type.String() })

export const journalRoutes = (app: AdminApp, bank: Bank): void => {
  app.get('/requests', { schema: { querystring: JournalQuery, response: { 200: Page(RequestReply) } } }, async (request, reply) => {
    const { limit, cursor, ...wish } = request.query
    const filter = journalFilter(bank, wish)
    const before = readCursor(cursor, { before: 0 })?.before
    if (request.headers.accept?.includes(NDJSON) === true) {
      const lines = ndjson(bank, entries(bank, filter, before), limit ?? Number.POSITIVE_INFINITY)
      return reply.type(NDJSON).serializer((payload: unknown) => payload as string).send(Readable.from(lines) as never)
    }
    const size = limit ?? DEFAULT_LIMIT
    const found = await firstEntries(bank, filter, size, before)
    const shown = found.slice(0, size)
    const last = shown.at(-1)
    return { items: shown.map(row => showEntry(bank, row)), nextCursor: found.length > size && last !== undefined ? writeCursor({ before: last.id }) : null }
  })

  app.get('/requests/:id', { schema: { params: Params, response: { 200: RequestReply } } }, ({ params }) => {
    const row = bank.store.journal.find(Number(params.id))
    if (row === undefined) throw new Unknown('id', params.id)
    return showEntry(bank, row)
  })

  const DeleteQuery = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })
  app.delete('/requests', { schema: { querystring: DeleteQuery, response: { 204: Type.Null() } } }, async ({ query }, reply) => {
    if (query.partnerId !== undefined) getPartner(bank, query.partnerId)
    await done(bank, () => { bank.store.journal.clear(query.partnerId) })
    return reply.code(204).send(null)
  })
}
