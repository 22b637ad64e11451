/** Response codes: all of the national list, for every service, and the refusals that are made of them. */
import t from 'tap'
import { findCodeRow, RESPONSE_CODES, responseCode, responseMessage, splitCode } from '../../schemas/response-codes.js'
import { findService, NO_SERVICE, SERVICE_LIST } from '../../schemas/services.js'
import { malformed, missing, Refusal, unauthorized } from '../../src/domain/refusal.js'
import { Verdict } from '../../src/domain/verdict.js'

const everyCode = RESPONSE_CODES.flatMap(row => SERVICE_LIST.map(service => ({ row, service })))

t.test('the list has 63 rows, each found by its status and case', async t => {
  t.equal(RESPONSE_CODES.length, 63)
  t.equal(new Set(RESPONSE_CODES.map(row => `${row.http}${row.case}`)).size, 63)
  for (const row of RESPONSE_CODES) t.equal(findCodeRow(row.http, row.case), row, `${row.http} ${row.case}`)
  t.equal(findCodeRow(404, '99'), undefined)
})

t.test('every row makes a code of seven characters with every service, and comes apart again', async t => {
  for (const { row, service } of everyCode) {
    const code = responseCode(row, service.code)
    t.match(code, /^[2-5]\d{2}[0-9A-Z]\d\d{2}$/)
    t.strictSame(splitCode(code), { http: String(row.http), service: service.code, caseCode: row.case })
  }
  t.equal(everyCode.length, 63 * 7)
})

t.test('every row refuses in the name of every service, with its message filled', async t => {
  for (const { row, service } of everyCode) {
    const refusal = new Refusal(`${row.http}${row.case}`, 'why', { detail: 'reason' })
    const { responseCode: code, responseMessage: message } = refusal.reply(service.code)
    t.equal(code, responseCode(row, service.code))
    t.equal(message, row.message.replace('{field name}', 'reason').replace(/\[(reason|Reason|info)\]/, '[reason]'),
      `${row.http}${row.case}`)
  }
})

t.test('a message without a detail shows no placeholder', async t => {
  for (const row of RESPONSE_CODES) t.notMatch(responseMessage(row), /[{}[\]]|\s$|\s\s/, row.message)
})

const MESSAGES: Readonly<Record<string, string>> = {
  '40001': 'Invalid Field Format X',
  '40002': 'Invalid Mandatory Field X',
  '40100': 'Unauthorized. [X]',
  '40306': 'Feature Not Allowed At This Time. [X]',
  '40315': 'Transaction Not Permitted.[X]',
  '40301': 'Feature Not Allowed [X]',
  '40411': 'Invalid Card/Account/Customer [X]/Virtual Account',
  '40412': 'Invalid Bill/Virtual Account [X]',
  '40401': 'Transaction Not Found'
}

t.test('a detail stands where the placeholder stood: a name bare, a reason in brackets', async t => {
  for (const [code, expected] of Object.entries(MESSAGES)) t.equal(new Refusal(code, '',
    { detail: 'X' }).reply('77')['responseMessage'], expected)
  t.equal(new Refusal('40002', '', { detail: '$& $1' }).reply('77')['responseMessage'], 'Invalid Mandatory Field $& $1',
    'as it is')
})

t.test('a refusal is a verdict with a public half and a private one', async t => {
  const refusal = missing('reason')
  t.ok(refusal instanceof Verdict)
  t.strictSame(refusal.reply('77'), { responseCode: '4007702', responseMessage: 'Invalid Mandatory Field reason' })
  t.strictSame(malformed('amount.value').reply('47'),
    { responseCode: '4004701', responseMessage: 'Invalid Field Format amount.value' })
  const named = unauthorized('Signature', 'private', { additionalInfo: { a: 1 } })
  t.strictSame(named.reply('51'),
    { responseCode: '4015100', responseMessage: 'Unauthorized. [Signature]', additionalInfo: { a: 1 } })
  t.notMatch(JSON.stringify(named.reply('51')), /private/)
  t.throws(() => new Refusal('40499', ''), RangeError)
})

t.test('a code is seven characters of that shape, SS standing for this service', async t => {
  t.strictSame(splitCode('404SS01'), { http: '404', service: 'SS', caseCode: '01' })
  t.strictSame(splitCode('404Q101'), { http: '404', service: 'Q1', caseCode: '01' })
  for (const code of ['', '404', '40477', '404770', '40477000', '4O47700', '404ss01', '404-100',
    ' 4047700']) t.equal(splitCode(code), undefined, code)
})

t.test('a service is found by its code and by its name', async t => {
  for (const service of SERVICE_LIST) {
    t.equal(findService(service.code), service)
    t.equal(findService(service.name), service)
  }
  t.equal(findService(NO_SERVICE), undefined)
  const paths = SERVICE_LIST.flatMap(service => service.paths)
  t.equal(new Set(paths).size, paths.length, 'no path belongs to two services')
})
