/** The OpenAPI 3.1 document of the bank and of everything around it, put together from the schemas that the routes use. */
import type { BankService } from '../snap/service.js'
import type { ListedRoute } from '../route-list.js'
import { BANK_TAG, bankOperation } from './bank-operations.js'
import { controlOperation, openPath, problemResponses } from './control-operations.js'
import { CONTROL_WORDS } from './control-words.js'
import type { Components, JsonSchema } from './plain-schema.js'

export interface OpenApi extends JsonSchema {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
}

export interface Operation extends JsonSchema {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
}

export interface DocumentParts {
  readonly services: readonly BankService[]
  readonly routes: readonly ListedRoute[]
  readonly url: string
  readonly version: string
}

const DESCRIPTION = `A fake Bank Neo Commerce: SNAP QRIS, merchant-presented mode. Two voices: the bank's own routes answer SNAP
codes, everything else answers JSON or problem+json.

Token call: \`X-SIGNATURE\` is SHA256withRSA over \`X-CLIENT-KEY|X-TIMESTAMP\`, base64.

Transaction calls, by the partner's way of signing:
asymmetric: SHA256withRSA over \`METHOD:PATH:HASH:X-TIMESTAMP\`;
symmetric: HMAC-SHA512 with the client secret over \`METHOD:PATH:TOKEN:HASH:X-TIMESTAMP\`.
PATH is as requested, query string included. HASH is the lower-case hex of SHA-256 over the body without white space outside
strings.

An empty string counts as absent. Unknown fields are tolerated by the bank's routes and refused by the admin routes.`

const SECURITY = {
  snapToken: { type: 'http', scheme: 'bearer', description: 'The accessToken of the token call.' },
  adminBearer: { type: 'http', scheme: 'bearer', description: 'BNC_ADMIN_KEY, where one is set.' },
  adminKey: { type: 'apiKey', in: 'header', name: 'X-Admin-Key', description: 'BNC_ADMIN_KEY, where one is set.' }
}

type Entry = readonly [path: string, method: string, operation: Operation]

const bankEntries = (services: readonly BankService[], components: Components): Entry[] =>
  services.map(each => [each.service.paths[0] as string, 'post', bankOperation(each, components) as Operation])

/** In the order of the words, so that a document does not depend on the order of registration. */
const controlEntries = ({ routes, services }: DocumentParts, components: Components): Entry[] => {
  const bankPaths = new Set(services.flatMap(({ service }) => service.paths))
  const order = [...CONTROL_WORDS.keys()]
  const placeOf = ({ method, url }: ListedRoute): number => {
    const place = order.indexOf(`${method} ${url}`)
    return place < 0 ? order.length : place
  }
  return routes
    .filter(({ url }) => !bankPaths.has(url) && !url.includes('*'))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(route => [openPath(route.url), route.method.toLowerCase(), controlOperation(route, components) as Operation])
}

const pathsOf = (entries: readonly Entry[]): OpenApi['paths'] => {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [path, method, operation] of entries) (paths[path] ??= {})[method] = operation
  return paths
}

export const openApiDocument = (parts: DocumentParts): OpenApi => {
  const components: Components = new Map()
  const entries = [...bankEntries(parts.services, components), ...controlEntries(parts, components)]
  const responses = problemResponses(components)
  const tags = [...new Set(entries.flatMap(([, , { tags: own }]) => own))]
  return {
    openapi: '3.1.0',
    info: { title: 'BNC SNAP sandbox', version: parts.version, description: DESCRIPTION },
    servers: [{ url: parts.url }],
    tags: tags.map(name => (name === BANK_TAG ? { name, description: 'What a partner of the bank calls.' } : { name })),
    paths: pathsOf(entries),
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: responses as Record<string, JsonSchema>,
      securitySchemes: SECURITY
    }
  }
}
