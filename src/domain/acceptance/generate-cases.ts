/** The sheet's cases of generate (47). */
import { SERVICES } from '../../../schemas/services.js'
import { refusal, success } from './call-case.js'
import type { Case, SeenCall } from './case.js'
import { admin, cli, NO_MERCHANT } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase, timeoutCase } from './story-cases.js'

const service = SERVICES.generate
const command = cli('generate')

/** Tag 01 of the content: 11 is static, 12 dynamic. */
const isOfKind = (point: string) => ({ reply }: SeenCall): boolean => String(reply['qrContent']).startsWith(`0002010102${point}`)

export const GENERATE_CASES: readonly Case[] = [
  success('dynamic', '2004700', {
    title: { en: 'Dynamic QR made', id: 'QR dinamis dibuat' },
    rule: { en: 'The bank made a dynamic QR with an amount.', id: 'Bank membuat QR dinamis dengan nominal.' },
    exercise: [cli('generate --amount 15000')],
    counts: isOfKind('12')
  }),
  success('static', '2004700', {
    title: { en: 'Static QR made', id: 'QR statis dibuat' },
    rule: { en: 'The bank made a static QR.', id: 'Bank membuat QR statis.' },
    exercise: [cli('generate --static')],
    counts: isOfKind('11')
  }),
  ...gateCases({ service, command, incomplete: '{"qrType":"DYNAMIC"}', malformed: '{"merchantId":1}' }),
  refusal('duplicate-same', '4094701', {
    title: { en: 'partnerReferenceNo used again, same content', id: 'partnerReferenceNo dipakai lagi, isi sama' },
    rule: {
      en: 'A second generate with the same reference and content was refused.',
      id: 'Generate kedua dengan referensi dan isi yang sama ditolak.'
    },
    exercise: Array.from({ length: 2 }, () => cli('generate --partner-reference SAME-1'))
  }),
  refusal('duplicate-other', '4044718', {
    title: { en: 'partnerReferenceNo used again, other content', id: 'partnerReferenceNo dipakai lagi, isi berbeda' },
    rule: {
      en: 'A second generate with the same reference and another content was refused.',
      id: 'Generate kedua dengan referensi sama dan isi berbeda ditolak.'
    },
    exercise: ['10000', '20000'].map(amount => cli(`generate --partner-reference SAME-2 --amount ${amount}`))
  }),
  refusal('amount-zero', '4044713', {
    title: { en: 'Amount 0', id: 'Nominal 0' },
    rule: { en: 'A QR over 0.00 was refused.', id: 'QR dengan nominal 0.00 ditolak.' },
    exercise: [cli('generate --amount 0')]
  }),
  refusal('above-limit', '4034702', {
    title: { en: "Amount above the partner's limit", id: 'Nominal melebihi limit mitra' },
    rule: {
      en: "A QR over more than the partner's amountLimit was refused.",
      id: 'QR dengan nominal di atas amountLimit mitra ditolak.'
    },
    exercise: [admin('PATCH', '/partners/$PARTNER', { settings: { amountLimit: '50000.00' } }), cli('generate --amount 60000')]
  }),
  refusal('unknown-merchant', '4044708', {
    title: { en: 'Unknown merchant', id: 'Merchant tidak dikenal' },
    rule: {
      en: "A QR for a merchant that is not the partner's was refused.",
      id: 'QR untuk merchant yang bukan milik mitra ditolak.'
    },
    exercise: [cli(`generate --merchant ${NO_MERCHANT}`)]
  }),
  timeoutCase(service, cli('generate --partner-reference LOST-1'), cli('query --partner-reference LOST-1')),
  retryCase(service, cli('generate --partner-reference AGAIN-1'))
]
