/** The sheet's cases of the status inquiry of a dynamic QR (51). */
import { SERVICES } from '../../../schemas/services.js'
import { NOT_FOUND_CODE, WIRE_CODE, type Status } from '../../../schemas/transaction-status.js'
import { either, refusal, success } from './call-case.js'
import type { CallCase, Case, SeenCall, Words2 } from './case.js'
import { cli, NO_REFERENCE } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase } from './story-cases.js'

const service = SERVICES.query
const command = cli('query $REF')

/** Which code an expired QR shows is a setting; its description always says that it is one. */
const isExpired = ({ text }: SeenCall): boolean => /"transactionStatusDesc":"[^"]*expired/i.test(text)

/** Read in the text: inquiries are many, and parsing each would cost more than all the rest. */
const says = (code: string) => {
  const words = `"latestTransactionStatus":"${code}"`
  return (call: SeenCall): boolean => call.text.includes(words) && !isExpired(call)
}

const inState = (status: Exclude<Status, 'expired'>, words: Words2, exercise: readonly string[]): CallCase =>
  success(status === 'success' ? 'paid' : status, '2005100', {
    title: { en: `Inquiry of a ${words.en} transaction`, id: `Inquiry transaksi ${words.id}` },
    rule: {
      en: `The reply said ${WIRE_CODE[status]} (${words.en}).`,
      id: `Jawaban menyebut ${WIRE_CODE[status]} (${words.id}).`
    },
    exercise,
    counts: says(WIRE_CODE[status])
  })

export const QUERY_CASES: readonly Case[] = [
  inState('pending', { en: 'pending', id: 'yang menunggu pembayaran' }, [command]),
  inState('success', { en: 'paid', id: 'yang sudah dibayar' }, [cli('pay $REF'), command]),
  inState('canceled', { en: 'canceled', id: 'yang dibatalkan' }, [cli('cancel $REF'), command]),
  inState('failed', { en: 'failed', id: 'yang gagal' }, [cli('fail $REF'), command]),
  inState('refunded', { en: 'refunded', id: 'yang dananya dikembalikan' }, [cli('refund $PAID'), cli('query $PAID')]),
  success('expired', '2005100', {
    title: { en: 'Inquiry of an expired QR', id: 'Inquiry QR yang kedaluwarsa' },
    rule: { en: 'The reply said that the QR has expired.', id: 'Jawaban menyebut bahwa QR sudah kedaluwarsa.' },
    exercise: [cli('expire $REF'), command],
    counts: isExpired
  }),
  ...gateCases({ service, command, incomplete: '{}', malformed: '{"originalReferenceNo":"1","serviceCode":"99"}' }),
  either('not-found', ['4045101', '2005100'], {
    title: { en: 'Unknown transaction', id: 'Transaksi tidak ditemukan' },
    rule: { en: `The reply said ${NOT_FOUND_CODE} (not found).`, id: `Jawaban menyebut ${NOT_FOUND_CODE} (tidak ditemukan).` },
    exercise: [cli(`query ${NO_REFERENCE}`)],
    counts: says(NOT_FOUND_CODE)
  }),
  refusal('inconsistent', '4045118', {
    title: { en: 'Two references that disagree', id: 'Dua referensi yang tidak cocok' },
    rule: {
      en: 'An inquiry with references of different transactions was refused.',
      id: 'Inquiry dengan referensi dari transaksi yang berbeda ditolak.'
    },
    exercise: [cli('query $REF --partner-reference NOBODY')]
  }),
  retryCase(service, command)
]
