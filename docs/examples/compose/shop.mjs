// A shop beside the bank: it registers, sells once by QR, hears of the payment, and asks to be sure. Nothing but Node.
import { createHash, createPrivateKey, createPublicKey, randomUUID, sign, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

const { BANK_URL = 'http://127.0.0.1:7751', BANK_ADMIN_KEY = '' } = process.env
const { SHOP_URL = 'http://127.0.0.1:3000', SHOP_PORT = '3000' } = process.env

const post = async (path, headers, body) => {
  headers = { 'Content-Type': 'application/json', ...headers }
  const response = await fetch(BANK_URL + path, { method: 'POST', headers, body })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path} answers ${response.status} ${text}`)
  return JSON.parse(text)
}
/** What only a tester may do, with the key of the admin routes. */
const admin = (path, wish) => post(`/admin${path}`, { Authorization: `Bearer ${BANK_ADMIN_KEY}` }, JSON.stringify(wish))

// 1. The shop listens for the bank before it sells anything.
let heard
const paid = new Promise((resolve) => { heard = resolve })
const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const hash = createHash('sha256').update(body).digest('hex')
  const signed = `POST:${request.url}:${hash}:${request.headers['x-timestamp']}`
  const signature = Buffer.from(request.headers['x-signature'] ?? '', 'base64')
  const isFromBank = verify('RSA-SHA256', Buffer.from(signed), createPublicKey(partner.bankPublicKey), signature)
  response.writeHead(isFromBank ? 200 : 401, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(isFromBank
    ? { responseCode: '2005200', responseMessage: 'Successful' }
    : { responseCode: '4015200', responseMessage: 'Unauthorized. [Signature]' }))
  if (isFromBank) heard(JSON.parse(body))
})
await once(server.listen(Number(SHOP_PORT)), 'listening')
const shopUrl = SHOP_URL.replace(/:0$/, `:${server.address().port}`)

// 2. It becomes a partner of its own; a fresh one each time, so that nothing of another run is in the way.
const partner = await admin('/partners', { callbackUrl: `${shopUrl}/notifications` })
const privateKey = createPrivateKey(partner.privateKey)
const signRsa = (text) => sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64')
const now = () => new Date().toISOString().slice(0, 19) + '+00:00'

// 3. A token, then a QR.
const tokenTime = now()
const { accessToken } = await post('/open/bi/v1.0/get/token', {
  'X-TIMESTAMP': tokenTime, 'X-CLIENT-KEY': partner.clientKey, 'X-SIGNATURE': signRsa(`${partner.clientKey}|${tokenTime}`)
}, '{"grantType":"client_credentials"}')

const call = (service, wish) => {
  const path = `/open/bi/private/v1.0/qr/${service}`
  const [body, time] = [JSON.stringify(wish), now()]
  const hash = createHash('sha256').update(body).digest('hex')
  return post(path, {
    'Authorization': `Bearer ${accessToken}`, 'X-TIMESTAMP': time, 'X-SIGNATURE': signRsa(`POST:${path}:${hash}:${time}`),
    'X-PARTNER-ID': partner.partnerId, 'X-EXTERNAL-ID': randomUUID(), 'CHANNEL-ID': '95221', 'ORIGIN': 'shop.example'
  }, body)
}

const { referenceNo, qrContent } = await call('qr-mpm-generate', {
  partnerReferenceNo: 'ORDER-1', amount: { value: '25000.00', currency: 'IDR' }, merchantId: partner.merchants[0].merchantId
})
console.log(`QR ${referenceNo}: ${qrContent}`)

// 4. A customer pays. Here the tester says so; the dashboard and "bnc-sandbox pay" do the same.
await admin('/pay', { qrContent })

// 5. The bank tells, and the shop asks before it hands anything out.
const notification = await paid
console.log(`notified: ${notification.originalReferenceNo} ${notification.latestTransactionStatus} ${notification.amount.value}`)
const { latestTransactionStatus } = await call('qr-mpm-query', { originalReferenceNo: referenceNo, serviceCode: '47' })
console.log(`inquiry: ${latestTransactionStatus}`)
server.close()
server.closeAllConnections()
process.exitCode = latestTransactionStatus === '00' ? 0 : 1
