/** The table of cases: everything that the acceptance sheet asks for, in its order. A new case is a row of one of these lists. */
import { SHEET_SERVICES, type SheetService } from '../../../schemas/acceptance.js'
import { findService } from '../../../schemas/services.js'
import { CANCEL_CASES } from './cancel-cases.js'
import type { Case, Words2 } from './case.js'
import { GENERATE_CASES } from './generate-cases.js'
import { NOTIFICATION_CASES } from './notification-cases.js'
import { QUERY_CASES } from './query-cases.js'
import { DECODE_CASES, HISTORY_CASES } from './reading-cases.js'
import { REFUND_CASES } from './refund-cases.js'
import { TOKEN_CASES } from './token-cases.js'

const BY_SERVICE: Readonly<Record<SheetService, readonly Case[]>> = {
  73: TOKEN_CASES,
  47: GENERATE_CASES,
  51: QUERY_CASES,
  77: CANCEL_CASES,
  78: REFUND_CASES,
  12: HISTORY_CASES,
  48: DECODE_CASES,
  52: NOTIFICATION_CASES
}

export const CASES: readonly Case[] = SHEET_SERVICES.flatMap(service => BY_SERVICE[service])

export const casesOf = (service: SheetService): readonly Case[] => BY_SERVICE[service]

const byId = new Map(CASES.map(row => [row.id, row]))

export const findCase = (id: string): Case | undefined => byId.get(id)

/** Whether an answer that was forced counts: only where nothing but force brings it about [CHOSEN]. */
export const forcedCounts = ({ kind }: Case): boolean => kind === 'timeout' || kind === 'retry'

/** The code that the case is expected to end with; a notification is acknowledged by one, where that is what is wanted. */
export const expectedCode = (row: Case): string | null => {
  if (row.kind === 'call') return row.codes[0] ?? null
  if (row.kind === 'attempt') return row.id === '52.tampered' ? null : '2005200'
  return row.kind === 'retry' ? `200${row.service}00` : null
}

const TITLES_ID: Readonly<Record<SheetService, string>> = {
  73: 'Access token B2B',
  47: 'Pembuatan QR MPM',
  51: 'Inquiry status QR MPM (dinamis)',
  77: 'Pembatalan QR MPM',
  78: 'Pengembalian dana QR MPM',
  12: 'Inquiry status statis (daftar transaksi)',
  48: 'Dekode QR MPM',
  52: 'Notifikasi QR MPM'
}

export const serviceTitle = (service: SheetService): Words2 => ({
  en: findService(service)?.title ?? 'QR MPM notification',
  id: TITLES_ID[service]
})
