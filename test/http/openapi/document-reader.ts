/** Reads the OpenAPI document as tests need it: its operations, its references, and its schemas as validators. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { OpenApi, Operation } from '../../../src/http/openapi/document.js'
import type { TestBank } from '../../bank-harness.js'

export interface Media {
  schema?: object
  examples?: Record<string, { value: unknown }>
  example?: unknown
}
export interface Described {
  $ref?: string
  content?: Record<string, Media>
}

export const documentOf = async (bank: TestBank): Promise<OpenApi> =>
  (await (await fetch(`${bank.url}/docs/json`)).json()) as OpenApi

export const operations = ({ paths }: OpenApi): { path: string; method: string; operation: Operation }[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  )

/** Every object in the document, with where it stands. */
export const nodes = function* (value: unknown, place = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>]
  for (const [name, inner] of Object.entries(value)) yield* nodes(inner, `${place}/${name}`)
}

export const at = (document: OpenApi, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document)

/** Validates against a schema of the document, its references included. */
export const checker = (document: OpenApi) => {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    validateFormats: false
  })
  ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'components'])
  ajv.addSchema({ ...document }, 'doc')
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>()
  return (schema: object, value: unknown): string[] => {
    const local = JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/')
    const validate = compiled.get(local) ?? ajv.compile(JSON.parse(local) as object)
    compiled.set(local, validate)
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
  }
}

export const mediaOf = (document: OpenApi, operation: Operation): [string, Media][] => {
  const responses = Object.entries(operation['responses'] as Record<string, Described>).flatMap(([status, response]) => {
    const { content = {} } = response.$ref === undefined ? response : (at(document, response.$ref) as Described)
    return Object.values(content).map((media): [string, Media] => [status, media])
  })
  const request = Object.values((operation['requestBody'] as Described | undefined)?.content ?? {}).map(
    (media): [string, Media] => ['request', media]
  )
  return [...request, ...responses]
}

export const answersJson = (operation: Operation): boolean =>
  'application/json' in ((operation['responses'] as Record<string, Described>)['200']?.content ?? {})
