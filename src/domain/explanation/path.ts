/** Mistakes of the path: host, prefix, version, slashes, query, case, or the path of another call. */
import { just, rulesOf, type Reading } from './mistake.js'

/** The paths of one service; the first is its own, the others are aliases. */
export interface ServicePaths {
  readonly code?: string
  readonly title?: string
  readonly paths: readonly string[]
}

export interface PathContext {
  readonly path: string
  readonly host?: string
  readonly scheme?: string
  readonly services: readonly ServicePaths[]
}

const rule = rulesOf<PathContext>('path')

const AS_SENT = 'Sign the path exactly as it stands in the request line, query included, without scheme and host.'

/** The bank's hosts [BNC] and those of published examples, for requests that do not say which host the client meant. */
const HOSTS = ['openbanking.bankneo.co.id', 'perf-openbanking.bankneo.co.id', 'sandbox.example.test', 'localhost', '127.0.0.1']

const hostsOf = ({ host }: PathContext): readonly string[] => {
  const own = host === undefined || host === '' ? [] : [host, host.replace(/:\d+$/, '')]
  return [...own, ...HOSTS]
}

const urls = (context: PathContext): readonly Reading[] => {
  const schemes = [...new Set([context.scheme ?? 'http', 'https', 'http'])]
  return just(...hostsOf(context).flatMap(host => schemes.map(scheme => `${scheme}://${host}${context.path}`)))
}

const split = (path: string): readonly [path: string, query: string] => {
  const at = path.indexOf('?')
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at)]
}

/** Changes the path and leaves the query as it is. */
const bare = (change: (path: string) => readonly string[]) => ({ path }: PathContext): readonly Reading[] => {
  const [front, query] = split(path)
  return just(...change(front).map(text => text + query))
}

const VERSION = /\/v?\d+(?:\.\d+)*(?=\/|$)/
const VERSIONS = ['/v1.0', '/v1', '/1.0', '/1.0.0', '/v1.0.0', '/v1.1', '/v2.0', '/v2', '/1', '/v1.2', '/v1.0.1']
const PREFIXES = ['/api', '/open/bi/private', '/open/bi', '/open', '/snap', '/openapi', '/open-api', '/private', '/gateway',
  '/sandbox', '/qris']

/** Every shorter tail of the path, longest first. */
const tails = (path: string): readonly string[] => {
  const parts = path.split('/').filter(part => part !== '')
  return parts.slice(1).map((_, at) => `/${parts.slice(at + 1).join('/')}`)
}

const sortedQuery = (query: string): readonly string[] => {
  const pairs = query.slice(1).split('&')
  return [`?${[...pairs].sort().join('&')}`, `?${[...pairs].reverse().join('&')}`]
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isSame = (paths: readonly string[], path: string): boolean => paths.includes(split(path)[0].replace(/\/$/, ''))

const aliases = ({ path, services }: PathContext): readonly Reading[] =>
  just(...services.filter(({ paths }) => isSame(paths, path)).flatMap(({ paths }) => paths.map(other => other + split(path)[1])))

const prefixOf = (path: string): string => path.slice(0, (VERSION.exec(path)?.index ?? 0) + 1)

/** Paths of the other services under this prefix, or under any other. */
const others = (near: boolean) => ({ path, services }: PathContext): readonly Reading[] =>
  services.filter(({ paths }) => !isSame(paths, path)).flatMap(({ paths, title }) =>
    paths.filter(other => (prefixOf(other) === prefixOf(path)) === near).map(other => ({
      text: other, ...(title !== undefined && { detail: `It is the path of: ${title}.` })
    })))

export const PATH_RULES = [
  rule('path-full-url', 1, 'Scheme and host were signed with the path', AS_SENT, 'https://host/v1.0/qr/qr-mpm-generate', urls, 2),
  rule('path-trailing-slash', 1, 'The path was signed with a slash at its end', AS_SENT, '/v1.0/qr/qr-mpm-generate/',
    bare(path => [`${path}/`])),
  rule('path-no-version', 1, 'The version is missing in the signed path', AS_SENT, '/qr/qr-mpm-generate',
    bare(path => [path.replace(VERSION, ''), path.replace(new RegExp(VERSION, 'g'), '')])),
  rule('path-no-prefix', 1, 'The gateway\'s prefix is missing in the signed path', AS_SENT, '/v1.0/qr/qr-mpm-generate',
    bare(path => {
    const at = VERSION.exec(path)?.index ?? 0
    return [path.slice(at), ...PREFIXES.filter(prefix => path.startsWith(`${prefix}/`)).map(prefix => path.slice(prefix.length))]
  })),
  rule('path-alias', 1, 'Another path of the same service was signed', 'Sign the path that you call, not its alias.',
    '/api/v1.0/qr/qr-mpm-generate',
    aliases, 3),
  rule('path-query-added', 1, 'A stray "?" was signed after the path', AS_SENT, '/v1.0/qr/qr-mpm-generate?',
    ({ path }) => (path.includes('?') ? just(`${path}?`, `${path}&`) : just(`${path}?`))),
  rule('path-no-query', 1, 'The query is missing in the signed path', AS_SENT, '/v1.0/qr/qr-mpm-generate',
    ({ path }) => just(split(path)[0],
    `${split(path)[0]}?`)),
  rule('path-no-leading-slash', 1, 'The path was signed without its first slash', AS_SENT, 'v1.0/qr/qr-mpm-generate',
    bare(path => [path.replace(/^\//, '')])),
  rule('path-other-service', 2, 'The path of another service was signed', 'Take the path from the call that you send.',
    '/v1.0/qr/qr-mpm-query',
    others(true), 10),
  rule('path-other-service-prefix', 3, 'The path of another service, under another prefix, was signed',
    'Take the path from the call that you send.',
    '/api/v1.0/qr/qr-mpm-query', others(false), 30),
  rule('path-prefix-added', 2, 'A prefix was signed that is not in the request', AS_SENT, '/api/v1.0/qr/qr-mpm-generate',
    bare(path => {
    const at = VERSION.exec(path)?.index ?? 0
    return PREFIXES.flatMap(prefix => [prefix + path, prefix + path.slice(at)])
  })),
  rule('path-other-version', 2, 'The signed path has another version', AS_SENT, '/v1.0.0/qr/qr-mpm-generate',
    bare(path => (VERSION.test(path) ? VERSIONS.map(version => path.replace(VERSION,
      version)) : VERSIONS.map(version => version + path)))),
  rule('path-host', 2, 'The host was signed with the path', AS_SENT, 'host/v1.0/qr/qr-mpm-generate',
    context => just(...hostsOf(context).flatMap(host => [host + context.path, `//${host}${context.path}`]))),
  rule('path-url-without-path', 3, 'The base address alone was signed', AS_SENT, 'https://host',
    context => just(...hostsOf(context).slice(0, 2).flatMap(host => [`https://${host}`, `http://${host}`, `https://${host}/`,
      host]))),
  rule('path-tail', 2, 'Only the end of the path was signed', AS_SENT, '/qr-mpm-generate',
    bare(path => tails(path).flatMap(tail => [tail, tail.slice(1)]))),
  rule('path-slash-dropped', 2, 'The slash at the end of the requested path was not signed', AS_SENT, '/v1.0/qr/qr-mpm-generate',
    bare(path => [path.replace(/\/+$/, '')])),
  rule('path-lower', 2, 'The path was signed in lower case', AS_SENT, '/v1.0/qr/qr-mpm-generate',
    ({ path }) => just(path.toLowerCase())),
  rule('path-upper', 2, 'The path was signed in upper case', AS_SENT, '/V1.0/QR/QR-MPM-GENERATE',
    ({ path }) => just(path.toUpperCase(),
    path.replace(/\/v(?=\d)/, '/V'))),
  rule('path-encoded', 2, 'The path was signed URL-encoded', AS_SENT, '%2Fv1.0%2Fqr%2Fqr-mpm-generate', ({ path }) => just(
    encodeURIComponent(path.toWellFormed()), encodeURIComponent(path.toWellFormed()).toLowerCase(),
      encodeURI(path.toWellFormed()))),
  rule('path-decoded', 3, 'The path or its query was signed decoded', AS_SENT, '/v1.0/x?a=b c', ({ path }) => just(decoded(path),
    decoded(path.replace(/\+/g, ' ')))),
  rule('path-query-order', 3, 'The query was signed in another order', AS_SENT, '/v1.0/x?a=1&b=2', ({ path }) => {
    const [front, query] = split(path)
    return query === '' ? [] : just(...sortedQuery(query).map(text => front + text), `${front}/${query}`, front + query.slice(1))
  }),
  rule('path-json-escaped', 3, 'The path was signed with escaped slashes', AS_SENT, '\\/v1.0\\/qr',
    ({ path }) => just(path.replace(/\//g, '\\/'))),
  rule('path-empty', 3, 'The place of the path was left empty', AS_SENT, 'POST::…', () => just('', '/')),
  rule('path-slashes', 3, 'Slashes of the signed path are doubled or merged', AS_SENT, '//v1.0/qr/qr-mpm-generate',
    bare(path => [`/${path}`, path.replace(/\/{2,}/g, '/'), path.replace(/\//g, '//'), `${path}//`])),
  rule('path-spaces', 3, 'A space or line end was signed with the path', AS_SENT, '/v1.0/qr/qr-mpm-generate ',
    ({ path }) => just(`${path} `, ` ${path}`, `${path}\n`, `${path} HTTP/1.1`, `"${path}"`)),
  rule('path-method-inside', 3, 'The method was signed with the path', AS_SENT, 'POST /v1.0/qr',
    ({ path }) => just(`POST ${path}`, `POST${path}`)),
  rule('path-notify', 3, 'The path of the notification was signed', 'Take the path from the call that you send.',
    '/v1.0/qr/qr-mpm-notify',
    () => just('/v1.0/qr/qr-mpm-notify', '/api/v1.0/qr/qr-mpm-notify', '/open/bi/private/v1.0/qr/qr-mpm-notify'))
]
