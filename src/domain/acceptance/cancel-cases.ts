/** The sheet's cases of cancel (77). */
import { SERVICES } from '../../../schemas/services.js'
import { refusal, success } from './call-case.js'
import type { Case, SeenCall } from './case.js'
import { cli, NO_MERCHANT, NO_REFERENCE } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase, timeoutCase } from './story-cases.js'

const service = SERVICES.cancel
const command = cli('cancel $REF')

const isIn = (...states: readonly (string | undefined)[]) => ({ state }: SeenCall): boolean => states.includes(state)

export const CANCEL_CASES: readonly Case[] = [
  success('success', '2007700', {
    title: { en: 'Pending QR canceled', id: 'QR yang menunggu dibatalkan' },
    rule: { en: 'The bank canceled a QR that nobody had paid.', id: 'Bank membatalkan QR yang belum dibayar.' },
    exercise: [command]
  }),
  ...gateCases({ service, command, incomplete: '{}', malformed: '{"originalReferenceNo":1,"reason":"test","merchantId":"1"}' }),
  refusal('cancel-paid', '4047700', {
    title: { en: 'Cancel of a paid QR', id: 'Pembatalan QR yang sudah dibayar' },
    rule: { en: 'The cancel of a paid QR was refused.', id: 'Pembatalan QR yang sudah dibayar ditolak.' },
    exercise: [cli('cancel $PAID')],
    counts: isIn('success')
  }),
  refusal('cancel-canceled', '4047704', {
    title: { en: 'Cancel of a canceled QR', id: 'Pembatalan QR yang sudah dibatalkan' },
    rule: { en: 'The second cancel of a QR was refused.', id: 'Pembatalan kedua atas satu QR ditolak.' },
    exercise: [command, command]
  }),
  refusal('cancel-expired', '4037700', {
    title: { en: 'Cancel of an expired QR', id: 'Pembatalan QR yang kedaluwarsa' },
    rule: { en: 'The cancel of an expired QR was refused.', id: 'Pembatalan QR yang kedaluwarsa ditolak.' },
    exercise: [cli('expire $REF'), command]
  }),
  refusal('cancel-static', '4057701', {
    title: { en: 'Cancel of a static QR', id: 'Pembatalan QR statis' },
    rule: { en: 'The cancel of a static QR was refused.', id: 'Pembatalan QR statis ditolak.' },
    exercise: [cli('cancel $STATIC')],
    counts: isIn('active', 'canceled')
  }),
  refusal('cancel-paying', '4057701', {
    title: { en: 'Cancel while the customer is paying', id: 'Pembatalan saat pelanggan sedang membayar' },
    rule: { en: 'The cancel of a QR that somebody was paying was refused.', id: 'Pembatalan QR yang sedang dibayar ditolak.' },
    exercise: [cli('scan $REF'), command],
    counts: isIn('paying')
  }),
  refusal('unknown', '4047701', {
    title: { en: 'Unknown transaction', id: 'Transaksi tidak ditemukan' },
    rule: {
      en: 'The cancel of a transaction that the partner does not have was refused.',
      id: 'Pembatalan transaksi yang tidak dimiliki mitra ditolak.'
    },
    exercise: [cli(`cancel ${NO_REFERENCE}`)]
  }),
  refusal('inconsistent', '4047718', {
    title: { en: 'Two references that disagree', id: 'Dua referensi yang tidak cocok' },
    rule: {
      en: 'A cancel with references of different transactions was refused.',
      id: 'Pembatalan dengan referensi dari transaksi berbeda ditolak.'
    },
    exercise: [cli('cancel $REF --partner-reference NOBODY')]
  }),
  refusal('other-merchant', '4047708', {
    title: { en: 'Another merchant', id: 'Merchant lain' },
    rule: {
      en: "A cancel that names a merchant other than the transaction's was refused.",
      id: 'Pembatalan dengan merchant yang bukan milik transaksi ditolak.'
    },
    exercise: [cli(`cancel $REF --merchant ${NO_MERCHANT}`)]
  }),
  timeoutCase(service, command, cli('query $REF')),
  retryCase(service, command)
]
