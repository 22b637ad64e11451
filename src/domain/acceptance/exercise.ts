/** The commands that exercise a case; `docs/acceptance.md` says how the variables in them are set. */

/** A command of the command line, as the partner whose sheet it is. */
export const cli = (command: string): string => `npx bnc-sandbox ${command} --partner $PARTNER`

/** A call that has no command of its own: signed, then sent by curl. */
export const signed = (command: string): string => `${cli(`sign ${command}`)} | sh`

/** A call of the admin routes, at the address where the bank listens by default. */
export const admin = (method: string, path: string, body: object): string =>
  `curl -s -X ${method} http://127.0.0.1:7751/admin${path} -d '${JSON.stringify(body).replace('"$PARTNER"', '"\'$PARTNER\'"')}'`

/** The same call with another header. */
export const withHeader = (command: string, line: string): string =>
  command.endsWith(' | sh') ? `${command.slice(0, -5)} --header '${line}' | sh` : `${command} --header '${line}'`

/** The same call with exactly this body. */
export const withBody = (command: string, body: string): string =>
  command.endsWith(' | sh') ? `${command.slice(0, -5)} --body '${body}' | sh` : `${command} --body '${body}'`

/** The bank answers so and does nothing; or does it, and the client does not hear it. */
export const forcing = (command: string, outcome: string): string => withHeader(command, `X-Sandbox-Outcome: ${outcome}`)

/** A reference that no transaction has. */
export const NO_REFERENCE = '0000000000000000000000000'

/** An id that no merchant has. */
export const NO_MERCHANT = '999999999999'
