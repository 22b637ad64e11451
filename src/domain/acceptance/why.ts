/** Why a case failed, in words. */
import type { AcceptanceLanguage } from '../../../schemas/acceptance.js'
import type { Why, WhyId, Words2 } from './case.js'

export const WHY: Readonly<Record<WhyId, Words2>> = {
  'not-followed': {
    en: 'the bank did it, the client did not hear it, and has not asked yet what became of it',
    id: 'bank sudah melakukannya, klien tidak menerima jawaban, dan belum menanyakan hasilnya'
  },
  'no-reference': {
    en: 'the bank did it and the client did not hear it; without a partnerReferenceNo the client cannot ask what became of it',
    id: 'bank sudah melakukannya dan klien tidak menerima jawaban; tanpa partnerReferenceNo klien tidak dapat menanyakan hasilnya'
  },
  'refunded-twice': {
    en: 'it was repeated with another partnerRefundNo, so that money went back twice',
    id: 'diulang dengan partnerRefundNo lain, sehingga dana dikembalikan dua kali'
  },
  'not-repeated': {
    en: 'the bank answered an error of its own, and the call has not been repeated successfully yet',
    id: 'bank menjawab kesalahan di pihaknya, dan panggilan belum berhasil diulang'
  },
  exhausted: {
    en: 'the schedule is exhausted and no attempt was acknowledged',
    id: 'jadwal pengiriman habis dan tidak ada percobaan yang dikonfirmasi'
  },
  'repeat-refused': {
    en: 'a notification that had been acknowledged was not acknowledged when it came again',
    id: 'notifikasi yang sudah dikonfirmasi tidak dikonfirmasi ketika datang lagi'
  },
  'tampered-accepted': {
    en: 'a notification whose signature is wrong was acknowledged',
    id: 'notifikasi dengan tanda tangan yang salah dikonfirmasi'
  }
}

export const whyText = ({ id, detail }: Why, lang: AcceptanceLanguage): string =>
  detail === undefined ? WHY[id][lang] : `${WHY[id][lang]}: ${detail}`
