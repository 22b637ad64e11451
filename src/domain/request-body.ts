/** Reads a request by the schema of its service: which mandatory field is missing, which field is malformed, what the rest says. */
import type { TObject, TSchema } from '@sinclair/typebox'
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler'
import { malformed, missing } from './refusal.js'

export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text of any body, where it is one and not empty. */
export const textOf = (body: JsonObject, name: string): string | undefined => {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

interface Field {
  readonly name: string
  /** The name first, then the other spellings that clients use. */
  readonly spellings: readonly string[]
  readonly mandatory: boolean
  readonly check: TypeCheck<TSchema>
  /** Of an object: its own fields, checked one by one so that a refusal can name the inner one. */
  readonly inner: readonly Field[] | undefined
}

/** An empty string counts as absent [CHOSEN with the order of checks]. */
const isAbsent = (value: unknown): boolean => value === undefined || value === ''

/** What the first of its spellings says that says anything. */
const valueOf = (field: Field, body: JsonObject): unknown => {
  for (const name of field.spellings) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (!isAbsent(value)) return value
  }
  return undefined
}

const compileField = (name: string, schema: TSchema, mandatory: boolean): Field => ({
  name,
  spellings: [name, ...((schema['spellings'] as string[] | undefined) ?? [])],
  mandatory,
  check: TypeCompiler.Compile(schema),
  inner: schema['type'] === 'object' ? compileFields(schema as TObject) : undefined
})

const compileFields = (schema: TObject): Field[] =>
  Object.entries(schema.properties).map(([name, property]) =>
    compileField(name, property, schema.required?.includes(name) ?? false)
  )

const findMissing = (fields: readonly Field[], body: JsonObject, prefix: string): string | undefined => {
  for (const field of fields) {
    const value = valueOf(field, body)
    if (value === undefined) {
      if (field.mandatory) return prefix + field.name
    } else if (field.inner !== undefined && isJsonObject(value)) {
      const inner = findMissing(field.inner, value, `${prefix}${field.name}.`)
      if (inner !== undefined) return inner
    }
  }
  return undefined
}

/** Two spellings of one field that say two things contradict each other. */
const saysTwoThings = (field: Field, body: JsonObject): boolean =>
  field.spellings.length > 1 &&
  new Set(field.spellings.filter(name => Object.hasOwn(body, name) && !isAbsent(body[name])).map(name => body[name])).size > 1

/** What a field of the top level must also be; throws the refusal, in the field's place in the order. */
export type FieldRules = Readonly<Record<string, () => void>>

const findMalformed = (fields: readonly Field[], body: JsonObject, prefix: string, rules: FieldRules): string | undefined => {
  for (const field of fields) {
    const value = valueOf(field, body)
    if (value === undefined) continue
    if (field.inner === undefined) {
      if (!field.check.Check(value) || saysTwoThings(field, body)) return prefix + field.name
    } else {
      if (!isJsonObject(value)) return prefix + field.name
      const inner = findMalformed(field.inner, value, `${prefix}${field.name}.`, {})
      if (inner !== undefined) return inner
    }
    rules[field.name]?.()
  }
  return undefined
}

const pick = (fields: readonly Field[], body: JsonObject): Record<string, unknown> => {
  const picked: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueOf(field, body)
    if (value === undefined) continue
    picked[field.name] = field.inner !== undefined && isJsonObject(value) ? pick(field.inner, value) : value
  }
  return picked
}

/** A schema made ready once: three walks over its table of fields. */
export interface RequestReader<T> {
  /** Refuses with case 02, naming the first mandatory field in the order of the table that is absent. */
  demandMandatory(body: JsonObject): void
  /** Refuses with case 01, naming the first field in the order of the table whose format is wrong. */
  demandFormats(body: JsonObject, rules?: FieldRules): void
  /** The known fields under their proper names, empty ones left out. What they hold is checked by the two demands only. */
  read(body: JsonObject): T
}

export const requestReader = <T>(schema: TObject): RequestReader<T> => {
  const fields = compileFields(schema)
  return {
    demandMandatory(body) {
      const name = findMissing(fields, body, '')
      if (name !== undefined) throw missing(name)
    },
    demandFormats(body, rules = {}) {
      const name = findMalformed(fields, body, '', rules)
      if (name !== undefined) throw malformed(name)
    },
    read: body => pick(fields, body) as T
  }
}
