/** The checks of the routes' schemas, compiled by the first request that needs one and shared by all banks of a process. */
import { Ajv, type ValidateFunction } from 'ajv'

interface RouteSchema {
  readonly schema: unknown
  readonly httpPart?: string | undefined
}

/** Bodies are taken as they are: nothing is coerced, defaulted or removed. A query string is text, so its numbers are coerced. */
const OPTIONS = { allErrors: false, verbose: true, strict: false, removeAdditional: false, useDefaults: false }

interface Kind {
  readonly coerceTypes: boolean
  ajv?: Ajv
  /** Kept with their schemas: those of a bank that is gone go with it. */
  readonly compiled: WeakMap<object, ValidateFunction>
}

const EXACT: Kind = { coerceTypes: false, compiled: new WeakMap() }
const QUERY: Kind = { coerceTypes: true, compiled: new WeakMap() }

const compile = (kind: Kind, schema: object): ValidateFunction => {
  const ajv = (kind.ajv ??= new Ajv({ ...OPTIONS, coerceTypes: kind.coerceTypes }))
  const check = ajv.compile(schema)
  // It would hold every schema that it has met.
  ajv.removeSchema(schema)
  kind.compiled.set(schema, check)
  return check
}

/** A bank that starts in a test uses few of its hundred schemas. */
export const routeCheck = ({ schema, httpPart }: RouteSchema) => {
  const kind = httpPart === 'querystring' ? QUERY : EXACT
  let check: ValidateFunction | undefined
  const validate = (data: unknown): boolean => {
    check ??= kind.compiled.get(schema as object) ?? compile(kind, schema as object)
    const valid = check(data)
    Object.assign(validate, { errors: check.errors })
    return valid
  }
  return validate
}
