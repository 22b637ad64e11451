/** Turns this code's schemas into plain JSON Schema for the document: named ones once, house keywords as what they mean. */
import type { TSchema } from '@sinclair/typebox'

export type JsonSchema = Record<string, unknown>

/** The document's named schemas, filled while the operations are written. */
export type Components = Map<string, JsonSchema>

/** What the house formats mean, in words and as a pattern that any validator knows. */
const FORMATS: Readonly<Record<string, { pattern: string; says: string }>> = {
  'snap-text': { pattern: '^[^\\u0000]*$', says: 'Text without NUL.' },
  'snap-reference': { pattern: '^[^\\u0000-\\u001F\\u007F]*$', says: 'Text on one line, without control characters.' }
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value)

const sentences = (...texts: unknown[]): { description?: string } => {
  const said = texts
    .filter(text => typeof text === 'string' && text !== '')
    .map(text => (text as string).replace(/([^.])$/, '$1.'))
  return said.length === 0 ? {} : { description: said.join(' ') }
}

/** An object's fields with their other spellings beside them; a mandatory one may come under any of its names. */
const spelledOut = (schema: JsonSchema): JsonSchema => {
  const properties = schema['properties'] as Record<string, JsonSchema>
  const required = (schema['required'] ?? []) as string[]
  const spelled = Object.entries(properties).map(([name, { spellings = [], ...field }]) => ({
    name,
    field,
    others: spellings as string[]
  }))
  const choices = spelled.filter(({ name, others }) => others.length > 0 && required.includes(name))
  const rest = required.filter(name => !choices.some(choice => choice.name === name))
  const { required: _, ...others } = schema
  return {
    ...others,
    properties: Object.fromEntries(
      spelled.flatMap(({ name, field, others: aliases }) => [
        [name, field],
        ...aliases.map(alias => [alias, { ...field, ...sentences(field['description'], `Another spelling of ${name}`) }])
      ])
    ),
    ...(rest.length === 0 ? {} : { required: rest }),
    ...(choices.length === 0
      ? {}
      : {
          allOf: choices.map(({ name, others: aliases }) => ({ anyOf: [name, ...aliases].map(each => ({ required: [each] })) }))
        })
  }
}

const plainFormat = ({ format, ...schema }: JsonSchema): JsonSchema => {
  const house = FORMATS[String(format)]
  if (house === undefined) return format === undefined ? schema : { ...schema, format }
  return { ...schema, pattern: house.pattern, ...sentences(schema['description'], house.says) }
}

/** A tuple as JSON Schema 2020-12 says it. */
const plainTuple = ({ items, additionalItems, ...schema }: JsonSchema): JsonSchema =>
  Array.isArray(items)
    ? { ...schema, prefixItems: items, items: additionalItems ?? true }
    : { ...schema, ...(items === undefined ? {} : { items }) }

/** The keywords that hold schemas: one, a list, or one a name. */
const ONE = ['items', 'not', 'additionalProperties', 'patternProperties', 'contains']
const LISTS = ['anyOf', 'allOf', 'oneOf', 'prefixItems']

const convert = (schema: JsonSchema, components: Components): JsonSchema => {
  const own = plainTuple(plainFormat(isSchema(schema['properties']) ? spelledOut(schema) : schema))
  return Object.fromEntries(
    Object.entries(own).map(([keyword, value]) => {
      if (keyword === 'properties') {
        return [
          keyword,
          Object.fromEntries(
            Object.entries(value as Record<string, JsonSchema>).map(([name, field]) => [name, named(field, components)])
          )
        ]
      }
      if (LISTS.includes(keyword)) return [keyword, (value as JsonSchema[]).map(each => named(each, components))]
      return [keyword, ONE.includes(keyword) && isSchema(value) ? named(value, components) : value]
    })
  )
}

/** Registers a schema under a name and answers the reference to it. Two different schemas of one name are a bug. */
const register = (name: string, schema: JsonSchema, components: Components): JsonSchema => {
  const known = components.get(name)
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas are called ${name}`)
  components.set(name, schema)
  return { $ref: `#/components/schemas/${name}` }
}

const named = (schema: JsonSchema, components: Components): JsonSchema => {
  const plain = convert(schema, components)
  return typeof plain['title'] === 'string' ? register(plain['title'], plain, components) : plain
}

/** A schema as the document holds it: a reference where it has a title, or is given one. */
export const plainSchema = (schema: TSchema, components: Components, title?: string): JsonSchema =>
  named({ ...(JSON.parse(JSON.stringify(schema)) as JsonSchema), ...(title === undefined ? {} : { title }) }, components)
