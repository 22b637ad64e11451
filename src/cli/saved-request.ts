/** A request that somebody saved, as raw HTTP, as a curl command or as JSON, made into the question that the explainer takes. */
import type { ExplainBody } from '../../schemas/signature.js'
import { shellWords } from './shell-words.js'
import { UsageError } from './usage-error.js'

/** Reads the file of curl's `@file`. */
export type ReadFile = (file: string) => string

type Headers = Record<string, string>

/** The path as requested, of a URL or of a path. */
const pathOf = (target: string): string => {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/, '')
  return path.startsWith('/') ? path : `/${path}`
}

const withHost = (target: string, headers: Headers): Headers => {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(target)?.[1]
  const isSaid = Object.keys(headers).some(name => name.toLowerCase() === 'host')
  return host === undefined || isSaid ? headers : { host, ...headers }
}

const headerOf = (line: string): readonly [name: string, value: string] => {
  const [, name, value] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(`the line "${line}" of the saved request is no header; allowed: "Name: value"`)
  }
  return [name, value]
}

const START_LINE = /^([A-Z]+) (\S+)(?: HTTP\/[\d.]+)?\r?$/

/** The body is what follows the first empty line, byte for byte: a line end that an editor added is part of it. */
const readHttp = (text: string): ExplainBody => {
  const [, method = '', target = ''] = START_LINE.exec(text.slice(0, text.indexOf('\n'))) ?? []
  const end = /\r?\n\r?\n/.exec(text)
  const head = text.slice(0, end?.index ?? text.length).trimEnd()
  const headers = Object.fromEntries(head.split(/\r?\n/).slice(1).map(headerOf))
  const rest = end === null ? '' : text.slice(end.index + end[0].length)
  const length = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length')?.[1]
  // A file ends with a line end that was never sent; Content-Length knows better.
  const body = length === undefined ? rest.replace(/\r?\n$/, '') : Buffer.from(rest).subarray(0, Number(length)).toString()
  return { method, path: pathOf(target), headers: withHost(target, headers), body }
}

/** Options of curl that take a value and say nothing of the request. */
const OTHER_VALUES = new Set([
  '-o', '-u', '-m', '-x', '-w', '-E', '-c', '-b', '-T', '--output', '--user', '--max-time', '--proxy', '--write-out',
  '--cert', '--key', '--cacert',
  '--connect-timeout', '--retry', '--cookie', '--cookie-jar', '--resolve', '--connect-to', '--interface'
])

const DATA = new Set(['-d', '--data', '--data-ascii', '--data-raw', '--data-binary', '--json'])

interface Curl {
  method: string | undefined
  target: string | undefined
  readonly headers: Headers
  readonly data: string[]
}

const addData = (curl: Curl, option: string, value: string, readFile: ReadFile): void => {
  const text = value.startsWith('@') && option !== '--data-raw' ? readFile(value.slice(1)) : value
  // curl takes line ends out of a file, unless it is binary.
  curl.data.push(value.startsWith('@') && ['-d', '--data', '--data-ascii'].includes(option) ? text.replace(/[\r\n]/g, '') : text)
}

/** Puts an option and its value in its place. */
const take = (curl: Curl, option: string, value: string, readFile: ReadFile): void => {
  if (option === '-X' || option === '--request') curl.method = value
  else if (option === '--url') curl.target = value
  else if (option === '-A' || option === '--user-agent') curl.headers['user-agent'] = value
  else if (option === '-H' || option === '--header') {
    const [name, text] = headerOf(value.replace(/;$/, ':'))
    curl.headers[name] = text
  } else if (DATA.has(option)) addData(curl, option, value, readFile)
}

const takesValue = (option: string): boolean =>
  OTHER_VALUES.has(option) || DATA.has(option) ||
  ['-X', '--request', '--url', '-A', '--user-agent', '-H', '--header'].includes(option)

/** `-sSXPOST` as `-s -S -X` and `POST`. */
const unbundled = (word: string): string[] => {
  if (!/^-[A-Za-z]{1}./.test(word)) return [word]
  const option = word.slice(0, 2)
  return takesValue(option) ? [option, word.slice(2)] : [option, ...unbundled(`-${word.slice(2)}`)]
}

const readCurl = (text: string, readFile: ReadFile): ExplainBody => {
  const words = shellWords(text.trim()).slice(1)
  const curl: Curl = { method: undefined, target: undefined, headers: {}, data: [] }
  const queue = [...words]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [option = '', ...rest] = unbundled(word)
    queue.unshift(...rest)
    if (takesValue(option)) take(curl, option, queue.shift() ?? '', readFile)
    else if (!option.startsWith('-')) curl.target ??= option
  }
  if (curl.target === undefined) throw new UsageError('the curl command names no URL')
  return {
    method: curl.method ?? (curl.data.length === 0 ? 'GET' : 'POST'),
    path: pathOf(curl.target),
    headers: withHost(curl.target, curl.headers),
    body: curl.data.join('&')
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readJson = (text: string): ExplainBody => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`the saved request is no JSON: ${(error as Error).message}`)
  }
  const { method = 'POST', path, url, headers, body = '', partnerId } = isRecord(json) ? json : {}
  const target = path ?? url
  if (typeof target !== 'string' || !isRecord(headers)) {
    throw new UsageError('the saved request lacks path or headers; allowed: {"method","path","headers":{…},"body","partnerId"}')
  }
  if (typeof body !== 'string') throw new UsageError('body is no text; it is signed byte for byte, so put the exact text there, as a JSON string')
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
  return {
    method: String(method), path: pathOf(target), headers: withHost(target, Object.fromEntries(pairs)), body,
    ...(typeof partnerId === 'string' && { partnerId })
  }
}

/** Throws `UsageError` where the text is none of the three. */
export const readSavedRequest = (text: string, readFile: ReadFile): ExplainBody => {
  const start = text.replace(/^\ufeff/, '').replace(/^\s+/, '')
  if (start.startsWith('{')) return readJson(start)
  if (/^(?:\$ )?curl\b/.test(start)) return readCurl(start.replace(/^\$ /, ''), readFile)
  if (START_LINE.test(start.slice(0, Math.max(0, start.indexOf('\n'))))) return readHttp(start)
  throw new UsageError('the saved request is neither raw HTTP ("POST /path HTTP/1.1" and headers), nor a curl command, ' +
    'nor JSON {method,path,headers,body}')
}
