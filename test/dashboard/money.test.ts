/** Amounts as the page writes and reads them. */
import t from 'tap'
import { readRupiah, rupiah } from '../../src/dashboard/money.js'

t.test('amounts are written as Indonesians write them', async t => {
  const table = [['0.00', 'Rp 0'], ['15000.00', 'Rp 15.000'], ['999.50', 'Rp 999,50'], ['9999999.99', 'Rp 9.999.999,99'], ['100.00', 'Rp 100'], ['1000.01', 'Rp 1.000,01']] as const
  for (const [amount, text] of table) t.equal(rupiah(amount), text)
})

t.test('amounts are read as people type them', async t => {
  const table = [
    ['15000', '15000.00'], ['15.000', '15000.00'], [' Rp 15.000,5 ', '15000.50'], ['1.500.000,75', '1500000.75'], ['0', '0.00'], ['007', '7.00'],
    ['', undefined], ['abc', undefined], ['15,000', undefined], ['15.00', undefined], ['-5', undefined], ['1e3', undefined], ['12345678901', undefined]
  ] as const
  for (const [typed, amount] of table) t.equal(readRupiah(typed), amount, typed)
})
