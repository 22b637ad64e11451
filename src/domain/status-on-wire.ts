/** How the wire shows a stored state: its code, and the description that goes with it. */
import { STATUS_DESCRIPTION, WIRE_CODE } from '../../schemas/transaction-status.js'
import type { PartnerRecord } from './partner.js'
import type { StoredStatus } from './transaction.js'

const EXPIRED_DESCRIPTION = {
  '05': STATUS_DESCRIPTION.expired,
  '06': 'Failed (expired)',
  '07': 'Not found (expired)',
  '08': 'Expired'
}

export interface StatusOnWire {
  readonly code: string
  readonly description: string
}

/** What this partner is shown. An active static QR waits like an initiated one [CHOSEN]. */
export const statusOnWire = (partner: Pick<PartnerRecord, 'settings'>, status: StoredStatus): StatusOnWire => {
  if (status === 'expired') {
    const code = partner.settings.expiredStatus
    return { code, description: EXPIRED_DESCRIPTION[code] }
  }
  const word = status === 'active' ? 'initiated' : status
  return { code: WIRE_CODE[word], description: STATUS_DESCRIPTION[word] }
}
