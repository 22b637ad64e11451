/** Errors for admin users: problem+json that names the field and the allowed values. */
import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEM_TYPE, type Problem } from '../../schemas/problem.js'
import { Conflict, Invalid, Unknown } from '../domain/verdict.js'
import { unwritable } from '../store/unwritable.js'

export const problem = (status: number, detail: string, more: Partial<Problem> = {}): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...more
})

export const sendProblem = (reply: FastifyReply, body: Problem): void => {
  void reply.code(body.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(body))
}

interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
  readonly parentSchema?: Readonly<Record<string, unknown>>
}

/** `/settings/notFoundAs` as `settings.notFoundAs`. */
const pathOf = (instancePath: string): string =>
  instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** What one of Ajv's errors says, in the words of this product. */
const fromSchemaError = ({ instancePath, keyword, message, params, parentSchema }: SchemaError, context: string): Problem => {
  const path = pathOf(instancePath)
  const field = path === '' ? context : path
  if (keyword === 'additionalProperties') {
    const name = join(path, String(params['additionalProperty']))
    const allowed = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {})
    return problem(400, `${name}: unknown; allowed: ${allowed.join(', ')}`, { field: name, allowed })
  }
  if (keyword === 'required') {
    const name = join(path, String(params['missingProperty']))
    return problem(400, `${name}: missing`, { field: name })
  }
  if (keyword === 'enum' || keyword === 'const') {
    const values = keyword === 'enum' ? (params['allowedValues'] as unknown[]) : [params['allowedValue']]
    const allowed = values.map(String)
    return problem(400, `${field}: not one of the allowed values; allowed: ${allowed.join(', ')}`, { field, allowed })
  }
  const description = parentSchema?.['description']
  return problem(400, `${field}: ${message ?? 'invalid'}${typeof description === 'string' ? `; allowed: ${description}` : ''}`, { field })
}

/** The most telling of several errors: of a union, the one that is not the union's own. */
const telling = (errors: readonly SchemaError[]): SchemaError | undefined =>
  errors.find(({ keyword }) => keyword !== 'anyOf' && keyword !== 'if') ?? errors[0]

/** Fastify's, of a type that cannot even be read. */
const NO_MEDIA_TYPE = 415

const fromThrown = (error: FastifyError): Problem => {
  if (error instanceof Invalid) return problem(400, error.message, { field: error.field, ...(error.allowed && { allowed: [...error.allowed] }) })
  if (error instanceof Unknown) return problem(404, error.message, { field: error.field })
  if (error instanceof Conflict) {
    return problem(409, error.message, { ...(error.field && { field: error.field }), ...(error.allowed && { allowed: [...error.allowed] }) })
  }
  const first = error.validation === undefined ? undefined : telling(error.validation)
  if (first !== undefined) return fromSchemaError(first, error.validationContext ?? 'body')
  const cause = unwritable(error)
  if (cause !== undefined) return problem(503, `database: ${cause}; nothing of this was done, and no restart is needed once it can be written`)
  const status = error.statusCode ?? 500
  if (status === NO_MEDIA_TYPE) return problem(400, 'Content-Type: not a media type; allowed: application/json', { field: 'Content-Type' })
  return status < 500 ? problem(status, `body: ${error.message}`, { field: 'body' }) : problem(500, 'a bug of the sandbox: see its log')
}

/** The error handler of every scope that speaks to admins and their browsers. */
export const answerProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const body = fromThrown(error)
  if (body.status >= 500) request.log.error({ err: error, path: request.url }, unwritable(error) ?? 'a bug of the sandbox')
  sendProblem(reply, body)
}
