/** What the view of partners says. */
import { words } from '../../language.js'

export const say = words({
  partners: ['Partners', 'Mitra'],
  search: ['Search partners', 'Cari mitra'],
  create: ['New partner', 'Mitra baru'],
  noneTitle: ['No partner yet', 'Belum ada mitra'],
  noneWhy: [
    'A partner has its own keys, merchants, clock and data. Make one here, or from the command line:',
    'Mitra punya kunci, merchant, jam, dan data sendiri. Buat di sini, atau lewat perintah:'
  ],
  noMatch: ['No partner is like that', 'Tidak ada mitra seperti itu'],
  merchantCount: ['{count} merchants', '{count} merchant'],
  noCallback: ['no callback', 'tanpa callback'],
  using: ['in use here', 'dipakai di sini'],
  asymmetric: ['SHA256withRSA (asymmetric)', 'SHA256withRSA (asimetris)'],
  symmetric: ['HMAC-SHA512 (symmetric)', 'HMAC-SHA512 (simetris)'],
  createWhy: [
    'Everything may stay empty: the bank makes ids, a key pair, a secret and a merchant.',
    'Semua boleh kosong: bank membuat id, pasangan kunci, secret, dan merchant.'
  ],
  partnerId: ['Partner id', 'Id mitra'],
  made: ['Made by the bank', 'Dibuat oleh bank'],
  publicKey: ['Your own public key, PEM', 'Kunci publik Anda, PEM'],
  publicKeyHint: [
    'Empty: the bank makes a pair and gives you the private one',
    'Kosong: bank membuat pasangan dan memberi Anda kunci privatnya'
  ],
  asDialect: ['As the dialect has it', 'Seperti dialeknya'],
  createYes: ['Create', 'Buat'],
  createdShort: ['The partner is registered', 'Mitra terdaftar'],
  use: ['Use this partner', 'Pakai mitra ini'],
  credentials: ['Credentials', 'Kredensial'],
  copyEnv: ['Copy as .env', 'Salin sebagai .env'],
  copyJson: ['Copy as JSON', 'Salin sebagai JSON'],
  show: ['Show', 'Tampilkan'],
  hide: ['Hide', 'Sembunyikan'],
  showThis: ['Show {what}', 'Tampilkan {what}'],
  hideThis: ['Hide {what}', 'Sembunyikan {what}'],
  ownKey: [
    'This partner brought its own public key: the bank never saw the private one.',
    'Mitra ini membawa kunci publiknya sendiri: bank tidak pernah melihat kunci privatnya.'
  ],
  envCommand: ['The same from the command line', 'Sama lewat baris perintah'],
  registration: ['How it speaks', 'Cara bicaranya'],
  dialect: ['Dialect', 'Dialek'],
  dialectHint: [
    'bnc: Bank Neo Commerce’s page. snap: the national standard',
    'bnc: halaman Bank Neo Commerce. snap: standar nasional'
  ],
  signature: ['It signs its calls with', 'Menandatangani panggilan dengan'],
  callbacks: ['How it is notified', 'Cara diberi tahu'],
  callbackUrl: ['Callback URL', 'URL callback'],
  callbackHint: ['Where the bank posts notifications; empty for none', 'Tujuan notifikasi bank; kosong bila tidak ada'],
  callbackSignature: ['The bank signs them with', 'Bank menandatangani dengan'],
  callbackTokenUrl: ['Token URL of the partner', 'URL token mitra'],
  callbackTokenHint: [
    'Where the bank fetches a token first, for symmetric notifications',
    'Tempat bank mengambil token dulu, untuk notifikasi simetris'
  ],
  settings: ['How the bank treats it', 'Cara bank memperlakukannya'],
  initialStatus: ['A fresh QR is', 'QR baru berstatus'],
  notFoundAs: ['An unknown transaction is answered', 'Transaksi tak dikenal dijawab'],
  notFoundCode: ['by a code: 4045101', 'dengan kode: 4045101'],
  notFoundStatus: ['as success with status 07', 'sukses dengan status 07'],
  expiredStatus: ['An expired one shows as', 'Yang kedaluwarsa tampil sebagai'],
  expiredHint: ['BNC’s page has no code for expired', 'Halaman BNC tidak punya kode kedaluwarsa'],
  amountLimit: ['Highest amount of one QR', 'Nominal tertinggi satu QR'],
  magicValues: [
    'Magic values: SIM… in references and reasons forces an answer',
    'Nilai ajaib: SIM… dalam referensi dan alasan memaksa jawaban'
  ],
  notifyOn: ['It is notified when a transaction is', 'Diberi tahu saat transaksi'],
  notifySchedule: ['Notify again after, seconds', 'Coba lagi setelah, detik'],
  notifyHint: [
    'Counted from the first attempt, with commas; empty: once only',
    'Dihitung dari percobaan pertama, pisahkan koma; kosong: sekali saja'
  ],
  save: ['Save', 'Simpan'],
  saved: ['Saved', 'Tersimpan'],
  unchanged: ['Nothing is changed', 'Tidak ada perubahan'],
  willSend: ['Saving sends only', 'Yang dikirim hanya'],
  undo: ['Undo', 'Urungkan'],
  callbackTest: ['Try the callback', 'Coba callback'],
  callbackTestWhy: [
    'Sends a signed notification that tells of nothing, and says what it met on its way.',
    'Mengirim notifikasi bertanda tangan tanpa isi, dan melaporkan yang ditemui di jalan.'
  ],
  otherUrl: ['Another URL, just this once', 'URL lain, sekali ini saja'],
  test: ['Send a test', 'Kirim percobaan'],
  testing: ['On its way…', 'Di jalan…'],
  tested: ['Tried', 'Dicoba'],
  acknowledged: ['Acknowledged', 'Diakui'],
  notAcknowledged: ['Not acknowledged', 'Tidak diakui'],
  dns: ['Name', 'Nama'],
  connection: ['Connection', 'Koneksi'],
  tls: ['TLS', 'TLS'],
  answer: ['Answer', 'Jawaban'],
  notReached: ['not reached', 'tidak sampai'],
  sent: ['What was sent', 'Yang dikirim'],
  merchants: ['Merchants', 'Merchant'],
  addMerchant: ['Add a merchant', 'Tambah merchant'],
  addMerchantWhy: ['What stays empty is made by the bank.', 'Yang kosong dibuat oleh bank.'],
  add: ['Add', 'Tambah'],
  merchantAdded: ['The merchant is added', 'Merchant ditambahkan'],
  merchantId: ['Merchant id', 'Id merchant'],
  name: ['Name', 'Nama'],
  city: ['City', 'Kota'],
  postalCode: ['Postal code', 'Kode pos'],
  mcc: ['Category code', 'Kode kategori'],
  criteria: ['Size', 'Skala'],
  deeds: ['Start over', 'Mulai lagi'],
  expireTokens: ['Expire its tokens', 'Hanguskan token'],
  tokensExpired: ['Every token of {id} is expired', 'Semua token {id} hangus'],
  reset: ['Reset', 'Reset'],
  resetTitle: ['Reset this partner?', 'Reset mitra ini?'],
  resetWhy: [
    '{id} loses its transactions, outcomes, clock and journal. One of the fixtures comes back as they have it; one that you made keeps its credentials.',
    '{id} kehilangan transaksi, jawaban paksa, jam, dan jurnal. Mitra fixture kembali seperti semula; yang Anda buat tetap punya kredensialnya.'
  ],
  resetYes: ['Reset it', 'Reset'],
  resetDone: ['{id} is reset', '{id} direset'],
  remove: ['Delete', 'Hapus'],
  removeTitle: ['Delete this partner?', 'Hapus mitra ini?'],
  removeWhy: [
    '{id} and everything that it had is gone. Its credentials work no longer.',
    '{id} beserta semua miliknya hilang. Kredensialnya tidak berlaku lagi.'
  ],
  removeYes: ['Delete it', 'Hapus'],
  removed: ['{id} is deleted', '{id} dihapus'],
  snapshots: ['Snapshots', 'Snapshot'],
  ofBank: ['of the whole bank, and of partners', 'seluruh bank, dan mitra'],
  ofPartner: ['of this partner alone', 'mitra ini saja'],
  snapshotName: ['Name', 'Nama'],
  take: ['Take', 'Ambil'],
  taken: ['Snapshot {name} is taken', 'Snapshot {name} diambil'],
  noSnapshot: [
    'None yet. One keeps everything as it is now, to come back to.',
    'Belum ada. Snapshot menyimpan keadaan sekarang untuk dikembalikan.'
  ],
  restore: ['Restore', 'Pulihkan'],
  restoreThis: ['Restore {name}', 'Pulihkan {name}'],
  restoreTitle: ['Go back to {name}?', 'Kembali ke {name}?'],
  restoreWhy: [
    'Everything since then is gone: transactions, outcomes, clocks.',
    'Semua sejak itu hilang: transaksi, jawaban paksa, jam.'
  ],
  restored: ['As it was: {count} rows changed', 'Seperti semula: {count} baris berubah'],
  removeThis: ['Delete {name}', 'Hapus {name}'],
  snapshotRemoved: ['Snapshot {name} is deleted', 'Snapshot {name} dihapus'],
  holds: ['{count} transactions', '{count} transaksi'],
  wholeBank: ['whole bank', 'seluruh bank']
})
