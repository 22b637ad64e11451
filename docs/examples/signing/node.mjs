// Fetches a token and inquires a QR, signed as the bank demands, with nothing but Node.
//
//   SNAP_BASE_URL=http://127.0.0.1:7751 SNAP_DIALECT=bnc SNAP_REFERENCE_NO=2023081111626423051116587 node node.mjs
//
// The other variables are those of `bnc-sandbox partner show ID --env`; SNAP_PRIVATE_KEY_FILE names a PEM file
// instead of SNAP_PRIVATE_KEY_BASE64. Dialect bnc signs with the private key, snap with the client secret.
import { createHash, createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { SNAP_BASE_URL = 'http://127.0.0.1:7751', SNAP_DIALECT = 'bnc', SNAP_PARTNER_ID = '', SNAP_CLIENT_KEY = '' } = process.env
const { SNAP_CLIENT_SECRET = '', SNAP_CHANNEL_ID = '95221', SNAP_REFERENCE_NO = '', SNAP_PRIVATE_KEY_FILE } = process.env

const pem = SNAP_PRIVATE_KEY_FILE === undefined
  ? Buffer.from(process.env.SNAP_PRIVATE_KEY_BASE64 ?? '', 'base64')
  : readFileSync(SNAP_PRIVATE_KEY_FILE)
const privateKey = createPrivateKey(pem)

/** ISO 8601 with an offset; the very text that is sent is the text that is signed. @param {Date} date */
const timestamp = (date = new Date()) => new Date(date.getTime() + 7 * 3600_000).toISOString().slice(0, 19) + '+07:00'

/** @param {string} text */
const signRsa = (text) => sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64')

/** @param {string} path @param {Record<string, string>} headers @param {string} body */
const post = async (path, headers, body) => {
  const response = await fetch(SNAP_BASE_URL + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body })
  const text = await response.text()
  console.log(response.status, text)
  if (!response.ok) process.exit(1)
  return JSON.parse(text)
}

// #region token
const fetchToken = async () => {
  const now = timestamp()
  const headers = { 'X-TIMESTAMP': now, 'X-CLIENT-KEY': SNAP_CLIENT_KEY, 'X-SIGNATURE': signRsa(`${SNAP_CLIENT_KEY}|${now}`) }
  const { accessToken } = await post('/open/bi/v1.0/get/token', headers, '{"grantType":"client_credentials"}')
  return accessToken
}
// #endregion

// #region call
/** `body` is the text that travels: made once, hashed and sent as it is. @param {string} path @param {string} token @param {string} body */
const call = (path, token, body) => {
  const now = timestamp()
  const hash = createHash('sha256').update(body).digest('hex')
  const signature = SNAP_DIALECT === 'bnc'
    ? signRsa(`POST:${path}:${hash}:${now}`)
    : createHmac('sha512', SNAP_CLIENT_SECRET).update(`POST:${path}:${token}:${hash}:${now}`).digest('base64')
  return post(path, {
    'Authorization': `Bearer ${token}`,
    'X-TIMESTAMP': now,
    'X-SIGNATURE': signature,
    'X-PARTNER-ID': SNAP_PARTNER_ID,
    'X-EXTERNAL-ID': randomUUID(),
    'CHANNEL-ID': SNAP_CHANNEL_ID,
    'ORIGIN': 'www.example.co.id'
  }, body)
}
// #endregion

await call('/open/bi/private/v1.0/qr/qr-mpm-query', await fetchToken(),
  JSON.stringify({ originalReferenceNo: SNAP_REFERENCE_NO, serviceCode: '47' }))
