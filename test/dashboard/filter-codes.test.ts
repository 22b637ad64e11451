/** The search of response codes, over every code that the bank has. */
import t from 'tap'
import type { ResponseCodeReply } from '../../schemas/outcome.js'
import { RESPONSE_CODES, responseCode, responseMessage } from '../../schemas/response-codes.js'
import { SERVICE_LIST } from '../../schemas/services.js'
import { caseOf, filterCodes, type CodeFilter } from '../../src/dashboard/views/codes/filter-codes.js'

const codes: readonly ResponseCodeReply[] = SERVICE_LIST.flatMap(({ code }) => RESPONSE_CODES.map(row => ({
  responseCode: responseCode(row, code), responseMessage: responseMessage(row), httpStatus: row.http, service: code,
  category: row.category, description: row.description, source: 'list', ...(row.http === 409 && { cause: 'used today already' })
})))

const found = (filter: CodeFilter): string[] => filterCodes(codes, filter).map(one => one.responseCode)

t.test('without a filter all of them are there, in their order', async t => {
  t.strictSame(found({}), codes.map(one => one.responseCode))
  t.strictSame(found({ service: '', http: '', category: '', text: ' ' }).length, codes.length)
})

t.test('every code is found by itself, and nothing else', async t => {
  for (const { responseCode: code } of codes) t.strictSame(found({ text: code }), [code])
})

t.test('service, HTTP status and category narrow it together', async t => {
  const shown = filterCodes(codes, { service: '77', http: '4', category: 'business' })
  t.not(shown.length, 0)
  t.ok(shown.every(one => one.service === '77' && one.httpStatus >= 400 && one.httpStatus < 500 && one.category === 'business'))
})

t.test('every word must stand somewhere, in whichever text', async t => {
  t.ok(found({ service: '77', text: 'INVALID status' }).includes('4047700'))
  t.ok(found({ service: '77', text: 'today already' }).includes('4097700'), 'causes too')
  t.strictSame(found({ text: 'no such words' }), [])
})

t.test('the case is the end of the code', async t => { t.equal(caseOf('4047713'), '13') })
