/** Notifications and their attempts. */
import type { DeliveryStatus } from '../../schemas/notification.js'
import type { Status } from '../../schemas/transaction-status.js'
import type { Attempt, Notification } from '../domain/notification.js'
import type { Database } from './database.js'

const COLUMN: Readonly<Record<keyof Notification, string>> = {
  position: 'position',
  id: 'id',
  partnerId: 'partner_id',
  referenceNo: 'reference_no',
  transactionStatus: 'transaction_status',
  body: 'body',
  status: 'status',
  createdAt: 'created_at',
  firstAt: 'first_at',
  nextAt: 'next_at',
  extraAt: 'extra_at',
  extraCause: 'extra_cause',
  tries: 'tries',
  held: 'held',
  deliveredAt: 'delivered_at',
  fault: 'fault',
  faultSeconds: 'fault_seconds'
}

const PROPERTIES = Object.keys(COLUMN) as (keyof Notification)[]
const SELECT = `SELECT ${PROPERTIES.map(name => `${COLUMN[name]} AS ${name}`).join(', ')} FROM notifications`

/** What deliveries change. */
const CHANGING = ['status', 'firstAt', 'nextAt', 'extraAt', 'extraCause', 'tries', 'held', 'deliveredAt'] as const

type Row = Omit<Notification, 'held'> & { held: number }

const fromRow = (row: Row): Notification => ({ ...row, held: row.held === 1 })
const toRow = (notification: Notification): Row => ({ ...notification, held: Number(notification.held) })

export interface NotificationFilter {
  readonly partnerId?: string | undefined
  readonly referenceNo?: string | undefined
  readonly status?: DeliveryStatus | undefined
  readonly transactionStatus?: Status | undefined
}

type AttemptRow = Omit<Attempt, 'headers'> & { headers: string }

const attemptStatements = (db: Database) => ({
  insert: db.sqlite.prepare(`
    INSERT INTO attempts (notification, number, cause, at, sent_at, url, headers, result, detail,
                          http_status, response_body, duration_ms, fault)
    VALUES (@notification, (SELECT coalesce(max(number), 0) + 1 FROM attempts WHERE notification = @notification),
            @cause, @at, @sentAt, @url, @headers, @result, @detail, @httpStatus, @responseBody, @durationMs, @fault)`),
  select: db.sqlite.prepare<[number], AttemptRow>(`
    SELECT number, cause, at, sent_at AS sentAt, url, headers, result, detail, http_status AS httpStatus,
           response_body AS responseBody, duration_ms AS durationMs, fault
    FROM attempts WHERE notification = ? ORDER BY number`)
})

const notificationStatements = ({ sqlite }: Database) => ({
  newest: sqlite.prepare<[], number>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'notifications'").pluck(),
  selectOne: sqlite.prepare<[string], Row>(`${SELECT} WHERE id = ?`),
  selectOwed: sqlite.prepare<[], Row>(`${SELECT} WHERE next_at IS NOT NULL OR extra_at IS NOT NULL ORDER BY position`),
  selectHeld: sqlite.prepare<[string, number], Row>(
    `${SELECT} WHERE partner_id = ? AND held = 1 AND position < ? ORDER BY position`
  ),
  insert: sqlite.prepare(
    `INSERT INTO notifications (${PROPERTIES.map(name => COLUMN[name]).join(', ')})
     VALUES (${PROPERTIES.map(name => `@${name}`).join(', ')})`
  ),
  update: sqlite.prepare(
    `UPDATE notifications SET ${CHANGING.map(name => `${COLUMN[name]} = @${name}`).join(', ')} WHERE id = @id`
  )
})

export type NotificationStore = ReturnType<typeof notificationStore>

export const notificationStore = (db: Database) => {
  const sql = notificationStatements(db)
  const attempts = attemptStatements(db)
  const list = notificationList(db)

  return {
    /** The position that the next one will have; none is given twice. */
    nextPosition: (): number => (sql.newest.get() ?? 0) + 1,

    find(id: string): Notification | undefined {
      const row = sql.selectOne.get(id)
      return row === undefined ? undefined : fromRow(row)
    },

    insert(notification: Notification): void {
      sql.insert.run(toRow(notification))
    },

    /** Writes what deliveries change. */
    save(notification: Notification): void {
      const row = toRow(notification)
      sql.update.run(Object.fromEntries(['id' as const, ...CHANGING].map(name => [name, row[name]])))
    },

    addAttempt(notification: Notification, { headers, ...attempt }: Omit<Attempt, 'number'>): void {
      attempts.insert.run({ ...attempt, headers: JSON.stringify(headers), notification: notification.position })
    },

    attempts: (notification: Notification): Attempt[] =>
      attempts.select.all(notification.position).map(row => ({ ...row, headers: JSON.parse(row.headers) as Attempt['headers'] })),

    /** Those that wait for an attempt, or have one under way. */
    owed: (): Notification[] => sql.selectOwed.all().map(fromRow),

    /** The partner's that wait for a later one than this position to go out. */
    heldBefore: (partnerId: string, position: number): Notification[] => sql.selectHeld.all(partnerId, position).map(fromRow),

    list
  }
}

/** Up to `limit` that pass the filter, the newest first, from below the position `before`. */
const notificationList = (db: Database) => {
  const statements = new Map<string, ReturnType<typeof db.sqlite.prepare<Record<string, unknown>, Row>>>()
  return (filter: NotificationFilter, limit: number, before = Number.MAX_SAFE_INTEGER): Notification[] => {
    const tests = Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `${COLUMN[name as keyof NotificationFilter]} = @${name}`)
    const sql = `${SELECT} WHERE ${['position < @before', ...tests].join(' AND ')} ORDER BY position DESC LIMIT @limit`
    const statement = statements.get(sql) ?? db.sqlite.prepare<Record<string, unknown>, Row>(sql)
    statements.set(sql, statement)
    return statement.all({ ...filter, before, limit }).map(fromRow)
  }
}
