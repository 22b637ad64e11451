/** The table of commands, in the order in which the help lists them. A new one is a file of `commands/` and a line here. */
import type { AddCommand } from './cli.js'
import { acceptanceCommand } from './commands/acceptance.js'
import { cancelCommand } from './commands/cancel.js'
import { clockCommand } from './commands/clock.js'
import { eventCommands } from './commands/event.js'
import { explainCommand } from './commands/explain.js'
import { forceCommand } from './commands/force.js'
import { generateCommand } from './commands/generate.js'
import { healthcheckCommand } from './commands/healthcheck.js'
import { journalCommand } from './commands/journal.js'
import { keysCommand } from './commands/keys.js'
import { notificationsCommand } from './commands/notifications.js'
import { outcomesCommand } from './commands/outcomes.js'
import { partnerCommand } from './commands/partner.js'
import { payCommand } from './commands/pay.js'
import { qrCommand } from './commands/qr.js'
import { queryCommand } from './commands/query.js'
import { refundCommand } from './commands/refund.js'
import { resetCommand } from './commands/reset.js'
import { serveCommand } from './commands/serve.js'
import { signCommand } from './commands/sign.js'
import { snapshotCommand } from './commands/snapshot.js'

export const COMMANDS: readonly AddCommand[] = [
  serveCommand,
  healthcheckCommand,
  partnerCommand,
  generateCommand,
  queryCommand,
  cancelCommand,
  refundCommand,
  qrCommand,
  payCommand,
  eventCommands,
  clockCommand,
  notificationsCommand,
  forceCommand,
  outcomesCommand,
  journalCommand,
  acceptanceCommand,
  signCommand,
  explainCommand,
  keysCommand,
  snapshotCommand,
  resetCommand
]
