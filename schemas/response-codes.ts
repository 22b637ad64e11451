/** The response codes of SNAP: one table, and how a code and its message are put together from it. */
import table from './response-codes.json' with { type: 'json' }

/** One row of the national list. `message` may hold a placeholder such as `{field name}` or `[reason]`. */
export interface ResponseCodeRow {
  readonly http: number
  readonly case: string
  readonly message: string
  readonly description: string
  readonly category: string
  readonly note?: string
}

export const RESPONSE_CODES: readonly ResponseCodeRow[] = table

/** HTTP status and case code in one word: `40400` is HTTP 404, case 00. The service's two digits go between them. */
export type Cause = `${number}${number}`

const rows = new Map<string, ResponseCodeRow>(RESPONSE_CODES.map(row => [`${String(row.http)}${row.case}`, row]))

/** The row of `404` + `00`. */
export const findCodeRow = (http: number | string, caseCode: string): ResponseCodeRow | undefined => rows.get(`${http}${caseCode}`)

/** `404` + `77` + `00`. */
export const responseCode = (row: ResponseCodeRow, serviceCode: string): string => `${row.http}${serviceCode}${row.case}`

const PLACEHOLDER = /\s*(\{field name\}|\[(?:reason|info)\])/i

/**
 * The message of a row with its placeholder filled: `Invalid Mandatory Field reason`, `Unauthorized. [Signature]`.
 * A field's name replaces `{field name}` bare; a reason keeps SNAP's square brackets. Without a detail the placeholder goes.
 */
export const responseMessage = (row: ResponseCodeRow, detail?: string): string =>
  row.message.replace(PLACEHOLDER, (whole: string, placeholder: string) => {
    if (detail === undefined || detail === '') return ''
    const lead = whole.slice(0, whole.length - placeholder.length)
    return lead + (placeholder.startsWith('{') ? detail : `[${detail}]`)
  })

export interface CodeParts {
  readonly http: string
  readonly service: string
  readonly caseCode: string
}

/** `4047700` in its three parts; undefined when it is not seven characters of that shape. `SS` stands for "this service". */
export const splitCode = (code: string): CodeParts | undefined => {
  const parts = /^(\d{3})([0-9A-Z]\d|SS)(\d{2})$/.exec(code)
  return parts === null ? undefined : { http: parts[1] as string, service: parts[2] as string, caseCode: parts[3] as string }
}
