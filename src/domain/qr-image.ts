/** Pictures of a QR payload: a PNG for `qrUrl`, an SVG for the dashboard. The same content gives the same picture. */
import { correction, generate, type Bitmap2D } from 'lean-qr'
import { toPngBuffer } from 'lean-qr/extras/node_export'
import { toSvgSource } from 'lean-qr/extras/svg'

const PIXELS_PER_MODULE = 8

/** The white border that ISO/IEC 18004 demands, in modules. */
const QUIET_ZONE = 4

const LAYOUT = { pad: QUIET_ZONE, scale: PIXELS_PER_MODULE, on: [0, 0, 0], off: [255, 255, 255] } as const

/** At least level M: 15 % of the picture may be unreadable. */
const bitmap = (content: string): Bitmap2D => generate(content, { minCorrectionLevel: correction.M })

/** A PNG, black on white. Throws for content that no QR code can hold, about 2300 bytes. */
export const qrPng = (content: string): Buffer => Buffer.from(toPngBuffer(bitmap(content), LAYOUT))

/** An SVG document of the same size in pixels, black on white. Throws where `qrPng` throws. */
export const qrSvg = (content: string): string =>
  toSvgSource(bitmap(content), { ...LAYOUT, on: 'black', off: 'white' })
