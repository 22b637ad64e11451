/** The words of the printed report, in English and in Indonesian. */
import type { AcceptanceLanguage, CaseStatus } from '../../../schemas/acceptance.js'

interface ReportWords {
  readonly title: string
  readonly about: string
  readonly partner: string
  readonly made: string
  readonly id: string
  readonly test: string
  readonly expected: string
  readonly result: string
  readonly when: string
  readonly evidence: string
  readonly why: string
  readonly how: string
  readonly request: string
  readonly reply: string
  readonly noReply: string
  readonly notification: string
  readonly attempt: string
  readonly nothing: string
  readonly signature: string
  readonly forPartner: string
  readonly forBank: string
  readonly name: string
  readonly date: string
  readonly total: string
  readonly status: Readonly<Record<CaseStatus, string>>
}

export const REPORT_WORDS: Readonly<Record<AcceptanceLanguage, ReportWords>> = {
  en: {
    title: 'Acceptance report, SNAP QRIS',
    about: 'Filled by the BNC sandbox from real traffic. Tokens and signatures are shortened. Times are Jakarta time.',
    partner: 'Partner',
    made: 'Report made',
    id: 'Id',
    test: 'Case',
    expected: 'Expected',
    result: 'Result',
    when: 'When',
    evidence: 'Evidence',
    why: 'Why',
    how: 'How to exercise it',
    request: 'Request',
    reply: 'Reply',
    noReply: 'no reply reached the client; the bank would have said',
    notification: 'Notification',
    attempt: 'attempt',
    nothing: 'Nothing has been exercised yet.',
    signature: 'Signatures',
    forPartner: 'For the partner',
    forBank: 'For the bank',
    name: 'Name and signature',
    date: 'Place and date',
    total: 'Total',
    status: { passed: 'passed', failed: 'failed', 'not exercised': 'not exercised' }
  },
  id: {
    title: 'Laporan uji fungsional, SNAP QRIS',
    about: 'Diisi oleh sandbox BNC dari lalu lintas nyata. Token dan tanda tangan dipersingkat. Waktu adalah waktu Jakarta.',
    partner: 'Mitra',
    made: 'Laporan dibuat',
    id: 'Id',
    test: 'Kasus',
    expected: 'Diharapkan',
    result: 'Hasil',
    when: 'Waktu',
    evidence: 'Bukti',
    why: 'Sebab',
    how: 'Cara menguji',
    request: 'Permintaan',
    reply: 'Jawaban',
    noReply: 'tidak ada jawaban yang sampai ke klien; bank seharusnya menjawab',
    notification: 'Notifikasi',
    attempt: 'percobaan',
    nothing: 'Belum ada yang diuji.',
    signature: 'Tanda tangan',
    forPartner: 'Untuk mitra',
    forBank: 'Untuk bank',
    name: 'Nama dan tanda tangan',
    date: 'Tempat dan tanggal',
    total: 'Jumlah',
    status: { passed: 'lulus', failed: 'gagal', 'not exercised': 'belum diuji' }
  }
}
