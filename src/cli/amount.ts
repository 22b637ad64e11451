/** An amount as people type it. */
import { InvalidArgumentError } from 'commander'

/** `10000` and `10000.00` as `10000.00`. */
export const readAmount = (text: string): string => {
  if (!/^\d{1,16}(\.\d{2})?$/.test(text)) throw new InvalidArgumentError('allowed: rupiah such as 10000 or 10000.00')
  return text.includes('.') ? text : `${text}.00`
}
