/** The kinds of field that requests and replies are made of. */
import { FormatRegistry, Kind, Type, TypeRegistry, type Static, type TObject, type TOptional, type TProperties, type TSchema, type TUnsafe } from '@sinclair/typebox'

/** Text that can be stored and sent again: well-formed Unicode without NUL [CHOSEN]. */
const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\u0000')

/** A reference, an id or a code: text on one line, without control characters [CHOSEN]. */
const isReference = (value: string): boolean => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value)

FormatRegistry.Set('snap-text', isText)
FormatRegistry.Set('snap-reference', isReference)

export const Text = (maxLength: number, description?: string) =>
  Type.String({ maxLength, format: 'snap-text', ...(description === undefined ? {} : { description }) })

/** `spellings` are other names under which clients send the same field; they are accepted and mean the same. */
export const Reference = (maxLength: number, options: { description?: string; spellings?: readonly string[] } = {}) =>
  Type.String({ maxLength, format: 'snap-reference', ...options })

const WORDS = 'Words'

TypeRegistry.Set<{ enum: readonly string[] }>(WORDS, (schema, value) => typeof value === 'string' && schema.enum.includes(value))

/** A word out of a few. One `enum`, not a union of constants, so that a refusal can list what is allowed. */
export const Words = <const T extends string>(words: readonly T[], options: string | Readonly<Record<string, unknown>> = {}): TUnsafe<T> =>
  ({
    ...Type.Unsafe<T>({ type: 'string', enum: [...words], ...(typeof options === 'string' ? { description: options } : options) }),
    [Kind]: WORDS
  })

/** Digits with exactly two decimals; money is never a float [SNAP]. */
export const AMOUNT_PATTERN = '^[0-9]+\\.[0-9]{2}$'

export const Money = (maxLength: number) =>
  Type.Object({ value: Type.String({ maxLength, pattern: AMOUNT_PATTERN }), currency: Words(['IDR']) })

export const MoneyReply = Type.Object({ value: Type.String(), currency: Type.String() })
export type MoneyReply = Static<typeof MoneyReply>

/** A field that this dialect demands and another does not: typed as optional, required in the schema of the dialect that demands it. */
export const mandatoryIf = <T extends TSchema>(mandatory: boolean, schema: T): TOptional<T> =>
  mandatory ? (schema as unknown as TOptional<T>) : (Type.Optional(schema) as TOptional<T>)

/** An object of the wire; unknown extra fields are tolerated. */
export const WireObject = <T extends TProperties>(properties: T, options: { title?: string; examples?: unknown[] } = {}): TObject<T> =>
  Type.Object(properties, { additionalProperties: true, ...options })

/** What every reply carries, errors too. */
export const Responded = { responseCode: Type.String(), responseMessage: Type.String() }

/** A refusal as the bank's clients see it. */
export const SnapError = Type.Object(
  { ...Responded, additionalInfo: Type.Optional(Type.Object({}, { additionalProperties: true })) },
  { additionalProperties: true, title: 'SnapError' }
)
