/** A schema as rows of a table: one a field, nested fields with their path, constraints in words. */
import type { OpenApi } from './document.js'
import type { JsonSchema } from './plain-schema.js'

export interface SchemaRow {
  readonly name: string
  readonly type: string
  readonly mandatory: boolean
  readonly says: string
}

/** Nobody reads deeper; a reference is named instead. */
const DEPTH = 3

export const resolve = (document: OpenApi, schema: JsonSchema): JsonSchema => {
  const name = typeof schema['$ref'] === 'string' ? (schema['$ref'].split('/').at(-1) ?? '') : undefined
  return name === undefined ? schema : (document.components['schemas']?.[name] ?? {})
}

/** In a word or two. */
export const typeName = (schema: JsonSchema): string => {
  if (typeof schema['$ref'] === 'string') return schema['$ref'].split('/').at(-1) ?? ''
  if (Array.isArray(schema['anyOf'])) return (schema['anyOf'] as JsonSchema[]).map(typeName).join(' or ')
  if (schema['const'] !== undefined) return JSON.stringify(schema['const'])
  if (schema['type'] === 'array') return `list of ${typeName((schema['items'] ?? {}) as JsonSchema)}`
  return typeof schema['type'] === 'string' ? schema['type'] : 'any'
}

const BOUNDS: Readonly<Record<string, string>> = {
  minLength: 'at least {} characters',
  maxLength: 'at most {} characters',
  minimum: 'from {}',
  maximum: 'to {}',
  exclusiveMinimum: 'above {}',
  minItems: 'at least {} entries',
  maxItems: 'at most {} entries',
  pattern: '`{}`'
}

const says = (schema: JsonSchema): string =>
  [
    ...(typeof schema['description'] === 'string' ? [schema['description'].replace(/([^.])$/, '$1.')] : []),
    ...(Array.isArray(schema['enum']) ? [`One of ${schema['enum'].map(word => `\`${String(word)}\``).join(', ')}.`] : []),
    Object.entries(BOUNDS)
      .filter(([keyword]) => schema[keyword] !== undefined)
      .map(([keyword, text]) => text.replace('{}', () => String(schema[keyword])))
      .join(', ')
  ]
    .filter(text => text !== '')
    .join(' ')

/** Rows of an object's fields; of anything else, none. A mandatory field with several spellings is marked at each. */
export const schemaRows = (document: OpenApi, schema: JsonSchema, prefix = '', depth = 0): SchemaRow[] => {
  const { properties, required = [], allOf = [], items } = resolve(document, schema)
  if (items !== undefined && depth < DEPTH)
    return schemaRows(document, items as JsonSchema, `${prefix}[].`.replace('.[]', '[]'), depth + 1)
  const spelled = (allOf as JsonSchema[]).flatMap(({ anyOf = [] }) =>
    (anyOf as { required?: string[] }[]).flatMap(each => each.required ?? [])
  )
  const mandatory = [...(required as string[]), ...spelled]
  return Object.entries((properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => [
    { name: prefix + name, type: typeName(field), mandatory: mandatory.includes(name), says: says(resolve(document, field)) },
    ...(depth < DEPTH ? schemaRows(document, field, `${prefix}${name}.`, depth + 1) : [])
  ])
}
