/** Looks a ledger through for what may never be: broken pages, histories with gaps, money out of nothing. */

interface Sqlite {
  readonly pragma: (source: string, options?: { simple: boolean }) => unknown
  readonly prepare: (sql: string) => { readonly all: () => unknown[] }
}

/** Each question finds nothing in a ledger that is sound. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'a transaction without a history': `SELECT reference_no FROM transactions t
    WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.partner_id = t.partner_id AND h.reference_no = t.reference_no)`,
  'a status that is not the last of its history': `SELECT t.reference_no FROM transactions t JOIN history h
    USING (partner_id, reference_no) WHERE h.to_status <> t.status AND h.seq =
    (SELECT max(seq) FROM history l WHERE l.partner_id = t.partner_id AND l.reference_no = t.reference_no)`,
  'a history with a gap': `SELECT a.reference_no FROM history a JOIN history b
    ON b.partner_id = a.partner_id AND b.reference_no = a.reference_no AND b.seq = a.seq + 1
    WHERE b.from_status IS NOT a.to_status`,
  'a success that nobody paid':
    "SELECT reference_no FROM transactions WHERE status = 'success' AND (paid_at IS NULL OR rrn IS NULL)",
  'refunds that are not what was refunded': `SELECT t.reference_no FROM transactions t
    LEFT JOIN refunds r USING (partner_id, reference_no) GROUP BY t.partner_id, t.reference_no
    HAVING coalesce(sum(round(CAST(r.amount AS REAL) * 100)), 0) <> round(CAST(t.refunded_amount AS REAL) * 100)`,
  'more refunded than was paid':
    'SELECT reference_no FROM transactions WHERE CAST(refunded_amount AS REAL) > CAST(amount AS REAL) + 0.001',
  'a notification of nothing': `SELECT id FROM notifications n
    WHERE NOT EXISTS (SELECT 1 FROM transactions t WHERE t.partner_id = n.partner_id AND t.reference_no = n.reference_no)`,
  'a notification that is owed and never due': `SELECT id FROM notifications n WHERE next_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM due d WHERE d.partner_id = n.partner_id AND d.subject = n.id)`
}

/** What is wrong with the ledger; empty where it is sound. */
export const ledgerFaults = (sqlite: Sqlite): string[] => {
  const integrity = sqlite.pragma('integrity_check', { simple: true })
  const orphans = sqlite.pragma('foreign_key_check') as unknown[]
  return [
    ...(integrity === 'ok' ? [] : [`integrity: ${String(integrity)}`]),
    ...(orphans.length === 0 ? [] : [`foreign keys: ${JSON.stringify(orphans.slice(0, 3))}`]),
    ...Object.entries(QUESTIONS).flatMap(([what, sql]) => {
      const found = sqlite.prepare(sql).all()
      return found.length === 0 ? [] : [`${what}: ${JSON.stringify(found.slice(0, 3))}`]
    })
  ]
}
