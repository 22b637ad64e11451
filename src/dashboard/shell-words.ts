/** What the frame of the page says. */
import { words } from './language.js'

export const say = words({
  calls: ['Calls', 'Panggilan'],
  transactions: ['Transactions', 'Transaksi'],
  force: ['Force', 'Paksa'],
  partners: ['Partners', 'Mitra'],
  time: ['Time', 'Waktu'],
  codes: ['Codes', 'Kode'],
  acceptance: ['Acceptance', 'Uji terima'],
  menu: ['Views', 'Tampilan'],
  partner: ['Partner', 'Mitra'],
  everybody: ['All partners', 'Semua mitra'],
  unknownPartner: ['{id} (unknown)', '{id} (tidak dikenal)'],
  connecting: ['Connecting…', 'Menyambung…'],
  live: ['Live', 'Langsung'],
  lost: ['The bank does not answer; trying again', 'Bank tidak menjawab; mencoba lagi'],
  help: ['Help', 'Bantuan'],
  keysTitle: ['Keys', 'Tombol papan ketik'],
  keySearch: ['search', 'cari'],
  keyDown: ['next in the list', 'berikutnya dalam daftar'],
  keyUp: ['previous in the list', 'sebelumnya dalam daftar'],
  keyOpen: ['open what is chosen', 'buka yang dipilih'],
  keyEscape: ['close, or leave a field', 'tutup, atau keluar dari isian'],
  keyGo: ['go to {view}', 'ke {view}'],
  keyHelp: ['this help', 'bantuan ini'],
  language: ['Language', 'Bahasa'],
  theme: ['Colours', 'Warna'],
  system: ['As the system', 'Ikut sistem'],
  light: ['Light', 'Terang'],
  dark: ['Dark', 'Gelap'],
  documents: ['API document', 'Dokumen API'],
  skip: ['Skip to the content', 'Langsung ke isi'],
  keyTitle: ['Admin key', 'Kunci admin'],
  keyWhy: [
    'This bank wants its admin key: the value of BNC_ADMIN_KEY, or the one that it logged at start. It is kept for this tab only.',
    'Bank ini meminta kunci admin: nilai BNC_ADMIN_KEY, atau yang dicatat di log saat mulai. Disimpan untuk tab ini saja.'
  ],
  keyWrong: ['The bank did not take that key.', 'Bank tidak menerima kunci itu.'],
  keyGive: ['Use this key', 'Pakai kunci ini'],
  tagline: ['A fake Bank Neo Commerce', 'Tiruan Bank Neo Commerce']
})
