/** The sheet's cases of refund (78). */
import { SERVICES } from '../../../schemas/services.js'
import { parseAmount } from '../money.js'
import { isJsonObject } from '../request-body.js'
import { refusal, success } from './call-case.js'
import type { Case, SeenCall } from './case.js'
import { cli } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase, timeoutCase } from './story-cases.js'

const service = SERVICES.refund
const command = cli('refund $PAID')

/** A refund of nothing has the same code as one of too much. */
const asksForSomething = ({ asked: { refundAmount } }: SeenCall): boolean =>
  isJsonObject(refundAmount) && typeof refundAmount['value'] === 'string' && parseAmount(refundAmount['value']) !== 0n

export const REFUND_CASES: readonly Case[] = [
  success('full', '2007800', {
    title: { en: 'Refund in full', id: 'Pengembalian dana penuh' },
    rule: { en: 'The bank gave back all that was left of a payment.', id: 'Bank mengembalikan seluruh sisa pembayaran.' },
    exercise: [command],
    counts: ({ changedTo }) => changedTo.includes('refunded')
  }),
  success('partial', '2007800', {
    title: { en: 'Refund in part', id: 'Pengembalian dana sebagian' },
    rule: {
      en: 'The bank gave back a part of a payment, and something is left.',
      id: 'Bank mengembalikan sebagian pembayaran, dan masih ada sisa.'
    },
    exercise: [cli('refund $PAID --amount 4000')],
    counts: ({ changedTo }) => changedTo.includes('success')
  }),
  success('repeated', '2007800', {
    title: { en: 'Refund repeated with the same partnerRefundNo', id: 'Refund diulang dengan partnerRefundNo yang sama' },
    rule: {
      en: 'The second call got the first reply again, and no money moved.',
      id: 'Panggilan kedua mendapat jawaban pertama lagi, tanpa dana berpindah.'
    },
    exercise: Array.from({ length: 2 }, () => cli('refund $PAID --refund-no TWICE-1')),
    counts: ({ changedTo }) => changedTo.length === 0
  }),
  ...gateCases({
    service, command, incomplete: '{}',
    malformed: '{"originalPartnerReferenceNo":"1","originalReferenceNo":1,"partnerRefundNo":"1"}'
  }),
  refusal('too-much', '4047813', {
    title: { en: 'Refund of more than is left', id: 'Refund melebihi sisa' },
    rule: { en: 'A refund of more than is left of the payment was refused.', id: 'Refund melebihi sisa pembayaran ditolak.' },
    exercise: [cli('refund $PAID --amount 99999')],
    counts: asksForSomething
  }),
  refusal('not-paid', '4047800', {
    title: { en: 'Refund of a QR that is not paid', id: 'Refund QR yang belum dibayar' },
    rule: { en: 'The refund of a QR that nobody has paid was refused.', id: 'Refund QR yang belum dibayar ditolak.' },
    exercise: [cli('refund $REF')],
    counts: ({ state }) => state !== 'refunded'
  }),
  refusal('refunded', '4047800', {
    title: { en: 'Refund of what was refunded already', id: 'Refund atas yang sudah dikembalikan' },
    rule: {
      en: 'The refund of a payment of which nothing is left was refused.',
      id: 'Refund pembayaran yang sudah habis dikembalikan ditolak.'
    },
    exercise: [command, command],
    counts: ({ state }) => state === 'refunded'
  }),
  refusal('unknown', '4047801', {
    title: { en: 'Unknown transaction', id: 'Transaksi tidak ditemukan' },
    rule: {
      en: 'The refund of a transaction that the partner does not have was refused.',
      id: 'Refund transaksi yang tidak dimiliki mitra ditolak.'
    },
    exercise: [cli('refund --partner-reference NOBODY')]
  }),
  timeoutCase(service, cli('refund $PAID --refund-no LOST-1'), cli('refund $PAID --refund-no LOST-1')),
  retryCase(service, cli('refund $PAID --refund-no AGAIN-1'))
]
