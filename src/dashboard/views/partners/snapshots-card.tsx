/** Snapshots of one partner, or of the whole bank: taken, gone back to, thrown away. */
import { useState } from 'preact/hooks'
import type { SnapshotReply } from '../../../../schemas/snapshot.js'
import { admin } from '../../session.js'
import { TextField } from '../../ui/field.js'
import { LoadState } from '../../ui/load-state.js'
import { Time } from '../../ui/time.js'
import { attempt } from '../../ui/toasts.js'
import { useLoaded } from '../../use-loaded.js'
import { useRefusal } from '../../use-refusal.js'
import { ConfirmDialog } from './confirm-dialog.js'
import { say } from './words.js'

interface SnapshotsCardProps {
  /** Whose; the whole bank where nobody is named. */
  readonly partnerId?: string | undefined
  readonly onRestored: () => void
}

/** A snapshot is pointed to by its name and its owner. */
const ownerOf = ({ partnerId }: SnapshotReply): { readonly partnerId?: string } => (partnerId === null ? {} : { partnerId })

interface RowProps {
  readonly snapshot: SnapshotReply
  readonly onRestore: () => void
  readonly onRemove: () => void
}

const Row = ({ snapshot: { name, createdAt, transactions, partnerId }, onRestore, onRemove }: RowProps) => (
  <li class="spread">
    <span
      class="wrap"
    >
      <strong>{name}</strong>{' '}
      <span class="quiet-text">
        <Time at={createdAt} /> · {partnerId ?? say('wholeBank')} · {say('holds', { count: transactions })}
      </span>
    </span>
    <span class="actions">
      <button
        type="button"
        class="button small"
        aria-label={say('restoreThis', { name })}
        onClick={onRestore}
      >
        {say('restore')}
      </button>
      <button
        type="button"
        class="button small"
        aria-label={say('removeThis', { name })}
        onClick={onRemove}
      >
        {say('remove')}
      </button>
    </span>
  </li>
)

const TakeForm = ({ partnerId, onTaken }: { readonly partnerId: string | undefined; readonly onTaken: () => void }) => {
  const [name, setName] = useState('')
  const refusal = useRefusal(['name'])
  const take = async (): Promise<void> => {
    const body = { name: name.trim(), ...(partnerId === undefined ? {} : { partnerId }) }
    if (await refusal.send(() => admin.value.snapshots.create(body), say('taken', { name: body.name })) === undefined) return
    setName('')
    onTaken()
  }
  return (
    <form class="partner-snapshot-form" noValidate onSubmit={event => { event.preventDefault(); void take() }}>
      <TextField
        label={say('snapshotName')}
        value={name}
        placeholder="before-the-refund"
        problem={refusal.at('name') ?? refusal.elsewhere}
        onInput={setName}
      />
      <button type="submit" class="button">{say('take')}</button>
    </form>
  )
}

export const SnapshotsCard = ({ partnerId, onRestored }: SnapshotsCardProps) => {
  const [restoring, setRestoring] = useState<SnapshotReply>()
  const kept = useLoaded(() => admin.value.snapshots.list({ partnerId }), [partnerId])
  const restore = async (snapshot: SnapshotReply): Promise<void> => {
    const act = () => admin.value.snapshots.restore(snapshot.name, ownerOf(snapshot))
    await attempt(act, ({ changedRows }) => say('restored', { count: changedRows }))
    onRestored()
  }
  const remove = async (snapshot: SnapshotReply): Promise<void> => {
    const { name } = snapshot
    await attempt(() => admin.value.snapshots.remove(name, ownerOf(snapshot)), say('snapshotRemoved', { name }))
    kept.reload()
  }
  return (
    <section class="card" aria-label={say('snapshots')}>
      <h3>{say('snapshots')} <span class="quiet-text">{say(partnerId === undefined ? 'ofBank' : 'ofPartner')}</span></h3>
      <LoadState of={kept}>
        {({ items }) => (items.length === 0
          ? <p class="quiet-text">{say('noSnapshot')}</p>
          : (
            <ul class="partner-snapshots">
              {items.map(one => (
                <Row
                  key={`${one.partnerId ?? ''} ${one.name}`}
                  snapshot={one}
                  onRestore={() => { setRestoring(one) }}
                  onRemove={() => { void remove(one) }}
                />
              ))}
            </ul>
          ))}
      </LoadState>
      <TakeForm partnerId={partnerId} onTaken={kept.reload} />
      {restoring !== undefined && (
        <ConfirmDialog
          title={say('restoreTitle', { name: restoring.name })}
          why={say('restoreWhy')}
          yes={say('restore')}
          onYes={() => restore(restoring)}
          onClose={() => { setRestoring(undefined) }}
        />
      )}
    </section>
  )
}
