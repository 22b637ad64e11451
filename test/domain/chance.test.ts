/** Randomness as an argument: a seed fixes it, and no digit is favoured. */
import t from 'tap'
import { digits, hex, oneOf, seededChance } from '../../src/domain/chance.js'

t.test('the same seed draws the same bytes, and another seed others', async t => {
  const draw = (seed: string): string => {
    const chance = seededChance(seed)
    return [chance(1), chance(31), chance(64), chance(3)].map(bytes => bytes.toString('hex')).join(' ')
  }
  t.equal(draw('a'), draw('a'))
  t.not(draw('a'), draw('b'))
  t.not(draw('1'), draw('11'))
})

t.test('a seed draws the same bytes however they are asked for', async t => {
  const [whole, pieces] = [seededChance('s'), seededChance('s')]
  t.equal(Buffer.concat([pieces(5), pieces(60), pieces(35)]).toString('hex'), whole(100).toString('hex'))
})

t.test('digits and hexadecimal digits have the length that was asked for', async t => {
  const chance = seededChance('lengths')
  for (const length of [1, 2, 11, 12, 15, 19, 32]) t.match(digits(chance, length), new RegExp(`^\\d{${length}}$`))
  for (const length of [2, 32, 64]) t.match(hex(chance, length), new RegExp(`^[0-9a-f]{${length}}$`))
})

/** The sum of the squared differences from an even spread; above 27.9 one honest source in a thousand. */
const unevenness = (counts: readonly number[]): number => {
  const even = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0)
}

t.test('every digit is as likely as any other', async t => {
  const text = digits(seededChance('uniform'), 100_000)
  const counts = Array.from({ length: 10 }, (_, digit) => text.split(String(digit)).length - 1)
  t.ok(unevenness(counts) < 27.9, counts.join(' '))
})

t.test('bytes that would favour low digits are thrown away', async t => {
  const source = [250, 255, 7, 19, 249, 0]
  const chance = (length: number): Buffer => Buffer.from(Array.from({ length }, () => source.shift() ?? 1))
  t.equal(digits(chance, 4), '7990')
})

t.test('one of several items is as likely as any other', async t => {
  const chance = seededChance('items')
  const counts = [0, 0, 0, 0, 0]
  for (let count = 0; count < 10_000; count++) {
    const item = oneOf(chance, [0, 1, 2, 3, 4])
    counts[item] = (counts[item] ?? 0) + 1
  }
  t.ok(unevenness(counts) < 23.5, counts.join(' '))
})
