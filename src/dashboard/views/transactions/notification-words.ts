/** What the view says about notifications, their attempts, and the faults of the webhook lab. */
import type { WebhookFaultKind } from '../../../../schemas/webhook-fault.js'
import { words, type Pair } from '../../language.js'

export const sayNotice = words({
  title: ['Notifications', 'Notifikasi'],
  none: ['The partner has not been told of anything yet.', 'Mitra belum diberi tahu apa pun.'],
  noUrl: ['The partner has no callbackUrl, so nothing is sent.', 'Mitra tidak punya callbackUrl, jadi tidak ada yang dikirim.'],
  setUrl: ['Set one in Partners', 'Atur di Mitra'],
  tellsOf: ['tells of', 'memberi tahu'],
  pending: ['on its way', 'dalam proses'],
  delivered: ['delivered', 'terkirim'],
  failed: ['given up', 'menyerah'],
  attempts: ['{count} attempts', '{count} percobaan'],
  oneAttempt: ['1 attempt', '1 percobaan'],
  next: ['Next attempt', 'Percobaan berikutnya'],
  toTime: ['Jump there in Time', 'Lompat ke sana di Waktu'],
  redeliver: ['Redeliver', 'Kirim ulang'],
  redelivered: ['Sent again: {result}', 'Dikirim ulang: {result}'],
  body: ['Body', 'Isi'],
  headers: ['Headers', 'Header'],
  answer: ['Answer', 'Jawaban'],
  fault: ['fault: {kind}', 'gangguan: {kind}'],
  durationMs: ['{ms} ms', '{ms} ms'],
  schedule: ['scheduled', 'terjadwal'],
  redelivery: ['redelivery', 'kirim ulang'],
  duplicate: ['duplicate', 'duplikat'],

  labTitle: ['Webhook lab', 'Lab webhook'],
  labText: ['What goes wrong with the next notification of this partner.', 'Apa yang salah pada notifikasi mitra berikutnya.'],
  faultKind: ['Fault', 'Gangguan'],
  times: ['How often', 'Berapa kali'],
  timesHint: ['a number, or always', 'angka, atau always'],
  delay: ['Seconds', 'Detik'],
  arm: ['Arm', 'Pasang'],
  armed: ['{kind} is armed', '{kind} dipasang'],
  armedNow: ['Armed now', 'Terpasang'],
  left: ['{count} left', 'sisa {count}'],
  always: ['always', 'selalu'],
  disarm: ['Remove', 'Lepas'],
  disarmed: ['{kind} is removed', '{kind} dilepas'],
  everybody: ['every partner', 'semua mitra']
})

const ABOUT: Readonly<Record<WebhookFaultKind, Pair>> = {
  'drop': ['It never arrives, until it is redelivered.', 'Tidak pernah sampai, sampai dikirim ulang.'],
  'duplicate': ['It comes twice in a row, the same bytes.', 'Datang dua kali berturut-turut, isi sama.'],
  'delay': ['The first attempt comes late.', 'Percobaan pertama terlambat.'],
  'reorder': ['It comes after the next one.', 'Datang setelah yang berikutnya.'],
  'tamper-body': ['The first attempt carries another amount than was signed.', 'Percobaan pertama membawa nominal lain dari yang ditandatangani.'],
  'tamper-signature': ['The first attempt carries a wrong signature.', 'Percobaan pertama membawa tanda tangan salah.'],
  'expired-signature': ['The first attempt is signed with an old timestamp.', 'Percobaan pertama ditandatangani dengan waktu lama.'],
  'unknown-status': ['It tells of status 99, which no document knows.', 'Memberi status 99 yang tidak ada di dokumen.'],
  'early': ['The next QR is paid and told before its generate is answered.', 'QR berikutnya dibayar dan diberitahukan sebelum generate dijawab.'],
  'contradict': ['A second one tells the contrary.', 'Notifikasi kedua menyatakan sebaliknya.']
}

export const FAULT_KINDS = Object.keys(ABOUT) as WebhookFaultKind[]

/** What a fault does, in a sentence. */
export const sayFault = words(ABOUT)

/** Those that take delaySeconds. */
export const DELAYED: readonly WebhookFaultKind[] = ['delay', 'reorder', 'expired-signature']
