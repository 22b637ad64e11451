/** Snapshots by name: of the whole bank, or of one partner. */
import { MAX_SNAPSHOTS } from '../../schemas/snapshot.js'
import { Conflict, Unknown } from '../domain/verdict.js'
import { SnapshotClash, type Snapshot } from '../store/snapshot.js'
import type { Bank } from './bank.js'
import { resumeDeliveries } from './deliver-notification.js'
import { getPartner } from './save-partner.js'

/** What a route is told: a name, and whose. */
export interface SnapshotPointer {
  readonly name: string
  readonly partnerId: string | undefined
}

const find = (bank: Bank, name: string, partnerId: string | null): Snapshot | undefined =>
  bank.store.snapshots.all().find(each => each.name === name && each.partnerId === partnerId)

/** A name is taken once for the bank and once for each partner, so that tests side by side do not meet [CHOSEN]. */
export const takeSnapshot = (bank: Bank, { name, partnerId }: SnapshotPointer, replace: boolean): Snapshot => {
  if (partnerId !== undefined) getPartner(bank, partnerId)
  const { snapshots } = bank.store
  const earlier = find(bank, name, partnerId ?? null)
  if (earlier !== undefined && !replace) {
    throw new Conflict(`name: there is a snapshot ${name}; remove it, or say replace=true`, { field: 'name' })
  }
  if (earlier !== undefined) snapshots.remove(earlier)
  else if (snapshots.all().length >= MAX_SNAPSHOTS)
    throw new Conflict(`name: the bank keeps ${MAX_SNAPSHOTS} snapshots; remove one`, { field: 'name' })
  return snapshots.take(name, partnerId ?? null, bank.realNow())
}

/** In the order in which they were taken; with a partner, its own only. */
export const listSnapshots = (bank: Bank, partnerId: string | undefined): Snapshot[] =>
  bank.store.snapshots.all().filter(each => partnerId === undefined || each.partnerId === partnerId)

/** With a partner: its own. Without: the bank's, or else the only one of this name. */
const pointTo = (bank: Bank, { name, partnerId }: SnapshotPointer): Snapshot | undefined => {
  if (partnerId !== undefined) return find(bank, name, partnerId)
  const whole = find(bank, name, null)
  if (whole !== undefined) return whole
  const [first, ...others] = bank.store.snapshots.all().filter(each => each.name === name)
  if (first === undefined || others.length === 0) return first
  const owners = [first, ...others].map(({ partnerId: owner }) => owner ?? '')
  throw new Conflict(`partnerId: several partners have a snapshot ${name}; say whose`, { field: 'partnerId', allowed: owners })
}

export const getSnapshot = (bank: Bank, pointer: SnapshotPointer): Snapshot => {
  const snapshot = pointTo(bank, pointer)
  if (snapshot === undefined) throw new Unknown('name', pointer.name)
  return snapshot
}

/** A partner without a snapshot of this name takes its own part of the bank's [CHOSEN]. */
const sourceFor = (bank: Bank, pointer: SnapshotPointer): Snapshot => {
  const { name, partnerId } = pointer
  const whole = partnerId === undefined ? undefined : find(bank, name, null)
  if (whole === undefined || partnerId === undefined || pointTo(bank, pointer) !== undefined) return getSnapshot(bank, pointer)
  if (!bank.store.snapshots.holds(whole, partnerId)) {
    throw new Conflict(`partnerId: ${partnerId} is not in the snapshot ${name}`, { field: 'partnerId' })
  }
  return whole
}

/**
 * Everything is as it was, clocks and used external ids too; a partner made since is gone. With a partner only its own rows are
 * touched. It is a transaction of its own: call it outside a deed.
 */
export const restoreSnapshot = (bank: Bank, pointer: SnapshotPointer): { snapshot: Snapshot; changedRows: number } => {
  const snapshot = sourceFor(bank, pointer)
  try {
    const changedRows = bank.store.snapshots.restore(snapshot, pointer.partnerId ?? snapshot.partnerId)
    // What was under way when the snapshot was taken is due again.
    bank.store.database.deed(() => {
      resumeDeliveries(bank)
    })
    return { snapshot, changedRows }
  } catch (error) {
    if (!(error instanceof SnapshotClash)) throw error
    throw new Conflict(`name: another partner has taken what the partner in ${pointer.name} had (${error.message})`, {
      field: 'name'
    })
  }
}

export const removeSnapshot = (bank: Bank, pointer: SnapshotPointer): void => {
  bank.store.snapshots.remove(getSnapshot(bank, pointer))
}
