/** What the pay page says. */
import { words } from '../language.js'

export const say = words({
  title: ['Sandbox wallet', 'Dompet sandbox'],
  notMoney: ['Nobody pays real money here.', 'Tidak ada uang sungguhan di sini.'],
  to: ['Pay to', 'Bayar ke'],
  amount: ['Amount', 'Jumlah'],
  amountHint: ['For example 15000 or 15.000,50', 'Misalnya 15000 atau 15.000,50'],
  amountBad: ['That is no amount', 'Itu bukan jumlah uang'],
  from: ['Pay from', 'Bayar dari'],
  anyBank: ['Any bank', 'Bank mana saja'],
  pay: ['Pay', 'Bayar'],
  scan: ['Hesitate: scanned, not confirmed', 'Ragu: sudah dipindai, belum dikonfirmasi'],
  authorize: ['Confirm, but my bank is slow', 'Konfirmasi, tetapi bank saya lambat'],
  settle: ['My bank has paid now', 'Bank saya sudah membayar'],
  fail: ['Fail: not enough money', 'Gagal: saldo tidak cukup'],
  expires: ['Expires in {time}', 'Kedaluwarsa dalam {time}'],
  paid: ['Paid', 'Lunas'],
  paidAt: ['Paid at', 'Dibayar pada'],
  rrn: ['RRN', 'RRN'],
  bank: ['From', 'Dari'],
  reference: ['Reference', 'Referensi'],
  closed: ['This QR can no longer be paid.', 'QR ini tidak bisa dibayar lagi.'],
  failedNow: ['The payment failed.', 'Pembayaran gagal.'],
  payingNow: ['Scanned; waiting for you to confirm.', 'Sudah dipindai; menunggu konfirmasi Anda.'],
  pendingNow: ['Waiting for the payment.', 'Menunggu pembayaran.'],
  again: ['Pay this QR again', 'Bayar QR ini lagi'],
  more: ['Other endings', 'Akhir yang lain'],
  unknown: ['The bank knows no such QR', 'Bank tidak mengenal QR ini'],
  busy: ['One moment…', 'Sebentar…'],
  lost: ['The bank does not answer; trying again.', 'Bank tidak menjawab; mencoba lagi.']
})
