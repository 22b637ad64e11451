/** What a reply may be: the codes that the document promises, in the voice of the route, and nothing of the 5xx. */
import { findCodeRow, splitCode } from '../../schemas/response-codes.js'
import { NO_SERVICE, serviceOfPath, type Service } from '../../schemas/services.js'
import type { OpenApi } from '../../src/http/openapi/document.js'
import { checker, type Described, type Media } from '../http/openapi/document-reader.js'
import { routesOf, type FuzzRequest, type Route } from './requests.js'
import type { WireReply } from './wire.js'

const jsonOf = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const typeOf = ({ headers }: WireReply): string => headers['content-type']?.split(';', 1)[0] ?? 'none'

/** What HTTP itself forbids in a request line or a header: the bank answers for everybody, with its bad request. */
const isBrokenHttp = ({ path, headers }: FuzzRequest): boolean =>
  /[^\x21-\x7e]/.test(path) || headers.reduce((sum, [name, value]) => sum + name.length + value.length, path.length) > 60_000

/** The text of a message whose placeholder may be filled with anything. */
const fits = (template: string, message: string): boolean => {
  const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = template
    .split(/\s*(?:\{field name\}|\[(?:reason|info)\])/i)
    .map(plain)
    .join('(?:.*)')
  return new RegExp(`^${pattern}$`, 's').test(message)
}

/** `/admin/x/{id}` as what matches it. */
const matcher = (path: string): RegExp => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]*')}$`)

type Responses = Readonly<Record<string, Described & Media>>

/** Codes that the document shows for a service, and those of a wrong method and a success. */
const promisedCodes = ({ operation }: Route, code: string): Set<string> => {
  const examples = Object.values(operation['responses'] as Responses)
    .flatMap(({ content }) => Object.values(content?.['application/json']?.examples ?? {}))
    .map(({ value }) => String((value as Record<string, unknown>)['responseCode']))
  return new Set([...examples, `200${code}00`, `405${code}00`])
}

/** A path that nobody has; but a foreign Host and a body that cannot be read are refused before it is looked for. */
const UNKNOWN_PATH = [400, 403, 404, 413]

export class Oracle {
  readonly #routes: readonly (Route & { readonly matches: RegExp })[]
  readonly #check: ReturnType<typeof checker>
  readonly #promised = new Map<string, Set<string>>()

  constructor(document: OpenApi) {
    this.#routes = routesOf(document).map(route => ({ ...route, matches: matcher(route.path) }))
    this.#check = checker(document)
    for (const route of this.#routes.filter(({ isBank }) => isBank)) {
      const service = serviceOfPath(route.path)
      if (service !== undefined) this.#promised.set(service.code, promisedCodes(route, service.code))
    }
  }

  /** What is wrong with the reply; undefined where nothing is. */
  judge(request: FuzzRequest, reply: WireReply): string | undefined {
    if (reply.status === 0) return request.forced ? undefined : 'no reply'
    if (isBrokenHttp(request) && reply.status === 400) return this.#snap(undefined, request, reply)
    const path = request.path.split(/[?#]/, 1)[0] ?? ''
    const service = serviceOfPath(path)
    if (service !== undefined) return this.#snap(service, request, reply)
    if (path === '/admin' || path.startsWith('/admin/')) return this.#admin(path, request, reply)
    return this.#public(path, request, reply)
  }

  #snap(service: Service | undefined, request: FuzzRequest, reply: WireReply): string | undefined {
    const { status, text } = reply
    if (status >= 500 && !request.forced) return 'a 5xx that was not forced'
    if (request.method === 'HEAD' || (request.forced && (status === 502 || jsonOf(text) === undefined))) return undefined
    if (typeOf(reply) !== 'application/json') return `content-type ${typeOf(reply)}`
    const body = jsonOf(text)
    const code = String(body?.['responseCode'])
    const parts = splitCode(code)
    if (body === undefined || parts === undefined) return 'no response code'
    if (Number(parts.http) !== status) return `code ${code} with HTTP ${status}`
    if (parts.service !== (service?.code ?? NO_SERVICE)) return `code ${code} of another service`
    const row = findCodeRow(parts.http, parts.caseCode)
    if (row === undefined) return `code ${code} is in no list`
    if (!request.forced && !fits(row.message, String(body['responseMessage'])))
      return `message ${String(body['responseMessage'])} for ${code}`
    if (service !== undefined && !request.forced && this.#promised.get(service.code)?.has(code) !== true)
      return `code ${code} is not promised`
    return undefined
  }

  #admin(path: string, request: FuzzRequest, reply: WireReply): string | undefined {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const routes = this.#routes.filter(each => each.method === method && each.matches.test(path))
    const responses = routes.flatMap(({ operation }) =>
      Object.entries(operation['responses'] as Responses).filter(([status]) => Number(status) === reply.status)
    )
    if (reply.status >= 500) return 'a 5xx that was not forced'
    const isUnknown = routes.length === 0 || /%(?![0-9a-f]{2})/i.test(path)
    if (responses.length === 0 && !(isUnknown && UNKNOWN_PATH.includes(reply.status)))
      return `status ${reply.status} is not promised`
    if (request.method === 'HEAD') return undefined
    return reply.status < 400
      ? this.#success(
          responses.map(([, response]) => response),
          reply
        )
      : this.#problem(reply)
  }

  #success(responses: readonly (Described & Media)[], reply: WireReply): string | undefined {
    const media = responses.flatMap(({ content }) => Object.entries(content ?? {}))
    const type = typeOf(reply)
    if (media.length === 0) return undefined
    const described = media.filter(([name]) => name === type)
    if (described.length === 0) return `content-type ${type}`
    if (type !== 'application/json') return undefined
    const body = jsonOf(reply.text)
    const faults = described.map(([, { schema }]) => this.#check(schema ?? {}, body))
    return faults.some(list => list.length === 0)
      ? undefined
      : `not as its schema says: ${faults.flat().slice(0, 3).join('; ')}`
  }

  #problem(reply: WireReply): string | undefined {
    const body = jsonOf(reply.text)
    if (typeOf(reply) !== 'application/problem+json') return `content-type ${typeOf(reply)}`
    if (body?.['status'] !== reply.status) return 'the problem names another status'
    return typeof body['detail'] === 'string' && body['detail'] !== '' ? undefined : 'a problem without a detail'
  }

  /** Paths that are nobody's speak SNAP; the others say what they promise, or no in either voice. */
  #public(path: string, request: FuzzRequest, reply: WireReply): string | undefined {
    const routes = this.#routes.filter(
      ({ method, matches }) =>
        (method === request.method || (method === 'GET' && request.method === 'HEAD')) && matches.test(path)
    )
    const isTold = routes.some(({ operation }) => String(reply.status) in (operation['responses'] as Responses))
    if (isTold && reply.status < 500) return undefined
    if (reply.status >= 500) return request.forced && isTold ? undefined : 'a 5xx that was not forced'
    if (typeOf(reply) === 'application/problem+json')
      return routes.length > 0 ? this.#problem(reply) : 'a problem where SNAP is spoken'
    return this.#snap(undefined, { ...request, forced: false }, reply)
  }
}
