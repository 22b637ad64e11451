/** The formats in which the sheet can be downloaded, and what the files are called. */
import type { AcceptanceFormat } from '../../../../schemas/acceptance.js'

/** In the order of the buttons. */
export const DOWNLOADS: readonly AcceptanceFormat[] = ['html', 'markdown', 'json', 'junit']

const ENDINGS: Readonly<Record<AcceptanceFormat, string>> = { html: 'html', markdown: 'md', json: 'json', junit: 'xml' }

export const fileName = (format: AcceptanceFormat, partnerId: string): string => `acceptance-${partnerId}.${ENDINGS[format]}`
