/** The sheet's cases of the notification (52): the bank calls, and the partner is the one who is tested. */
import type { AttemptCase, AttemptVerdict, SeenAttempt } from './case.js'
import { admin, cli } from './exercise.js'

const SPOILT: readonly SeenAttempt['fault'][] = ['tamper-body', 'tamper-signature']

const isAcknowledged = ({ result }: SeenAttempt): boolean => result === 'acknowledged'

const accepted = (attempt: SeenAttempt): AttemptVerdict => {
  if (attempt.exhausted) return { id: 'exhausted', detail: attempt.detail }
  return isAcknowledged(attempt) && attempt.fault === null ? 'passed' : undefined
}

/** What the webhook lab lost on its way was no attempt that the partner could have answered. */
const retried = (attempt: SeenAttempt): AttemptVerdict => {
  if (attempt.triesBefore === 0 || attempt.plan === 'drop') return undefined
  if (attempt.exhausted) return { id: 'exhausted', detail: attempt.detail }
  return isAcknowledged(attempt) && !attempt.deliveredBefore ? 'passed' : undefined
}

/** A URL that was taken away, or an attempt that was lost, is not the partner's refusal. */
const repeated = (attempt: SeenAttempt): AttemptVerdict => {
  if (!attempt.deliveredBefore) return undefined
  if (isAcknowledged(attempt)) return 'passed'
  const isPartners = attempt.result !== 'dropped' && attempt.result !== 'no-url'
  return isPartners ? { id: 'repeat-refused', detail: attempt.detail } : undefined
}

/** The partner has looked at it and said no: HTTP 4xx, or a responseCode of 4xx. */
const isRefusal = ({ httpStatus, responseBody }: SeenAttempt): boolean =>
  httpStatus !== null && ((httpStatus >= 400 && httpStatus < 500) || /"responseCode"\s*:\s*"4/.test(responseBody ?? ''))

const tampered = (attempt: SeenAttempt): AttemptVerdict => {
  if (!SPOILT.includes(attempt.fault)) return undefined
  if (isAcknowledged(attempt)) return { id: 'tampered-accepted' }
  return isRefusal(attempt) ? 'passed' : undefined
}

/** What the bank's own receivers answer says nothing of the partner. */
const ofPartner = (counts: AttemptCase['counts']): AttemptCase['counts'] =>
  attempt => (attempt.toSink ? undefined : counts(attempt))

const PAY = cli('pay $REF')

const lab = (kind: string): string => admin('POST', '/webhook-faults', { kind, partnerId: '$PARTNER' })

export const NOTIFICATION_CASES: readonly AttemptCase[] = [
  {
    kind: 'attempt', id: '52.accepted', service: '52',
    title: { en: 'Notification acknowledged', id: 'Notifikasi dikonfirmasi' },
    rule: {
      en:
        'The partner answered an intact notification with HTTP 200 and 2005200. It fails when the whole ' +
        'schedule passed without that.',
      id: 'Mitra menjawab notifikasi yang utuh dengan HTTP 200 dan 2005200. Gagal bila seluruh jadwal lewat tanpa itu.'
    },
    exercise: [PAY],
    counts: ofPartner(accepted)
  },
  {
    kind: 'attempt', id: '52.retried', service: '52',
    title: { en: 'Notification acknowledged when it was retried', id: 'Notifikasi dikonfirmasi ketika diulang' },
    rule: {
      en:
        'The partner refused a notification or was not there, and acknowledged a later attempt. Let your ' +
        'receiver refuse the first.',
      id:
        'Mitra menolak notifikasi atau tidak aktif, lalu mengonfirmasi percobaan berikutnya. Biarkan penerima' +
        ' Anda menolak yang pertama.'
    },
    exercise: [PAY, cli('clock +3m')],
    counts: ofPartner(retried)
  },
  {
    kind: 'attempt', id: '52.repeated', service: '52',
    title: { en: 'Notification acknowledged again', id: 'Notifikasi yang sama dikonfirmasi lagi' },
    rule: {
      en: 'A notification that was acknowledged came once more with the same X-EXTERNAL-ID, and was acknowledged again.',
      id: 'Notifikasi yang sudah dikonfirmasi datang lagi dengan X-EXTERNAL-ID yang sama, dan dikonfirmasi lagi.'
    },
    exercise: [lab('duplicate'), PAY],
    counts: ofPartner(repeated)
  },
  {
    kind: 'attempt', id: '52.tampered', service: '52',
    title: { en: 'Notification with a wrong signature refused', id: 'Notifikasi dengan tanda tangan salah ditolak' },
    rule: {
      en:
        'The partner refused (4xx) a notification that the webhook lab had tampered with. It fails when the ' +
        'partner acknowledged it.',
      id: 'Mitra menolak (4xx) notifikasi yang diubah oleh webhook lab. Gagal bila mitra mengonfirmasinya.'
    },
    exercise: [lab('tamper-signature'), PAY],
    counts: ofPartner(tampered)
  }
]
