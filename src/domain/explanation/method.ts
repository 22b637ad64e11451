/** Mistakes of the HTTP method. */
import { just, rulesOf } from './mistake.js'

const rule = rulesOf<string>('method')
const UPPER = 'Sign the method of the request in upper-case letters.'

export const METHOD_RULES = [
  rule('method-lower', 1, 'The method was signed in lower case', UPPER, 'post', method => just(method.toLowerCase())),
  rule('method-other', 1, 'Another method was signed than was sent', UPPER, 'GET',
    () => just('GET')),
  rule('method-unusual', 3, 'A method was signed that this API does not know', UPPER, 'PUT',
    () => just('PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')),
  rule('method-capitalised', 3, 'The method was signed with one capital letter', UPPER, 'Post',
    method => just(method.slice(0, 1).toUpperCase() + method.slice(1).toLowerCase())),
  rule('method-empty', 3, 'The place of the method was left empty', UPPER, ':/v1.0/…', () => just('')),
  rule('method-other-case', 3, 'Another method was signed, not in upper case', UPPER, 'get', () => just('get', 'Get', 'put',
    'Put', 'patch')),
  rule('method-decorated', 3, 'Something stands around the signed method', UPPER, 'HttpMethod.POST', method => just(
    `${method} `, ` ${method}`, `"${method}"`, `'${method}'`, `HttpMethod.${method}`, `HTTPMethod.${method}`, `HTTP ${method}`,
      `${method} HTTP/1.1`,
    `RequestMethod.${method}`, `Method.${method}`, 'application/json', 'undefined', 'null', 'None'
  ))
]
