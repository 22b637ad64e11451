/** What the pages load: built and compressed beforehand, named by what is in it, read when first asked for and kept. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problem, sendProblem } from '../problem.js'

/** What a page loads. */
export interface PageAssets {
  readonly script: string
  readonly style: string
}

export type PageName = 'dashboard' | 'pay'

export interface Assets {
  /** Undefined where the browser's part was not built. */
  readonly page: (name: PageName) => PageAssets | undefined
  readonly find: (name: string) => Asset | undefined
}

interface Asset {
  readonly type: string
  readonly bytes: Buffer
  /** By the name of its Content-Encoding, the smallest first. */
  readonly compressed: readonly (readonly [encoding: string, bytes: Buffer])[]
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

const ENCODINGS = [['br', '.br'], ['gzip', '.gz']] as const

/** The folder's files, by name: only these are ever served, whatever a path says. */
const readAssets = (folder: URL): ReadonlyMap<string, Asset> => {
  const names = readdirSync(folder)
  const read = (name: string): Buffer => readFileSync(new URL(name, folder))
  return new Map(names.flatMap(name => {
    const type = TYPES[extname(name)]
    if (type === undefined) return []
    const compressed = ENCODINGS.flatMap(([encoding, ending]) => (names.includes(name + ending) ? [[encoding, read(name + ending)] as const] : []))
    return [[name, { type, bytes: read(name), compressed }] as const]
  }))
}

const readPages = (folder: URL): Readonly<Record<string, PageAssets>> =>
  JSON.parse(readFileSync(new URL('pages.json', folder), 'utf8')) as Record<string, PageAssets>

/** The assets of this folder; a folder that is not there has none. */
export const assetsOf = (folder: URL): Assets => {
  let known: { files: ReadonlyMap<string, Asset>; pages: Readonly<Record<string, PageAssets>> } | undefined
  const load = (): NonNullable<typeof known> => {
    if (known !== undefined) return known
    try {
      return (known = { files: readAssets(folder), pages: readPages(folder) })
    } catch {
      return { files: new Map(), pages: {} }
    }
  }
  return { page: name => load().pages[name], find: name => load().files.get(name) }
}

const accepts = (request: FastifyRequest, encoding: string): boolean =>
  (request.headers['accept-encoding'] ?? '').split(',').some(part => part.trim() === encoding)

const A_YEAR = 'public, max-age=31536000, immutable'

export const assetRoutes = (app: FastifyInstance, assets: Assets): void => {
  app.get<{ Params: { name: string } }>('/assets/:name', (request, reply): FastifyReply => {
    const asset = assets.find(request.params.name)
    if (asset === undefined) {
      sendProblem(reply, problem(404, `name: there is no ${request.params.name}; reload the page`, { field: 'name' }))
      return reply
    }
    void reply.type(asset.type).header('cache-control', A_YEAR).header('x-content-type-options', 'nosniff').header('vary', 'accept-encoding')
    for (const [encoding, bytes] of asset.compressed) {
      if (accepts(request, encoding)) return reply.header('content-encoding', encoding).send(bytes)
    }
    return reply.send(asset.bytes)
  })
}
