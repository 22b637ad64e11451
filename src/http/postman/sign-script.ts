/**
 * The pre-request script of the collection. It runs in Postman's and Newman's sandbox as it is: CryptoJS comes with both, and
 * what CryptoJS lacks, RSA, is arithmetic on BigInt. It loads nothing.
 */

/** The private key in PKCS#8 or PKCS#1, read from its hex; the signature by the Chinese remainder theorem. */
const RSA = String.raw`
const crypto = require('crypto-js');
const derItem = (hex, at) => {
  let length = parseInt(hex.slice(at + 2, at + 4), 16), start = at + 4;
  if (length > 127) {
    const digits = (length & 127) * 2;
    length = parseInt(hex.slice(start, start + digits), 16);
    start += digits;
  }
  return { tag: hex.slice(at, at + 2), start, end: start + length * 2 };
};
const keyNumbers = (hex, at) => {
  const outer = derItem(hex, at), numbers = [];
  for (let next = outer.start; next < outer.end;) {
    const item = derItem(hex, next);
    if (item.tag === '04') return keyNumbers(hex, item.start);
    if (item.tag === '02') numbers.push(BigInt('0x' + hex.slice(item.start, item.end)));
    next = item.end;
  }
  return numbers;
};
const power = (base, exponent, modulus) => {
  let result = BigInt(1), square = base % modulus;
  for (const bit of exponent.toString(2).split('').reverse()) {
    if (bit === '1') result = result * square % modulus;
    square = square * square % modulus;
  }
  return result;
};
const signRsa = (pem, text) => {
  const der = crypto.enc.Base64.parse(pem.replace(/-----[^-]+-----|\s/g, '')).toString(crypto.enc.Hex);
  const [, n, , , p, q, dp, dq, qi] = keyNumbers(der, 0);
  const size = Math.ceil(n.toString(16).length / 2) * 2;
  const digest = '3031300d060960864801650304020105000420' + crypto.SHA256(text).toString(crypto.enc.Hex);
  const message = BigInt('0x0001' + 'f'.repeat(size - digest.length - 6) + '00' + digest);
  const [a, b] = [power(message, dp, p), power(message, dq, q)];
  const signature = b + q * (((a - b) % p + p) * qi % p);
  return crypto.enc.Hex.parse(signature.toString(16).padStart(size, '0')).toString(crypto.enc.Base64);
};`

/** Signs whatever has an X-SIGNATURE; its headers are variables. A token is fetched first where none is at hand. */
const SIGN = String.raw`
const value = name => pm.variables.get(name);
const timestamp = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 19) + '+07:00';
const say = (at, signature) => {
  pm.variables.set('timestamp', at);
  pm.variables.set('signatureValue', signature);
};
const signTransaction = () => {
  const at = timestamp();
  pm.variables.set('newInvoice', 'POSTMAN-' + Date.now());
  pm.variables.set('externalId', Date.now() + String(Math.random()).slice(2, 15));
  const path = pm.variables.replaceIn(pm.request.url.toString()).replace(/^https?:\/\/[^/]+/i, '');
  const body = pm.variables.replaceIn(pm.request.body.raw).replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  const hash = crypto.SHA256(body).toString(crypto.enc.Hex);
  if (value('signatureMode') === 'symmetric') {
    const text = ['POST', path, value('accessToken'), hash, at].join(':');
    say(at, crypto.HmacSHA512(text, value('clientSecret')).toString(crypto.enc.Base64));
  } else {
    say(at, signRsa(value('privateKey'), ['POST', path, hash, at].join(':')));
  }
};
const tokenHeaders = at => {
  const signature = signRsa(value('privateKey'), value('clientKey') + '|' + at);
  say(at, signature);
  return { 'Content-Type': 'application/json', 'X-TIMESTAMP': at, 'X-CLIENT-KEY': value('clientKey'), 'X-SIGNATURE': signature };
};
const keepToken = reply => {
  pm.collectionVariables.set('accessToken', reply.accessToken);
  pm.collectionVariables.set('accessTokenUntil', String(Date.now() + (Number(reply.expiresIn) - 30) * 1000));
};
const TOKEN_PATH = '{tokenPath}';
if (!pm.request.headers.has('X-SIGNATURE')) {
  // An admin route: nothing to sign.
} else if (pm.request.url.toString().endsWith(TOKEN_PATH)) {
  tokenHeaders(timestamp());
} else if (value('accessToken') && Number(value('accessTokenUntil')) > Date.now()) {
  signTransaction();
} else {
  const body = { mode: 'raw', raw: JSON.stringify({ grantType: 'client_credentials' }) };
  const url = value('baseUrl') + TOKEN_PATH;
  pm.sendRequest({ url, method: 'POST', header: tokenHeaders(timestamp()), body }, (error, response) => {
    if (error) throw error;
    keepToken(response.json());
    signTransaction();
  });
}`

/** The script with the path of the token call in it. */
export const signScript = (tokenPath: string): string => (RSA + SIGN).trimStart().replace('{tokenPath}', tokenPath)
