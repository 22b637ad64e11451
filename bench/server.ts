/** The servers of the ladder, one a process: bare Fastify, Fastify with the signature checked, and the bank itself. */
import { createPublicKey } from 'node:crypto'
import { fastify, type FastifyInstance } from 'fastify'

import type * as Library from '../src/index.js'
import { SAMPLE_REPLY } from './sample-reply.js'
import { stringToSign, verifyHmac, verifyRsa } from '../src/domain/signature.js'

/** What users run is measured, not what the tests run: the built package, after `npm run build`. */
const { startSandbox } = (await import(new URL('../dist/src/index.js', import.meta.url).href)) as typeof Library

const listen = async (app: FastifyInstance): Promise<number> => Number(new URL(await app.listen({ port: 0 })).port)

const bare = async (): Promise<number> => {
  const app = fastify()
  app.post('*', () => SAMPLE_REPLY)
  return listen(app)
}

const signed = async (mode: 'symmetric' | 'asymmetric', key: string): Promise<number> => {
  const app = fastify()
  const publicKey = mode === 'asymmetric' ? createPublicKey(key) : undefined
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  app.post('*', (request, reply) => {
    const header = (name: string): string => (request.headers[name] as string | undefined) ?? ''
    const text = stringToSign(mode, {
      method: request.method,
      path: request.url,
      body: request.body as Buffer,
      timestamp: header('x-timestamp'),
      token: header('authorization').slice('Bearer '.length)
    })
    const valid = publicKey === undefined ? verifyHmac(key, text, header('x-signature')) : verifyRsa(publicKey, text, header('x-signature'))
    JSON.parse((request.body as Buffer).toString())
    return valid ? SAMPLE_REPLY : reply.code(401).send({ responseCode: '4015100' })
  })
  return listen(app)
}

const bank = async (database: string): Promise<number> => Number(new URL((await startSandbox({ database })).url).port)

const [kind = 'bare', argument = ''] = process.argv.slice(2)
const start = { bare, symmetric: () => signed('symmetric', argument), asymmetric: () => signed('asymmetric', argument), bank: () => bank(argument) }[kind]
if (start === undefined) throw new Error(`no server ${kind}`)
const port = await start()
process.send?.({ port })
process.on('SIGINT', () => process.exit(0))
process.on('message', message => {
  const { user, system } = process.cpuUsage()
  if (message === 'usage') process.send?.({ rss: process.memoryUsage().rss, cpu: user + system })
})
