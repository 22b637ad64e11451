/** Admin routes, and those that anybody may ask, as operations of the document. */
import { STATUS_CODES } from 'node:http'
import { Problem, PROBLEM_TYPE } from '../../../schemas/problem.js'
import type { ListedRoute } from '../route-list.js'
import { CONTROL_WORDS } from './control-words.js'
import { plainSchema, type Components, type JsonSchema } from './plain-schema.js'

/** `:name` as `{name}`. */
export const openPath = (url: string): string => url.replace(/:(\w+)/g, '{$1}')

const isAdmin = ({ url }: ListedRoute): boolean => url.startsWith('/admin')

const pathNames = ({ url }: ListedRoute): string[] => [...url.matchAll(/:(\w+)/g)].map(([, name]) => name as string)

const parametersOf = (route: ListedRoute, components: Components): JsonSchema[] => {
  const { params, querystring } = route.schema
  const inPath = pathNames(route).map(name => ({
    name,
    in: 'path',
    required: true,
    schema: params?.properties[name] === undefined ? { type: 'string' } : plainSchema(params.properties[name], components)
  }))
  const inQuery = Object.entries(querystring?.properties ?? {}).map(([name, schema]) => {
    const { description, ...plain } = plainSchema(schema, components)
    const required = querystring?.required?.includes(name) ?? false
    return { name, in: 'query', required, ...(description === undefined ? {} : { description }), schema: plain }
  })
  return [...inPath, ...inQuery]
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Input that cannot be used: `detail` names the field and the allowed values.',
  401: 'The admin key is missing or wrong.',
  403: 'A foreign Host or Origin.',
  404: 'There is no such thing.',
  408: 'What was waited for did not come in time.',
  409: 'The state of things does not allow it.',
  413: 'The body is larger than 1 MiB.',
  422: 'What was claimed is not so.',
  503: 'The database cannot be written, as on a full disk: nothing of the call was done.'
}

/** The problem responses that the operations refer to. */
export const problemResponses = (components: Components): JsonSchema =>
  Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => {
      const value = { type: 'about:blank', title: STATUS_CODES[status], status: Number(status), detail: description }
      return [
        `Problem${status}`,
        { description, content: { [PROBLEM_TYPE]: { schema: plainSchema(Problem, components), example: value } } }
      ]
    })
  )

const problemsOf = (route: ListedRoute): number[] => {
  const { body, querystring } = route.schema
  const names = [...pathNames(route), ...Object.keys(body?.properties ?? {}), ...Object.keys(querystring?.properties ?? {})]
  const isClaim = route.url.endsWith('/verify')
  const changes = isAdmin(route) && route.method !== 'GET'
  const takesBody = route.method !== 'GET' && !route.url.startsWith('/api/')
  return [
    ...(names.length > 0 || takesBody ? [400] : []),
    ...(isAdmin(route) ? [401, 403] : []),
    ...(pathNames(route).length > 0 || names.includes('partnerId') || isClaim ? [404] : []),
    ...(route.url.endsWith('/wait') ? [408] : []),
    ...(changes ? [409] : []),
    ...(takesBody ? [413] : []),
    ...(isClaim ? [422] : []),
    // The journal is written before it is read.
    ...(changes || route.url.startsWith('/admin/requests') ? [503] : [])
  ]
}

const replies = ({ schema, url, method }: ListedRoute, components: Components): JsonSchema => {
  const { produces = 'application/json', also = [], statuses = [200] } = CONTROL_WORDS.get(`${method} ${url}`) ?? {}
  const others = Object.fromEntries(also.map(type => [type, {}]))
  const declared = Object.entries(schema.response ?? {}).filter(([status]) => status.startsWith('2'))
  if (declared.length === 0) {
    return Object.fromEntries(
      statuses.map(status => [String(status), { description: STATUS_CODES[status] ?? '', content: { [produces]: {}, ...others } }])
    )
  }
  return Object.fromEntries(
    declared.map(([status, reply]) => [
      status,
      reply['type'] === 'null'
        ? { description: 'Done' }
        : { description: 'Done', content: { [produces]: { schema: plainSchema(reply, components) }, ...others } }
    ])
  )
}

const operationId = ({ method, url }: ListedRoute): string =>
  method.toLowerCase() + url.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The operation of one route. */
export const controlOperation = (route: ListedRoute, components: Components): JsonSchema => {
  const words = CONTROL_WORDS.get(`${route.method} ${route.url}`)
  const { body } = route.schema
  return {
    tags: [words?.tag ?? 'Tools'],
    operationId: operationId(route),
    summary: words?.summary ?? `${route.method} ${route.url}`,
    security: isAdmin(route) ? [{ adminBearer: [] }, { adminKey: [] }, {}] : [],
    parameters: parametersOf(route, components),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: (body.required?.length ?? 0) > 0,
            content: { 'application/json': { schema: plainSchema(body, components) } }
          }
        }),
    responses: {
      ...replies(route, components),
      ...Object.fromEntries(
        problemsOf(route).map(status => [String(status), { $ref: `#/components/responses/Problem${status}` }])
      )
    }
  }
}
