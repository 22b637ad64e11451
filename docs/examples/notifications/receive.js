// Receives the bank's notifications with nothing but Node.js: verifies, does each one once, acknowledges.
//
//   BANK_URL=http://127.0.0.1:7751 PORT=3000 node receive.js
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createServer } from 'node:http'

const bankUrl = process.env.BANK_URL ?? 'http://127.0.0.1:7751'
const { keys } = await (await fetch(`${bankUrl}/.well-known/jwks.json`)).json()
const bankKey = createPublicKey({ key: keys[0], format: 'jwk' })

const TOLERANCE_MS = 5 * 60 * 1000

// Keep these in your database: a notification comes again, with the same X-EXTERNAL-ID, until it is acknowledged.
const done = new Set()

// `body` are the bytes as they came, `path` is the path as it was requested, query string included.
const isFromBank = (path, headers, body) => {
  const timestamp = headers['x-timestamp'] ?? ''
  if (!(Math.abs(Date.now() - Date.parse(timestamp)) <= TOLERANCE_MS)) return false
  const hash = createHash('sha256').update(body).digest('hex')
  const signed = `POST:${path}:${hash}:${timestamp}`
  return verify('RSA-SHA256', Buffer.from(signed), bankKey, Buffer.from(headers['x-signature'] ?? '', 'base64'))
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const answer = (status, responseCode, responseMessage) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ responseCode, responseMessage }))
  }
  if (!isFromBank(request.url, request.headers, body)) {
    answer(401, '4015200', 'Unauthorized. [Signature]')
    return
  }
  const id = request.headers['x-external-id']
  if (!done.has(id)) {
    const { originalReferenceNo, latestTransactionStatus, amount } = JSON.parse(body)
    // Ask the bank (QR MPM status inquiry) before you hand anything out: a notification only tells you to look.
    console.log(`${originalReferenceNo} ${latestTransactionStatus} ${amount.value}`)
    done.add(id)
  }
  answer(200, '2005200', 'Successful')
})

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => { console.log(`listening on ${server.address().port}`) })
