/** One call of an admin route, by `fetch` alone: JSON in, JSON out, and an error that carries the bank's own words. */
import type { Static, TUnsafe } from '@sinclair/typebox'
import type { Page } from '../../schemas/page.js'
import type { Problem } from '../../schemas/problem.js'

export interface AdminOptions {
  /** Where the bank is, for example `http://127.0.0.1:7751`. */
  readonly url: string
  /** The value of BNC_ADMIN_KEY, where the bank has one. */
  readonly adminKey?: string | undefined
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface AdminInput {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined
  readonly body?: object | undefined
}

/** Calls `/admin` + path; the type says what the route answers. */
export type AdminCall = <T>(method: Method, path: string, input?: AdminInput) => Promise<T>

/** An admin route said no. `message` is the problem's detail, which names the field and the allowed values. */
export class AdminError extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'AdminError'
    this.status = problem.status
    this.problem = problem
  }
}

/** A page of a list, as the route answers it. */
export type PageOf<T> = Static<ReturnType<typeof Page<TUnsafe<T>>>>

export interface PageWish {
  readonly limit?: number
  readonly cursor?: string
}

/** Every item of a list, page after page: `for await (const partner of allItems(admin.partners.list)) …` */
export async function* allItems<Q extends PageWish, T>(list: (query: Q) => Promise<PageOf<T>>, query: Q = {} as Q): AsyncGenerator<T> {
  let next: Q | undefined = query
  while (next !== undefined) {
    const { items, nextCursor }: PageOf<T> = await list(next)
    yield* items
    next = nextCursor === null ? undefined : { ...query, cursor: nextCursor }
  }
}

/** A path with what is put into it encoded: an id may hold a slash. */
export const route = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  texts.map((text, index) => text + encodeURIComponent(values[index] ?? '')).join('')

const queryText = (query: AdminInput['query'] = {}): string => {
  const said = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)] as const)
  return said.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(said)).toString()}`
}

/** What came is a problem, or something between us and the bank answered. */
export const readProblem = (response: Response, text: string): Problem => {
  try {
    const body = JSON.parse(text) as Partial<Problem> | null
    if (typeof body?.detail === 'string') return { type: 'about:blank', title: response.statusText, ...body, detail: body.detail, status: response.status }
  } catch {
    // Not JSON: shown as it came.
  }
  const detail = `${response.url} answered ${response.status} ${response.statusText}: ${text.slice(0, 200)}`
  return { type: 'about:blank', title: response.statusText, status: response.status, detail }
}

export const adminUrl = ({ url }: AdminOptions): string => `${url.replace(/\/+$/, '')}/admin`

export const adminHeaders = ({ adminKey }: AdminOptions): Record<string, string> =>
  adminKey === undefined ? {} : { authorization: `Bearer ${adminKey}` }

/** Throws `AdminError`, and what `fetch` throws where nobody answers. */
export const adminCall = (options: AdminOptions): AdminCall => {
  const base = adminUrl(options)
  const key = adminHeaders(options)
  return async <T>(method: Method, path: string, { query, body }: AdminInput = {}): Promise<T> => {
    const response = await fetch(base + path + queryText(query), {
      method,
      headers: { accept: 'application/json', ...key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    if (!response.ok) throw new AdminError(readProblem(response, text))
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}
