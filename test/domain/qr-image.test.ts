/** Pictures of a payload: their form, their size, and that both draw the same modules. */
import { inflateSync } from 'node:zlib'
import t from 'tap'
import { qrPng, qrSvg } from '../../src/domain/qr-image.js'
import payloads from '../data/qr-payloads.json' with { type: 'json' }

const SIGNATURE = '89504e470d0a1a0a'
const PIXELS = 8
const QUIET = 4

const contents = payloads.flatMap(({ payload }) => payload ?? [])

interface Picture {
  readonly width: number
  readonly height: number
  /** Whether the module is black, counted from the outer edge of the quiet zone. */
  readonly dark: (x: number, y: number) => boolean
}

/** Reads a PNG of one bit per pixel without filters, which is all that a QR needs. */
const readPng = (png: Buffer): Picture => {
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(0)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const pixels = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const row = pixels.length / height
  const palette = chunks.get('PLTE')?.toString('hex')
  if (header[8] !== 1 || palette !== 'ffffff000000') throw new Error(`not black on white: ${palette}`)
  const middle = PIXELS / 2
  const bit = (x: number, y: number): number => ((pixels[y * row + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
  return { width, height, dark: (x, y) => bit(x * PIXELS + middle, y * PIXELS + middle) === 1 }
}

/** The seven rows of a finder pattern, the square in three corners of every QR code. */
const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']

t.test('a PNG is square, has whole modules, and its size is that of a QR version', (t) => {
  for (const content of contents) {
    const png = qrPng(content)
    t.equal(png.toString('hex', 0, 8), SIGNATURE)
    const { width, height } = readPng(png)
    t.equal(width, height)
    const modules = width / PIXELS - 2 * QUIET
    t.equal((modules - 17) % 4, 0, `${modules} modules are a version`)
    t.ok(modules >= 21 && modules <= 177)
  }
  t.end()
})

t.test('a PNG has a white border of four modules and a finder in three corners', (t) => {
  const { width, dark } = readPng(qrPng(contents[0] ?? ''))
  const modules = width / PIXELS
  for (let at = 0; at < modules; at++) {
    for (let edge = 0; edge < QUIET; edge++) {
      const border = [dark(at, edge), dark(edge, at), dark(at, modules - 1 - edge), dark(modules - 1 - edge, at)]
      if (border.includes(true)) t.fail(`the border is black near ${at}, ${edge}`)
    }
  }
  const far = modules - QUIET - FINDER.length
  for (const [left, top] of [[QUIET, QUIET], [far, QUIET], [QUIET, far]] as const) {
    const seen = FINDER.map((row, y) => Array.from(row, (_, x) => Number(dark(left + x, top + y))).join(''))
    t.same(seen, FINDER, `the finder at ${left}, ${top}`)
  }
  t.end()
})

t.test('an SVG is one well-formed element of the same size as the PNG', (t) => {
  for (const content of contents) {
    const svg = qrSvg(content)
    const { width } = readPng(qrPng(content))
    const open: string[] = []
    const rest = svg.replace(/<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<&]*")*)>/g, (_, close: string, name: string) => {
      if (!close) open.push(name)
      else t.equal(open.pop(), name, `</${name}> closes <${name}>`)
      return ''
    })
    t.equal(rest, '', 'there is nothing but elements')
    t.same(open, [], 'every element is closed')
    t.match(svg, `<svg xmlns="http://www.w3.org/2000/svg"`)
    t.match(svg, ` width="${width}" height="${width}"`)
  }
  t.end()
})

t.test('the same content gives the same picture, other content another one', (t) => {
  const [one = '', two = ''] = contents
  t.same(qrPng(one), qrPng(one))
  t.equal(qrSvg(one), qrSvg(one))
  t.notSame(qrPng(one), qrPng(two))
  t.not(qrSvg(one), qrSvg(two))
  t.end()
})

t.test('content that no QR code holds is refused', (t) => {
  t.throws(() => qrPng('x'.repeat(3000)))
  t.throws(() => qrSvg('x'.repeat(3000)))
  t.end()
})
