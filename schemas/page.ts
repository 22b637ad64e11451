/** Lists of admin routes: a page of items, and where the next page begins. */
import { Type, type TSchema } from '@sinclair/typebox'

export const DEFAULT_LIMIT = 50
export const MAX_LIMIT = 1000

export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512 }))
}
