/** The bank's services as operations of the document: each once, under its first path, in both dialects. */
import { STATUS_CODES } from 'node:http'
import { BNC_CHANNEL_ID, DIALECT_NAMES, DIALECTS, type DialectName } from '../../../schemas/dialects.js'
import { SnapError } from '../../../schemas/fields.js'
import { TIMESTAMP_PATTERN, EXTERNAL_ID_PATTERN, TOKEN_HEADERS } from '../../../schemas/headers.js'
import type { Service } from '../../../schemas/services.js'
import type { BankService } from '../snap/service.js'
import { EXAMPLES } from './examples.js'
import { plainSchema, type Components, type JsonSchema } from './plain-schema.js'
import { refusalExamples } from './refusals.js'

export const BANK_TAG = 'Bank'

/** OpenAPI has other places for these two: the request body's type, and the security scheme. */
const ELSEWHERE: readonly string[] = ['Content-Type', 'Authorization']

const HEADERS: Readonly<Record<string, { description: string; schema: JsonSchema; example?: string }>> = {
  'X-TIMESTAMP': {
    description: 'ISO 8601 with an explicit offset, within 300 s of real time.',
    schema: { type: 'string', pattern: TIMESTAMP_PATTERN.source },
    example: '2026-11-21T09:30:00+07:00'
  },
  'X-SIGNATURE': {
    description: 'Base64 of the signature; see the beginning of this document.',
    schema: { type: 'string', minLength: 1 }
  },
  'X-CLIENT-KEY': {
    description: "The partner's client key.",
    schema: { type: 'string', minLength: 1 },
    example: 'DEMO-CLIENT-KEY-BNC'
  },
  'X-PARTNER-ID': {
    description: 'A registered partner.',
    schema: { type: 'string', minLength: 1 },
    example: '82150823919040624621823174737537'
  },
  'X-EXTERNAL-ID': {
    description: 'Unique for the partner and calendar day in Jakarta, across services.',
    schema: { type: 'string', pattern: EXTERNAL_ID_PATTERN.source },
    example: '41807553358950093184162180797837'
  },
  'CHANNEL-ID': { description: 'Any text.', schema: { type: 'string', minLength: 1 }, example: BNC_CHANNEL_ID },
  ORIGIN: { description: 'Any text.', schema: { type: 'string', minLength: 1 }, example: 'www.example.co.id' }
}

const OPTIONAL_HEADERS = [
  {
    name: 'X-Sandbox-Outcome',
    description: 'Forces the answer of this call: `4047700`, `delay=1500`, `fault=reset;at=after`, combined with `;`.'
  },
  { name: 'X-Sandbox-Debug', description: '`true`: a refused signature is explained in additionalInfo.sandboxDebug.' }
].map(header => ({ ...header, in: 'header', required: false, schema: { type: 'string' } }))

const mandatoryIn = (service: Service, dialect: DialectName): readonly string[] =>
  service.name === 'token' ? TOKEN_HEADERS : DIALECTS[dialect].mandatoryHeaders

/** A header that one dialect alone demands says so. */
const headerParameters = (service: Service): JsonSchema[] => {
  const names = [...new Set(DIALECT_NAMES.flatMap(dialect => mandatoryIn(service, dialect)))].filter(
    name => !ELSEWHERE.includes(name)
  )
  const parameters = names.map(name => {
    const demanding = DIALECT_NAMES.filter(dialect => mandatoryIn(service, dialect).includes(name))
    const required = demanding.length === DIALECT_NAMES.length
    const { description = '', ...more } = HEADERS[name] ?? { schema: { type: 'string' } }
    return {
      name,
      in: 'header',
      required,
      ...more,
      description: required ? description : `${description} Mandatory in dialect ${demanding.join(', ')} only.`
    }
  })
  return [...parameters, ...OPTIONAL_HEADERS]
}

const requestSchema = ({ request, service }: BankService, components: Components): JsonSchema => {
  const schemas = DIALECT_NAMES.map(dialect => request(DIALECTS[dialect]))
  const [first] = schemas
  if (first !== undefined && new Set(schemas.map(schema => JSON.stringify(schema))).size === 1)
    return plainSchema(first, components)
  return {
    description: `By the dialect that the partner is registered with: ${DIALECT_NAMES.join(' or ')}.`,
    anyOf: schemas.map((schema, index) =>
      plainSchema(schema, components, `${schema.title ?? service.name}.${DIALECT_NAMES[index] ?? ''}`)
    )
  }
}

/** One example a dialect, or one for both where they are the same. */
const examplesOf = (service: Service, part: 'request' | 'reply'): JsonSchema => {
  const examples = EXAMPLES[service.name]
  if (examples.bnc[part] === examples.snap[part]) return { default: { summary: 'Either dialect', value: examples.bnc[part] } }
  return Object.fromEntries(
    DIALECT_NAMES.map(dialect => [dialect, { summary: `Dialect ${dialect}`, value: examples[dialect][part] }])
  )
}

const replyHeaders = (service: Service): JsonSchema => {
  const echoed = service.name === 'token' ? 'X-CLIENT-KEY' : 'X-EXTERNAL-ID'
  const text = { type: 'string' }
  return {
    'X-TIMESTAMP': { description: 'When the bank answered, in Jakarta time.', schema: text },
    [echoed]: { description: 'As it was sent.', schema: text }
  }
}

const refusalResponses = (service: Service, components: Components): JsonSchema => {
  const examples = refusalExamples(service)
  const statuses = [...new Set(examples.map(({ status }) => status))]
  const schema = plainSchema(SnapError, components)
  return Object.fromEntries(
    statuses.map(status => {
      const here = examples.filter(example => example.status === status)
      const content = {
        schema,
        examples: Object.fromEntries(
          here.map(({ name, cause, body }) => [
            name,
            { summary: String(body['responseMessage']), description: cause, value: body }
          ])
        )
      }
      return [
        String(status),
        {
          description: STATUS_CODES[status] ?? 'Refused',
          headers: replyHeaders(service),
          content: { 'application/json': content }
        }
      ]
    })
  )
}

const describe = ({ code, paths: [, ...aliases] }: Service): string => {
  const others = aliases.map(path => `\`${path}\``).join(', ')
  return `Service code ${code}. Also served under ${others}. Every row of the response-code list can be forced here.`
}

/** The operation of one service. */
export const bankOperation = (bankService: BankService, components: Components): JsonSchema => {
  const { service, reply } = bankService
  const [, ...aliases] = service.paths
  return {
    tags: [BANK_TAG],
    operationId: service.name,
    summary: `${service.title} (${service.code})`,
    description: describe(service),
    'x-service-code': service.code,
    'x-aliases': aliases,
    'x-mandatory-headers': Object.fromEntries(DIALECT_NAMES.map(dialect => [dialect, mandatoryIn(service, dialect)])),
    security: service.name === 'token' ? [] : [{ snapToken: [] }],
    parameters: headerParameters(service),
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: requestSchema(bankService, components), examples: examplesOf(service, 'request') }
      }
    },
    responses: {
      200: {
        description: 'Successful',
        headers: replyHeaders(service),
        content: { 'application/json': { schema: plainSchema(reply, components), examples: examplesOf(service, 'reply') } }
      },
      ...refusalResponses(service, components)
    }
  }
}
