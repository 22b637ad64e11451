/** What the view of time says. */
import { words } from '../../language.js'

export const say = words({
  title: ['Clock', 'Jam'],
  ofBank: ["The bank's clock: that of every partner without one of its own", 'Jam bank: dipakai setiap mitra yang tidak punya jam sendiri'],
  ofPartner: ['The clock of {partner}', 'Jam {partner}'],
  real: ['real time', 'waktu nyata'],
  ahead: ['{time} ahead', 'lebih maju {time}'],
  behind: ['{time} behind', 'lebih mundur {time}'],
  frozen: ['frozen', 'beku'],
  signatures: [
    'Signatures are always judged by real time: a jump never breaks X-TIMESTAMP.',
    'Tanda tangan selalu dinilai dengan waktu nyata: lompatan tidak pernah merusak X-TIMESTAMP.'
  ],
  jump: ['Jump', 'Lompat'],
  by: ['Jump by', 'Lompat sejauh'],
  byHint: ['For example 90s, 15m, 2h, 1d, or -5m', 'Misalnya 90s, 15m, 2h, 1d, atau -5m'],
  byBad: ['Say a number and s, m, h or d', 'Tulis angka dan s, m, h, atau d'],
  setTo: ['Set to (Jakarta)', 'Atur ke (Jakarta)'],
  set: ['Set', 'Atur'],
  freeze: ['Freeze', 'Bekukan'],
  resume: ['Let it run', 'Jalankan'],
  reset: ['Back to real time', 'Kembali ke waktu nyata'],
  moved: ['It is {now}; {count} things became due and are done', 'Sekarang {now}; {count} hal jatuh tempo dan selesai'],
  happened: ['What came of the last jump', 'Hasil lompatan terakhir'],
  nothingHappened: ['Nothing was due.', 'Tidak ada yang jatuh tempo.'],
  next: ['Due next', 'Berikutnya'],
  nothingNext: ['Nothing waits', 'Tidak ada yang menunggu'],
  nothingNextWhy: ['An open QR waits to expire, a failed notification to be tried again.', 'QR terbuka menunggu kedaluwarsa, notifikasi gagal menunggu dicoba lagi.'],
  expiry: ['QR expires', 'QR kedaluwarsa'],
  magic: ['Magic value moves the QR', 'Nilai ajaib memindahkan QR'],
  notification: ['Notification is tried', 'Notifikasi dicoba'],
  in: ['in {time}', '{time} lagi'],
  overdue: ['now', 'sekarang'],
  jumpTo: ['Jump there', 'Lompat ke sana'],
  jumpToWhat: ['Jump there: {what} {reference}', 'Lompat ke sana: {what} {reference}'],
  what: ['What', 'Apa'],
  when: ['When', 'Kapan'],
  transaction: ['Transaction', 'Transaksi'],
  partner: ['Partner', 'Mitra']
})
