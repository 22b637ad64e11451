/** Cursors of lists: where a page ended, in a form that nobody is tempted to build by hand. */
import { Invalid } from '../domain/verdict.js'

export const writeCursor = (position: object): string => Buffer.from(JSON.stringify(position)).toString('base64url')

/** Throws `Invalid` for a text that no list of this kind has given out: one whose properties are not these, or not of these types. */
export const readCursor = <T extends object>(cursor: string | undefined, example: T): T | undefined => {
  if (cursor === undefined) return undefined
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>
    if (Object.entries(example).every(([name, value]) => typeof read[name] === typeof value)) return read as T
  } catch {
    // Told below, in words of ours.
  }
  throw new Invalid('cursor', 'not a nextCursor of this list')
}
