/** The routes of the application as they were registered, for the document that describes them. */
import type { FastifyInstance } from 'fastify'
import type { TObject, TSchema } from '@sinclair/typebox'

export interface ListedRoute {
  readonly method: string
  readonly url: string
  readonly schema: {
    readonly params?: TObject
    readonly querystring?: TObject
    readonly body?: TObject
    readonly response?: Readonly<Record<string, TSchema>>
  }
}

/** Call it before any route is registered; the list fills as they are. HEAD, which Fastify adds to each GET, is left out. */
export const listRoutes = (app: FastifyInstance): readonly ListedRoute[] => {
  const routes: ListedRoute[] = []
  app.addHook('onRoute', ({ method, url, schema }) => {
    for (const each of [method].flat()) {
      if (each !== 'HEAD') routes.push({ method: each, url, schema: (schema ?? {}) as ListedRoute['schema'] })
    }
  })
  return routes
}
