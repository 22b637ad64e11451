/** The sheet's cases of the list of a static QR's payments (12) and of decode (48). */
import { SERVICES } from '../../../schemas/services.js'
import { isJsonObject } from '../request-body.js'
import { either, refusal, success } from './call-case.js'
import type { Case, SeenCall } from './case.js'
import { cli, signed } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase } from './story-cases.js'

const list = (more: string): string => signed(`history --body '{${more}"additionalInfo":{"scID":"'$SCID'"}}'`)
const history = signed('history')

const hasPayments = ({ reply }: SeenCall): boolean => {
  const { detailData } = reply
  return Array.isArray(detailData) && detailData.length > 0
}

const isLaterPage = ({ asked: { pageNumber } }: SeenCall): boolean => typeof pageNumber === 'number' && pageNumber > 0

const payStatic = cli('pay $STATIC --amount 5000')

export const HISTORY_CASES: readonly Case[] = [
  success('success', '2001200', {
    title: { en: 'Payments of a static QR listed', id: 'Daftar pembayaran QR statis' },
    rule: { en: 'The bank listed at least one payment.', id: 'Bank mendaftar paling sedikit satu pembayaran.' },
    exercise: [payStatic, list('')],
    counts: hasPayments
  }),
  success('paging', '2001200', {
    title: { en: 'A later page of the list', id: 'Halaman berikutnya dari daftar' },
    rule: {
      en: 'The client asked for a page after the first, and payments stood on it.',
      id: 'Klien meminta halaman setelah yang pertama, dan ada pembayaran di sana.'
    },
    exercise: [payStatic, payStatic, list('"pageSize":1,"pageNumber":1,')],
    counts: call => isLaterPage(call) && hasPayments(call)
  }),
  ...gateCases({
    service: SERVICES.history, command: history, incomplete: '{}', malformed: '{"pageSize":"ten","additionalInfo":{"scID":"1"}}'
  }),
  refusal('unknown', '4041201', {
    title: { en: 'Unknown scID', id: 'scID tidak ditemukan' },
    rule: {
      en: 'The list of a static QR that the partner does not have was refused.',
      id: 'Daftar QR statis yang tidak dimiliki mitra ditolak.'
    },
    exercise: [signed('history --body \'{"additionalInfo":{"scID":"1"}}\'')]
  }),
  retryCase(SERVICES.history, list(''))
]

/** The tag of the checksum. */
const CRC = '63'

const isWrongCrc = ({ reply }: SeenCall): boolean => {
  const { additionalInfo } = reply
  return isJsonObject(additionalInfo) && additionalInfo['tag'] === CRC
}

/** Sound but for its checksum. */
const BROKEN_QR =
  '00020101021126690017ID.CO.SANDBOX.WWW011893600999000000000102150000000000000010303UMI' +
  '5204581253033605802ID5904SHOP6007JAKARTA610510110630400FF'

const decode = cli('qr decode "$QR"')

export const DECODE_CASES: readonly Case[] = [
  success('success', '2004800', {
    title: { en: 'QR decoded', id: 'QR didekode' },
    rule: { en: 'The bank told what a QR says.', id: 'Bank menyebutkan isi sebuah QR.' },
    exercise: [decode]
  }),
  ...gateCases({ service: SERVICES.decode, command: decode, incomplete: '{}', malformed: '{"qrContent":1,"scanTime":"now"}' }),
  either('bad-crc', ['4004801'], {
    title: { en: 'QR with a wrong checksum', id: 'QR dengan checksum salah' },
    rule: { en: 'A QR whose CRC (tag 63) is wrong was refused.', id: 'QR dengan CRC (tag 63) yang salah ditolak.' },
    exercise: [cli(`qr decode ${BROKEN_QR}`)],
    counts: isWrongCrc
  }),
  retryCase(SERVICES.decode, decode)
]
