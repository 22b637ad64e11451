/** A value as JSON, to read and to copy. */
import { Command } from './command.js'

/** JSON text laid out; what is no JSON stays as it is. */
export const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export const Json = ({ value, what }: { readonly value: unknown; readonly what?: string }) => (
  <Command text={typeof value === 'string' ? pretty(value) : JSON.stringify(value, null, 2)} {...(what === undefined ? {} : { what })} />
)
