/** What every view says. */
import { words } from '../language.js'

export const say = words({
  copy: ['Copy', 'Salin'],
  copied: ['Copied', 'Tersalin'],
  close: ['Close', 'Tutup'],
  cancel: ['Cancel', 'Batal'],
  retry: ['Try again', 'Coba lagi'],
  loading: ['Loading…', 'Memuat…'],
  more: ['Show more', 'Tampilkan lagi'],
  back: ['Back to the list', 'Kembali ke daftar'],
  done: ['Done', 'Selesai'],
  failed: ['The bank said no', 'Bank menolak'],
  initiated: ['Initiated', 'Dibuat'],
  paying: ['Paying', 'Sedang dibayar'],
  pending: ['Pending', 'Menunggu'],
  success: ['Paid', 'Lunas'],
  refunded: ['Refunded', 'Dikembalikan'],
  canceled: ['Canceled', 'Dibatalkan'],
  expired: ['Expired', 'Kedaluwarsa'],
  active: ['Active', 'Aktif'],
  failedStatus: ['Failed', 'Gagal']
})
