/** The filters of the calls, as the URL has them: which of them the bank itself knows, and which the page sees to. */
import type { JournalQuery } from '../../../../schemas/journal.js'
import { findService } from '../../../../schemas/services.js'
import { callName, isRefused, type CallRow } from './call-row.js'

/** Empty where nothing is wished. */
export interface CallFilter {
  readonly service: string
  /** A whole code, its beginning, or `4xx`. */
  readonly code: string
  readonly ref: string
  readonly externalId: string
  readonly text: string
  /** `refused`, or everything. */
  readonly show: string
}

export const NO_FILTER = { service: '', code: '', ref: '', externalId: '', text: '', show: '' } as const satisfies CallFilter

export const filterOf = (query: Readonly<Record<string, string>>): CallFilter => ({
  service: findService(query['service'] ?? '')?.code ?? '',
  code: (query['code'] ?? '').trim(),
  ref: (query['ref'] ?? '').trim(),
  externalId: (query['externalId'] ?? '').trim(),
  text: query['text'] ?? '',
  show: query['show'] === 'refused' ? 'refused' : ''
})

export const isFiltered = (filter: CallFilter): boolean => Object.values(filter).some(value => value !== '')

const WHOLE_CODE = 7

/** Longer ones the bank would not take: nothing has them. */
const MAX_TEXT = 64

const said = (value: string): string | undefined => (value === '' || value.length > MAX_TEXT ? undefined : value)

/** What the history is asked with: a whole code, a reference, an external id, a service. */
export const serverFilter = (filter: CallFilter): JournalQuery => {
  const wish = {
    service: said(filter.service),
    referenceNo: said(filter.ref),
    externalId: said(filter.externalId),
    responseCode: filter.code.length === WHOLE_CODE ? filter.code : undefined
  }
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
}

/** Whether a call that the stream tells of belongs to a history that was asked for so. */
export const passesServer = (wish: JournalQuery, row: CallRow): boolean =>
  (wish.service === undefined || wish.service === row.service) &&
  (wish.referenceNo === undefined || wish.referenceNo === row.referenceNo) &&
  (wish.externalId === undefined || wish.externalId === row.externalId) &&
  (wish.responseCode === undefined || wish.responseCode === row.responseCode)

/** `4xx` is every code that begins with 4; anything else is the beginning of a code. */
const codeTest = (code: string): ((row: CallRow) => boolean) => {
  const start = code.replace(/x+$/i, '')
  return ({ responseCode }) => responseCode?.startsWith(start) === true
}

const wordsOf = (row: CallRow): string =>
  [callName(row), row.service, row.responseCode, row.referenceNo, row.externalId, row.path, row.partnerId, row.why, row.forced, row.fault].join(' ').toLowerCase()

const textTest = (text: string): ((row: CallRow) => boolean) => {
  const wanted = text.toLowerCase().split(/\s+/).filter(word => word !== '')
  return row => {
    const words = wordsOf(row)
    return wanted.every(word => words.includes(word))
  }
}

/** The test that a row must pass to be shown. Made once, asked of a hundred thousand. */
export const rowTest = (filter: CallFilter): ((row: CallRow) => boolean) => {
  const wish = serverFilter(filter)
  const tests: ((row: CallRow) => boolean)[] = []
  if (Object.keys(wish).length > 0) tests.push(row => passesServer(wish, row))
  if (filter.show === 'refused') tests.push(isRefused)
  if (filter.code !== '') tests.push(codeTest(filter.code))
  if (filter.text.trim() !== '') tests.push(textTest(filter.text))
  return row => tests.every(test => test(row))
}
