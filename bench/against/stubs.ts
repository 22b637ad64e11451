/** The stubs of the others: each answers the status inquiry with the bank's documented sample, whoever asks. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SAMPLE_REPLY } from '../sample-reply.js'

const PATH = '/open/bi/private/v1.0/qr/qr-mpm-query'

const TEXT = JSON.stringify(SAMPLE_REPLY)

const PRISM = {
  openapi: '3.0.3',
  info: { title: 'Status inquiry', version: '1' },
  paths: {
    [PATH]: {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 200: { description: 'Successful', content: { 'application/json': { schema: { type: 'object' }, example: SAMPLE_REPLY } } } }
      }
    }
  }
}

const ROUTE = '5d6a1f0c-7a52-4c0e-9f64-3f7f6b1f0a02'
const MOCKOON = {
  uuid: '5d6a1f0c-7a52-4c0e-9f64-3f7f6b1f0a01', lastMigration: 33, name: 'Status inquiry', endpointPrefix: '', latency: 0, port: 3000, hostname: '',
  folders: [], rootChildren: [{ type: 'route', uuid: ROUTE }], proxyMode: false, proxyHost: '', proxyRemovePrefix: false,
  tlsOptions: { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' },
  cors: false, headers: [], proxyReqHeaders: [], proxyResHeaders: [], data: [], callbacks: [],
  routes: [{
    uuid: ROUTE, type: 'http', documentation: '', method: 'post', endpoint: PATH.slice(1), responseMode: null, streamingMode: null, streamingInterval: 0,
    responses: [{
      uuid: '5d6a1f0c-7a52-4c0e-9f64-3f7f6b1f0a03', body: TEXT, latency: 0, statusCode: 200, label: '',
      headers: [{ key: 'Content-Type', value: 'application/json' }], bodyType: 'INLINE', filePath: '', databucketID: '', sendFileAsBody: false,
      rules: [], rulesOperator: 'OR', disableTemplating: true, fallbackTo404: false, default: true, crudKey: 'id', callbacks: []
    }]
  }]
}

/** Without these mountebank sends each reply in chunks and closes the connection after it. */
const KEEP_ALIVE = { 'Content-Length': TEXT.length, Connection: 'Keep-Alive' }

const mountebank = (port: number, closes: boolean): object => ({
  imposters: [{
    port, protocol: 'http',
    stubs: [{
      predicates: [{ equals: { method: 'POST', path: PATH } }],
      responses: [{ is: { statusCode: 200, headers: { 'Content-Type': 'application/json', ...(closes ? {} : KEEP_ALIVE) }, body: TEXT } }]
    }]
  }]
})

const WIREMOCK = {
  request: { method: 'POST', urlPath: PATH },
  response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: TEXT }
}

export interface StubFiles {
  readonly prism: string
  /** The document that the bank itself serves. */
  readonly bankDocument: string
  readonly mockoon: string
  /** Its port stands in the file. */
  readonly mountebank: (port: string, closes: boolean) => string
  /** A folder. */
  readonly wiremock: string
}

export const writeStubs = (folder: string, bankDocument: object): StubFiles => {
  const write = (name: string, content: object): string => {
    const file = join(folder, name)
    writeFileSync(file, JSON.stringify(content, null, 2))
    return file
  }
  const wiremock = join(folder, 'wiremock')
  mkdirSync(join(wiremock, 'mappings'), { recursive: true })
  write(join('wiremock', 'mappings', 'query.json'), WIREMOCK)
  return {
    prism: write('openapi.json', PRISM),
    bankDocument: write('bank.json', bankDocument),
    mockoon: write('mockoon.json', MOCKOON),
    mountebank: (port, closes) => write(`imposters-${port}.json`, mountebank(Number(port), closes)),
    wiremock
  }
}
