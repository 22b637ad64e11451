/** Faults of the webhook lab that are armed, or were. */
import type { WebhookFaultKind } from '../../schemas/webhook-fault.js'
import type { Database } from './database.js'

export interface ArmedFault {
  readonly position: number
  readonly id: string
  /** null: every partner's. */
  readonly partnerId: string | null
  readonly kind: WebhookFaultKind
  /** null: always. */
  readonly times: number | null
  readonly delaySeconds: number | null
  readonly used: number
}

const SELECT =
  'SELECT position, id, partner_id AS partnerId, kind, times, delay_seconds AS delaySeconds, used FROM webhook_faults'

export type WebhookFaultStore = ReturnType<typeof webhookFaultStore>

export const webhookFaultStore = (db: Database) => {
  const { sqlite } = db
  const insert = sqlite.prepare(`
    INSERT INTO webhook_faults (id, partner_id, kind, times, delay_seconds)
    VALUES (@id, @partnerId, @kind, @times, @delaySeconds)`)
  const selectOne = sqlite.prepare<[string], ArmedFault>(`${SELECT} WHERE id = ?`)
  const selectPage = sqlite.prepare<[number, number], ArmedFault>(`${SELECT} WHERE position > ? ORDER BY position LIMIT ?`)
  const selectPageOf = sqlite.prepare<[string, number, number], ArmedFault>(
    `${SELECT} WHERE partner_id = ? AND position > ? ORDER BY position LIMIT ?`
  )
  const selectArmed = sqlite.prepare<[string], ArmedFault>(
    `${SELECT} WHERE (partner_id = ? OR partner_id IS NULL) AND (times IS NULL OR used < times)
     ORDER BY partner_id IS NULL, position`
  )
  const use = sqlite.prepare<[string]>('UPDATE webhook_faults SET used = used + 1 WHERE id = ?')
  const remove = sqlite.prepare<[string]>('DELETE FROM webhook_faults WHERE id = ?')
  const removeOf = sqlite.prepare<[string]>('DELETE FROM webhook_faults WHERE partner_id = ?')
  const removeGlobal = sqlite.prepare<[]>('DELETE FROM webhook_faults WHERE partner_id IS NULL')

  return {
    insert(fault: Omit<ArmedFault, 'position' | 'used'>): void {
      insert.run(fault)
    },
    find: (id: string): ArmedFault | undefined => selectOne.get(id),

    /** Up to `limit` in order of creation, after the position `after`; of one partner, or all. */
    page: (partnerId: string | undefined, after: number, limit: number): ArmedFault[] =>
      partnerId === undefined ? selectPage.all(after, limit) : selectPageOf.all(partnerId, after, limit),

    /** Those that this partner's next notification may meet: its own before everybody's, the oldest first. */
    armedFor: (partnerId: string): ArmedFault[] => selectArmed.all(partnerId),

    use(id: string): void {
      use.run(id)
    },
    remove: (id: string): boolean => remove.run(id).changes === 1,

    /** Of one partner; with null, those of every partner. */
    removeAll(partnerId: string | null): void {
      if (partnerId === null) removeGlobal.run()
      else removeOf.run(partnerId)
    }
  }
}
