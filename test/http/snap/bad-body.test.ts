/** Bodies that no client should send: each gets its SNAP code, none a 500, and none changes anything. */
import t from 'tap'
import { SERVICES } from '../../../schemas/services.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { sendRaw, type RawReply } from '../../raw-http.js'
import { signHmac, stringToSign } from '../../../src/domain/signature.js'
import { jakartaTime } from '../../../src/domain/jakarta.js'

const SIGNED = ['generate', 'query', 'cancel'] as const

const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth)

/** Not a JSON object in UTF-8: 400SS00. */
const unreadable: Readonly<Record<string, string | Buffer>> = {
  'an empty body': '',
  'white space': ' \r\n\t ',
  'an array': '[]',
  'an array of an object': '[{"serviceCode":"47"}]',
  'a text': '"x"',
  'a number': '47',
  'true': 'true',
  'null': 'null',
  'two objects': '{}{}',
  'an object that does not end': '{"serviceCode":"47"',
  'a text that does not end': '{"reason":"x',
  'a comma too many': '{"serviceCode":"47",}',
  'single quotes': "{'serviceCode':'47'}",
  'a comment': '{"serviceCode":"47"/* x */}',
  'not a number': '{"amount":NaN}',
  'a form': 'serviceCode=47&reason=x',
  'XML': '<?xml version="1.0"?><a/>',
  'a line end within a text': '{"reason":"a\nb"}',
  'a raw NUL': Buffer.from('{"reason":"\0"}'),
  'only a NUL': Buffer.from([0]),
  'a byte order mark': '\ufeff{}',
  'UTF-16': Buffer.from('{"serviceCode":"47"}', 'utf16le'),
  'invalid UTF-8': Buffer.concat([Buffer.from('{"reason":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
  'an overlong slash': Buffer.concat([Buffer.from('{"reason":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
  'a surrogate in UTF-8': Buffer.concat([Buffer.from('{"reason":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  '200,000 brackets': deep('[', ']', 200_000),
  '200,000 brackets that never close': '['.repeat(200_000),
  '100,000 braces that never close': '{"a":'.repeat(100_000)
}

/** JSON objects that are odd: the fields decide. */
const odd: Readonly<Record<string, string>> = {
  'an empty object': '{}',
  'an object in __proto__': '{"__proto__":{"serviceCode":"47","originalReferenceNo":"REF","reason":"r","merchantId":"MERCHANT"}}',
  'a constructor': '{"constructor":{"prototype":{"serviceCode":"47"}},"toString":1}',
  '100,000 nested objects': `{"additionalInfo":${deep('{"a":', '}', 100_000).replace('}', '1}')}}`,
  '200,000 brackets in a field': `{"originalReferenceNo":${deep('[', ']', 200_000)},"serviceCode":"47","reason":"r"}`,
  '50,000 fields': `{${Array.from({ length: 50_000 }, (_, index) => `"f${index}":1`).join(',')}}`,
  'a lone surrogate in every field':
    '{"originalReferenceNo":"\\ud800","partnerReferenceNo":"\\udfff","serviceCode":"47","reason":"\\ud800"}',
  'NUL in every field': '{"originalReferenceNo":"a\\u0000","partnerReferenceNo":"\\u0000","serviceCode":"47","reason":"\\u0000"}',
  'a lone surrogate as a name': '{"\\ud800":1}',
  'numbers beyond all bounds': '{"originalReferenceNo":1e999,"partnerReferenceNo":-1e999,"serviceCode":"47","reason":"r"}'
}

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly send: (service: string, body: string | Buffer) => Promise<RawReply>
  readonly ledger: () => Promise<unknown>
}

const enter = async (t: Parameters<typeof startTestBank>[0]): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { partnerId, clientSecret } = partner.partner
  await bank.seed(partnerId, { referenceNo: 'REF', status: 'pending' })
  const token = String((await partner.token()).body['accessToken'])
  return {
    bank,
    partner,
    send: (service, body) => {
      const { path, headers } = partner.sign.call(service, {}, { token })
      const timestamp = jakartaTime(Date.now())
      const text = stringToSign('symmetric', { method: 'POST', path, body: Buffer.from(body), timestamp, token })
      const signed = { ...headers, 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signHmac(clientSecret, text) }
      return sendRaw(bank.url, { path, headers: Object.entries(signed), body })
    },
    ledger: async () => [await bank.admin('GET', `/transactions?partnerId=${partnerId}`), await bank.transaction('REF')]
  }
}

t.test('what is not a JSON object is a bad request of every service, and changes nothing', async t => {
  const { bank, partner, send, ledger } = await enter(t)
  const before = await ledger()
  for (const [name, body] of Object.entries(unreadable)) {
    for (const service of SIGNED) {
      const reply = await send(service, body)
      const expected = [400, { responseCode: `400${SERVICES[service].code}00`, responseMessage: 'Bad Request' }]
      t.strictSame([reply.status, reply.body], expected, `${name} to ${service}`)
    }
    const token = partner.sign.token()
    const reply = await sendRaw(bank.url, { path: token.path, headers: Object.entries(token.headers), body })
    t.strictSame([reply.status, reply.body['responseCode']], [400, '4007300'], `${name} for a token`)
  }
  t.strictSame(await ledger(), before)
})

t.test('an odd object is refused by its fields, and changes nothing', async t => {
  const { send, ledger } = await enter(t)
  const before = await ledger()
  for (const [name, body] of Object.entries(odd)) {
    for (const service of ['query', 'cancel'] as const) {
      const reply = await send(service, body)
      t.equal(reply.status, 400, `${name} to ${service}`)
      t.match(reply.body['responseCode'], new RegExp(`^400${SERVICES[service].code}0[12]$`), `${name} to ${service}`)
    }
  }
  t.strictSame(await ledger(), before)
  t.equal(({} as Record<string, unknown>)['serviceCode'], undefined)
})

t.test('of a key that is said twice the last one counts, and both are signed', async t => {
  const { bank, send } = await enter(t)
  const reply = await send('query', '{"originalReferenceNo":"404","serviceCode":"47","originalReferenceNo":"REF"}')
  t.match(reply.body, { responseCode: '2005100', originalReferenceNo: 'REF' })
  t.equal((await send('query', '{"serviceCode":"47","originalReferenceNo":"REF","serviceCode":47}')).body['responseCode'],
    '4005101')
  t.equal((await bank.transaction('REF')).status, 'pending')
})

t.test('white space, escapes and the order of keys do not matter to a good body', async t => {
  const { send } = await enter(t)
  const bodies = [
    '{"originalReferenceNo":"REF","serviceCode":"47"}', '{"serviceCode":"47","originalReferenceNo":"REF"}',
    ' {\r\n\t"originalReferenceNo" : "REF" ,\n "serviceCode" : "47" }\n',
    '{"originalReferenceNo":"\\u0052EF","serviceCode":"\\u0034\\u0037"}',
    '{"originalReferenceNo":"REF","serviceCode":"47","additionalInfo":{"channel":"a\\/b \\u00e9","deviceId":"  two  spaces  "}}'
  ]
  for (const body of bodies) t.equal((await send('query', body)).body['responseCode'], '2005100', body)
})

t.test('a body may have 1 MiB and not a byte more', async t => {
  const { send, ledger } = await enter(t)
  const padded = (bytes: number): string => {
    const [head, tail] = ['{"originalReferenceNo":"REF","serviceCode":"47","padding":"', '"}']
    return head + 'x'.repeat(bytes - head.length - tail.length) + tail
  }
  t.equal((await send('query', padded(1_048_576))).body['responseCode'], '2005100')
  const before = await ledger()
  for (const bytes of [1_048_577, 2_097_152]) {
    for (const service of SIGNED) {
      const reply = await send(service, padded(bytes))
      t.strictSame([reply.status, reply.body['responseCode']], [400, `400${SERVICES[service].code}00`],
        `${bytes} bytes to ${service}`)
    }
  }
  t.strictSame(await ledger(), before)
})
