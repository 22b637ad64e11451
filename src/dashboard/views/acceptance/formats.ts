/** The formats in which the sheet can be downloaded, and what the files are called. */
import type { AcceptanceFormat } from '../../../../schemas/acceptance.js'

export type DownloadFormat = AcceptanceFormat

export const ACCEPTANCE_LIST_FORMATS = ['html', 'markdown', 'json', 'junit'] as const satisfies readonly DownloadFormat[]

const ENDINGS: Readonly<Record<DownloadFormat, string>> = { html: 'html', markdown: 'md', json: 'json', junit: 'xml' }

export const fileName = (format: DownloadFormat, partnerId: string): string => `acceptance-${partnerId}.${ENDINGS[format]}`
