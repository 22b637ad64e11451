/** Amounts as Indonesians write them, made from the text: money is never a float. */

const CANONICAL = /^(\d+)\.(\d{2})$/

/** To the last sen: `"15000.00"` as `Rp 15.000,00`; what is no amount stays as it is. */
export const formatRupiah = (amount: string): string => {
  const [, whole, sen] = CANONICAL.exec(amount) ?? []
  if (whole === undefined || sen === undefined) return amount
  return `Rp ${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${sen}`
}

/** As a wallet shows it, a whole amount without its sen: `"15000.00"` as `Rp 15.000`. */
export const rupiah = (amount: string): string => formatRupiah(amount).replace(/,00$/, '')

/** What somebody typed, as the bank wants it: `15000`, `15.000`, `15.000,50` are `15000.00` and `15000.50`. Undefined where it is no amount. */
export const readRupiah = (typed: string): string | undefined => {
  const text = typed.trim().replace(/^rp\.?\s*/i, '')
  const [, whole = '', cents = ''] = /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(text) ?? []
  const digits = whole.replaceAll('.', '').replace(/^0+(?=\d)/, '')
  return digits === '' || digits.length > 10 ? undefined : `${digits}.${cents.padEnd(2, '0')}`
}

/** What somebody typed as the bank wants it; what is no amount goes to the bank as it is, which says what is wrong with it. */
export const amountTyped = (typed: string): string => readRupiah(typed) ?? typed.trim()
