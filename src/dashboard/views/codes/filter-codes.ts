/** Which response codes a search means: by service, HTTP status, category and any words of their texts. */
import type { ResponseCodeReply } from '../../../../schemas/outcome.js'

export interface CodeFilter {
  /** The two digits of a service. */
  readonly service?: string | undefined
  /** The first digit of the HTTP status: `2`, `4` or `5`. */
  readonly http?: string | undefined
  readonly category?: string | undefined
  readonly text?: string | undefined
}

/** `00` of `4047700`. */
export const caseOf = (responseCode: string): string => responseCode.slice(5)

/** Everything of a code that a search reads. */
const textOf = ({ responseCode, responseMessage, httpStatus, category, description, note, cause }: ResponseCodeReply): string =>
  [responseCode, responseMessage, httpStatus, category, description, note, cause].join(' ').toLowerCase()

const isWanted = (wanted: string | undefined, value: string): boolean =>
  wanted === undefined || wanted === '' || value.startsWith(wanted)

/** Those that fit all of it; every word of the text must stand somewhere. */
export const filterCodes = (codes: readonly ResponseCodeReply[], filter: CodeFilter): ResponseCodeReply[] => {
  const { service, http, category, text = '' } = filter
  const words = text.toLowerCase().split(/\s+/).filter(word => word !== '')
  return codes.filter(code =>
    isWanted(service, code.service) && isWanted(http, String(code.httpStatus)) && isWanted(category, code.category) &&
    (words.length === 0 || words.every(word => textOf(code).includes(word))))
}
