/** What the acceptance checklist says. */
import { words } from '../../language.js'

export const say = words({
  title: ['Acceptance sheet', 'Lembar uji terima'],
  why: [
    'Banks ask for a filled functional-test sheet before production. This one fills itself from the calls that your application really makes.',
    'Bank meminta lembar uji fungsional yang terisi sebelum produksi. Lembar ini terisi sendiri dari panggilan aplikasi Anda yang sebenarnya.'
  ],
  of: ['of {partner}', 'untuk {partner}'],
  progress: ['{passed} of {total} passed, {failed} failed', '{passed} dari {total} lulus, {failed} gagal'],
  passed: ['Passed', 'Lulus'],
  failed: ['Failed', 'Gagal'],
  'not exercised': ['Not exercised', 'Belum diuji'],
  all: ['All cases', 'Semua kasus'],
  open: ['Open ones', 'Yang belum'],
  show: ['Show', 'Tampilkan'],
  service: ['Service', 'Layanan'],
  everyService: ['All services', 'Semua layanan'],
  openReport: ['Open the report', 'Buka laporan'],
  download: ['Download', 'Unduh'],
  rule: ['What counts', 'Yang dihitung'],
  expected: ['Expected code', 'Kode yang diharapkan'],
  forced: ['A forced answer counts', 'Jawaban paksaan dihitung'],
  notForced: ['A forced answer does not count', 'Jawaban paksaan tidak dihitung'],
  exercise: ['How to exercise it', 'Cara mengujinya'],
  evidence: ['Evidence', 'Bukti'],
  request: ['Request', 'Permintaan'],
  reply: ['Reply', 'Jawaban'],
  noReply: ['No answer reached the client', 'Tidak ada jawaban yang sampai ke klien'],
  call: ['Call {id}', 'Panggilan {id}'],
  attempt: ['Notification {id}, attempt {number}', 'Notifikasi {id}, percobaan {number}'],
  allDone: ['Nothing is open here', 'Tidak ada yang tersisa di sini'],
  ci: ['In CI, fail the build while anything is open:', 'Di CI, gagalkan build selama masih ada yang tersisa:'],
  search: ['Search cases', 'Cari kasus']
})
