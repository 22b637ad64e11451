/** The services of the bank: their codes, the names we call them by, and every path they answer under. */

/** A service code is a string: BNC's registration calls use `Q1`…`Q5`. */
export interface Service {
  readonly code: string
  readonly name: ServiceName
  readonly title: string
  readonly paths: readonly string[]
}

export type ServiceName = 'token' | 'generate' | 'query' | 'cancel' | 'refund' | 'history' | 'decode'

/** Where BNC serves a private call [BNC], then the two SNAP prefixes that clients are built with [SNAP]. */
const privatePaths = (tail: string): string[] => [
  `/open/bi/private/v1.0/${tail}`,
  `/v1.0/${tail}`,
  `/api/v1.0/${tail}`
]

/** One row a service. BNC's portal lost most of its endpoint cells, so paths are data. */
export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  token: {
    code: '73',
    name: 'token',
    title: 'Access token B2B',
    paths: [
      '/open/bi/v1.0/get/token', // [BNC]
      '/open/bi/1.0.0/get/token', // [BNC]
      '/v1.0/access-token/b2b', // [SNAP]
      '/api/v1.0/access-token/b2b' // [SNAP]
    ]
  },
  // [CHOSEN] BNC's documented prefix with SNAP's tail: the portal shows no path for this call.
  generate: { code: '47', name: 'generate', title: 'QR MPM generate', paths: privatePaths('qr/qr-mpm-generate') },
  query: { code: '51', name: 'query', title: 'QR MPM status inquiry (dynamic)', paths: privatePaths('qr/qr-mpm-query') },
  cancel: { code: '77', name: 'cancel', title: 'QR MPM cancel', paths: privatePaths('qr/qr-mpm-cancel') },
  refund: { code: '78', name: 'refund', title: 'QR MPM refund', paths: privatePaths('qr/qr-mpm-refund') },
  history: {
    code: '12',
    name: 'history',
    title: 'Status inquiry, static (transaction history list)',
    paths: privatePaths('transaction-history-list')
  },
  decode: { code: '48', name: 'decode', title: 'QR MPM decode', paths: privatePaths('qr/qr-mpm-decode') }
}

export const SERVICE_LIST: readonly Service[] = Object.values(SERVICES)

/** Code given to a request whose path belongs to no service, so that its reply still has seven digits [CHOSEN]. */
export const NO_SERVICE = '00'

const byCodeOrName = new Map<string, Service>(SERVICE_LIST.flatMap(s => [[s.code, s], [s.name, s]]))

/** The service of a code (`77`) or a name (`cancel`). */
export const findService = (codeOrName: string): Service | undefined => byCodeOrName.get(codeOrName)

const byPath = new Map<string, Service>(SERVICE_LIST.flatMap(service => service.paths.map(path => [path, service])))

/** The service of a path as requested, its query string apart. */
export const serviceOfPath = (path: string): Service | undefined => byPath.get(path.split('?', 1)[0] as string)
