/** What the view says about moves: events, states, force, and a transaction that is made. */
import { words } from '../../language.js'

export const sayMove = words({
  scan: ['Scan', 'Pindai'],
  authorize: ['Authorize', 'Otorisasi'],
  pay: ['Pay', 'Bayar'],
  settle: ['Settle', 'Selesaikan'],
  fail: ['Fail', 'Gagalkan'],
  expire: ['Expire', 'Hanguskan'],
  cancel: ['Cancel', 'Batalkan'],
  refund: ['Refund', 'Refund'],
  leadsTo: ['{event}: becomes {state}', '{event}: menjadi {state}'],
  chart: ['Now {now}. Passed: {passed}. Possible now: {moves}.', 'Sekarang {now}. Dilewati: {passed}. Mungkin sekarang: {moves}.'],
  nothing: ['nothing', 'tidak ada'],
  final: ['This state is final: nothing leads on but force.', 'Keadaan ini akhir: hanya bisa dipaksa.'],
  staticText: ['A static QR is paid again and again; each payment is a transaction of its own.', 'QR statis dibayar berulang kali; setiap pembayaran adalah transaksi sendiri.'],
  moved: ['{event}: now {state}', '{event}: sekarang {state}'],
  paidStatic: ['Paid: {reference}', 'Dibayar: {reference}'],
  payTitle: ['Pay', 'Bayar'],
  refundTitle: ['Refund', 'Refund'],
  payHint: ['What is left empty is drawn or taken from the QR.', 'Yang kosong diisi acak atau dari QR.'],
  amount: ['Amount', 'Nominal'],
  amountOfQr: ['the amount of the QR: {amount}', 'nominal QR: {amount}'],
  amountLeft: ['empty: all that is left', 'kosong: semua sisa'],
  amountTyped: ['as the payer types it', 'seperti diketik pembayar'],
  issuer: ["Payer's bank", 'Bank pembayar'],
  issuerHint: ['a clearing code (014) or a name', 'kode kliring (014) atau nama'],
  rrn: ['RRN', 'RRN'],
  customerPan: ["Payer's PAN", 'PAN pembayar'],

  forceTitle: ['Set any state', 'Atur keadaan apa pun'],
  newState: ['New state', 'Keadaan baru'],
  force: ['Force, whatever the table of states says', 'Paksa, apa pun kata tabel keadaan'],
  forceWarning: [
    'No real bank does this. The history will say “force”, and the partner is notified as of any change.',
    'Bank sungguhan tidak melakukan ini. Riwayat akan menulis “force”, dan mitra diberi tahu seperti perubahan lain.'
  ],
  notAllowed: ['The table does not allow {from} → {to}. Tick force to set it anyway.', 'Tabel tidak mengizinkan {from} → {to}. Centang paksa untuk tetap mengatur.'],
  setState: ['Set the state', 'Atur keadaan'],
  stateSet: ['Now {state}', 'Sekarang {state}'],

  createTitle: ['New transaction', 'Transaksi baru'],
  createText: ['Straight into the ledger, in whatever state a test needs. A partner’s own call does it by generate:', 'Langsung ke buku besar, dalam keadaan yang dibutuhkan uji. Mitra sendiri memakai generate:'],
  partner: ['Partner', 'Mitra'],
  kind: ['Kind', 'Jenis'],
  dynamic: ['Dynamic QR', 'QR dinamis'],
  static: ['Static QR', 'QR statis'],
  status: ['Status', 'Status'],
  asFresh: ['As a fresh one', 'Seperti baru dibuat'],
  partnerReference: ["Partner's reference", 'Referensi mitra'],
  optional: ['may stay empty', 'boleh kosong'],
  createNow: ['Create', 'Buat']
})
