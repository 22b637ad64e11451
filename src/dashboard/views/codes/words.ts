/** What the view of codes says. */
import { words } from '../../language.js'

export const say = words({
  search: ['Search codes', 'Cari kode'],
  searchHint: ['4047700, “invalid amount”, signature…', '4047700, “invalid amount”, signature…'],
  service: ['Service', 'Layanan'],
  everyService: ['Every service', 'Semua layanan'],
  http: ['HTTP status', 'Status HTTP'],
  everyStatus: ['Every status', 'Semua status'],
  category: ['Category', 'Kategori'],
  everyCategory: ['Every category', 'Semua kategori'],
  success: ['Success', 'Berhasil'],
  system: ['System', 'Sistem'],
  message: ['Message', 'Pesan'],
  business: ['Business', 'Bisnis'],
  codes: ['Response codes', 'Kode respons'],
  count: ['{count} of {total} codes', '{count} dari {total} kode'],
  none: ['No code is like that', 'Tidak ada kode seperti itu'],
  noneWhy: [
    'Take a filter away, or search for another word. Every code of the national list is here.',
    'Hapus satu filter atau cari kata lain. Semua kode daftar nasional ada di sini.'
  ],
  clear: ['Clear the filters', 'Hapus filter'],
  force: ['Force it', 'Paksa'],
  forceCode: ['Force it: {code}', 'Paksa: {code}'],
  caseCode: ['Case code', 'Kode kasus'],
  meaning: ['Meaning', 'Arti'],
  note: ['Note', 'Catatan'],
  cause: ['The bank answers so when', 'Bank menjawab begini bila'],
  noCause: [
    'Only when it is forced: this bank never gives it by itself.',
    'Hanya bila dipaksa: bank ini tidak pernah memberikannya sendiri.'
  ],
  source: ['Source', 'Sumber'],
  seen: ['Calls answered so', 'Panggilan yang dijawab begini'],
  command: ['Force it from the command line', 'Paksa lewat baris perintah'],
  unknown: ['There is no code {code}', 'Tidak ada kode {code}']
})
