/** A QR as one path of an SVG. */

interface Bitmap {
  readonly size: number
  readonly get: (x: number, y: number) => boolean
}

/** A step to the right for each run of dark modules in a row. */
export const qrPath = ({ size, get }: Bitmap): string => {
  const runs: string[] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!get(x, y)) continue
      const start = x
      while (get(x + 1, y)) x += 1
      runs.push(`M${start} ${y}h${x - start + 1}v1H${start}z`)
    }
  }
  return runs.join('')
}
