/** Spans of time as people write and read them. */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `15m`, `-2h`, `1d12h`, `90` as seconds; undefined where it is no span. */
export const readDuration = (text: string): number | undefined => {
  const [, sign = '', parts = ''] = /^([+-]?)\s*((?:\d+\s*[smhd]\s*)+|\d+)$/i.exec(text.trim()) ?? []
  if (parts === '') return undefined
  const total = [...parts.matchAll(/(\d+)\s*([smhd]?)/gi)].reduce((sum, [, count, unit = '']) => sum + Number(count) * (SECONDS[unit.toLowerCase()] ?? 1), 0)
  return sign === '-' ? -total : total
}

/** Seconds as the two largest units: `3h 30m`, `45s`; 0 is `0s`. */
export const writeDuration = (seconds: number): string => {
  const units = [['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]] as const
  const first = units.findIndex(([, length]) => Math.abs(seconds) >= length)
  if (first === -1) return '0s'
  let rest = Math.abs(seconds)
  return units.slice(first, first + 2).flatMap(([unit, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count === 0 ? [] : [`${count}${unit}`]
  }).join(' ')
}
