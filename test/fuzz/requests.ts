/** Requests for fuzzing, made from the OpenAPI document: every route, with what it asks for and with what it does not. */
import type { OpenApi, Operation } from '../../src/http/openapi/document.js'
import type { Signer } from '../../src/client/signer.js'
import { operations } from '../http/openapi/document-reader.js'
import type { Dice } from './dice.js'
import {
  BANK_HEADERS,
  BODY_JUNK,
  HEADERS_JUNK,
  HEADER_VALUES,
  METHODS,
  OUTCOMES,
  PATH_JUNK,
  QUERY_JUNK,
  TYPES
} from './junk.js'
import { Values, type Known, type Schema } from './values.js'

export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  /** The bank was told to answer anything at all, or nothing. */
  readonly forced: boolean
}

export interface SigningPartner {
  readonly sign: Signer
  readonly token: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: Schema
}

export interface Route {
  readonly method: string
  readonly path: string
  readonly isBank: boolean
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
  readonly operation: Operation
}

/** A receiver that answers after ten seconds by design. */
const LEFT_OUT = ['/sink/slow']

export const routesOf = (document: OpenApi): Route[] =>
  operations(document)
    .filter(({ path }) => !LEFT_OUT.includes(path))
    .map(({ path, method, operation }) => {
      const content = (operation['requestBody'] as { content: Record<string, { schema: Schema }> } | undefined)?.content
      return {
        method: method.toUpperCase(),
        path,
        isBank: operation.tags.includes('Bank'),
        parameters: (operation['parameters'] ?? []) as Parameter[],
        body: content?.['application/json']?.schema,
        operation
      }
    })

export class Requests {
  readonly #routes: readonly Route[]
  readonly #values: Values
  readonly #dice: Dice

  constructor(document: OpenApi, dice: Dice, known: Known) {
    this.#routes = routesOf(document)
    this.#values = new Values(document, dice, known)
    this.#dice = dice
  }

  /** A call of one of the bank's services, mostly well signed. */
  ofBank(partner: SigningPartner): FuzzRequest {
    const { chance, pick } = this.#dice
    const route = pick(this.#routes.filter(({ isBank }) => isBank))
    const path = pick([route.path, ...(route.operation['x-aliases'] as string[])]) + (chance(0.1) ? pick(QUERY_JUNK) : '')
    const body = this.#body(route)
    const outcome = chance(0.1) ? pick(OUTCOMES) : undefined
    const signed =
      route.operation.operationId === 'token'
        ? partner.sign.token({ path })
        : partner.sign.call(route.operation.operationId, body.toString(), { path, token: partner.token })
    const headers = Object.entries({ ...signed.headers, ...(outcome === undefined ? {} : { 'X-Sandbox-Outcome': outcome }) })
    const text = body.toString()
    return {
      method: chance(0.05) ? pick(METHODS) : 'POST',
      path,
      headers: chance(0.25) ? this.#spoiltHeaders(headers) : headers,
      body,
      forced: outcome !== undefined || text.includes('SIM') || /\\u00(?:5[36]|4|7)/i.test(text)
    }
  }

  #spoiltHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
    const { chance, pick } = this.#dice
    const name = pick(BANK_HEADERS)
    const others = headers.filter(([other]) => other !== name).map(([other, value]): [string, string] => [other, value])
    if (chance(0.2)) return others
    if (chance(0.2)) return [...others, [...pick(HEADERS_JUNK)] as [string, string]]
    if (chance(0.15)) return [...headers.map(([other, value]): [string, string] => [other, value]), [name, pick(HEADER_VALUES)]]
    return [...others, [name, chance(0.5) ? pick(HEADER_VALUES) : pick(TYPES)], ['X-Sandbox-Debug', 'true']]
  }

  /** A call of any other route: the admin's, and those that anybody may ask. */
  ofOthers(): FuzzRequest {
    const { chance, pick } = this.#dice
    const route = pick(this.#routes.filter(({ isBank }) => !isBank))
    return {
      method: chance(0.04) ? pick(METHODS) : route.method,
      path: this.#path(route) + this.#query(route),
      headers: [
        ...(chance(0.9) ? [['Content-Type', 'application/json'] as const] : [['Content-Type', pick(TYPES)] as const]),
        ...(chance(0.06) ? [pick(HEADERS_JUNK)] : [])
      ],
      body: ['GET', 'HEAD'].includes(route.method) && chance(0.95) ? Buffer.alloc(0) : this.#body(route),
      forced: route.path.startsWith('/sink/')
    }
  }

  #path({ path, parameters }: Route): string {
    const { chance, pick } = this.#dice
    if (chance(0.02)) return path + pick(['/', '//', '/..', '/../livez', '%2f', '.json', '/%00'])
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const schema = parameters.find(each => each.name === name)?.schema ?? { type: 'string' }
      return chance(0.2) ? pick(PATH_JUNK) : this.#written(this.#values.fitting(schema, name))
    })
  }

  #query({ parameters }: Route): string {
    const { chance, pick } = this.#dice
    if (chance(0.06)) return pick(QUERY_JUNK)
    const asked = parameters.filter(each => each.in === 'query' && (each.required || each.name === 'timeoutMs' || chance(0.25)))
    const pairs = asked.map(({ name, schema }) =>
      [
        name,
        this.#written(name === 'timeoutMs' || chance(0.85) ? this.#values.fitting(schema, name) : this.#values.wild())
      ].join('=')
    )
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`
  }

  /** As it may stand in a URL. */
  #written(value: unknown): string {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return encodeURIComponent(text.slice(0, 3000).toWellFormed())
  }

  #body({ body: schema }: Route): Buffer {
    const { chance, pick } = this.#dice
    if (chance(0.04)) return Buffer.from(pick(BODY_JUNK)())
    if (schema === undefined) return Buffer.from(chance(0.8) ? '' : JSON.stringify(this.#values.wild()))
    const fitting = this.#values.fitting(schema)
    const value = chance(0.5) ? fitting : this.#values.spoilt(chance(0.3) ? this.#values.spoilt(fitting) : fitting)
    return Buffer.from(JSON.stringify(value))
  }
}
