/** `/admin/snapshots`: the bank, or one partner, as it was when the snapshot was taken. */
import { Type } from '@sinclair/typebox'
import { Page } from '../../../schemas/page.js'
import { RestoreReply, SnapshotCreate, SnapshotName, SnapshotReply } from '../../../schemas/snapshot.js'
import type { Bank } from '../../bank/bank.js'
import { listSnapshots, removeSnapshot, restoreSnapshot, takeSnapshot } from '../../bank/snapshot.js'
import { jakartaTime } from '../../domain/jakarta.js'
import type { Snapshot } from '../../store/snapshot.js'
import { done, type AdminApp, type AdminEdges } from './admin.js'

const Params = Type.Object({ name: SnapshotName })
const partnerId = Type.Optional(Type.String({ minLength: 1 }))
const Narrowed = Type.Object({ partnerId }, { additionalProperties: false })
const TakeQuery = Type.Object(
  { replace: Type.Optional(Type.Boolean({ description: 'Puts it in the place of one with this name' })) },
  { additionalProperties: false }
)
const RestoreBody = Type.Object({ partnerId }, { additionalProperties: false, title: 'SnapshotRestore' })

const show = ({ name, partnerId: owner, createdAt, transactions }: Snapshot): SnapshotReply => ({
  name,
  partnerId: owner,
  createdAt: jakartaTime(createdAt),
  transactions
})

export const snapshotRoutes = (app: AdminApp, bank: Bank, { cancelPending }: AdminEdges): void => {
  app.post(
    '/snapshots',
    { schema: { querystring: TakeQuery, body: SnapshotCreate, response: { 201: SnapshotReply } } },
    async ({ body, query }, reply) => {
      const pointer = { name: body.name, partnerId: body.partnerId }
      return reply.code(201).send(show(await done(bank, () => takeSnapshot(bank, pointer, query.replace ?? false))))
    }
  )

  app.get('/snapshots', { schema: { querystring: Narrowed, response: { 200: Page(SnapshotReply) } } }, ({ query }) => ({
    items: listSnapshots(bank, query.partnerId).map(show),
    nextCursor: null
  }))

  app.post(
    '/snapshots/:name/restore',
    { schema: { params: Params, querystring: Narrowed, body: Type.Optional(RestoreBody), response: { 200: RestoreReply } } },
    ({ params, query, body }) => {
      const owner = body.partnerId ?? query.partnerId
      const { snapshot, changedRows } = restoreSnapshot(bank, { name: params.name, partnerId: owner })
      // A call that waits would do its deed on a ledger that it was not meant for.
      cancelPending(owner ?? snapshot.partnerId ?? undefined)
      bank.events.tell({ type: 'reset', partnerId: owner ?? snapshot.partnerId, data: { by: 'restore' } })
      return { ...show(snapshot), changedRows }
    }
  )

  app.delete(
    '/snapshots/:name',
    { schema: { params: Params, querystring: Narrowed, response: { 204: Type.Null() } } },
    async ({ params, query }, reply) => {
      await done(bank, () => {
        removeSnapshot(bank, { name: params.name, partnerId: query.partnerId })
      })
      return reply.code(204).send(null)
    }
  )
}
