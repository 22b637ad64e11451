/** Snapshots as admin routes show and take them. */
import { Type, type Static } from '@sinclair/typebox'

/** [CHOSEN] A name stands in a URL and a file as it is. */
export const SnapshotName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: '1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit'
})

/** [CHOSEN] Each snapshot is a copy of the ledger. */
export const MAX_SNAPSHOTS = 100

export const SnapshotCreate = Type.Object(
  {
    name: SnapshotName,
    partnerId: Type.Optional(Type.String({ minLength: 1, description: 'Only this partner; the whole bank where it is not said' }))
  },
  { additionalProperties: false, title: 'SnapshotCreate' }
)
export type SnapshotCreate = Static<typeof SnapshotCreate>

export const SnapshotReply = Type.Object(
  {
    name: Type.String(),
    partnerId: Type.Union([Type.String(), Type.Null()], { description: 'null: the whole bank' }),
    createdAt: Type.String(),
    transactions: Type.Integer({ description: 'How many transactions it holds' })
  },
  { title: 'Snapshot' }
)
export type SnapshotReply = Static<typeof SnapshotReply>

export const RestoreReply = Type.Object(
  { ...SnapshotReply.properties, changedRows: Type.Integer({ description: 'Rows that were not as they had been' }) },
  { title: 'SnapshotRestored' }
)
export type RestoreReply = Static<typeof RestoreReply>
