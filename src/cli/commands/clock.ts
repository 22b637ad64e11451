/** `clock`: the time of the bank, or of one partner, and what becomes due when it is moved. */
import { CommanderError } from 'commander'
import type { ClockBody, ClockReply, Happening } from '../../../schemas/clock.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { UsageError } from '../usage-error.js'

interface ClockOptions {
  readonly partner?: string
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

const WORDS = ['freeze', 'resume', 'reset'] as const

/** A time as it is typed, without an offset, is Jakarta's. */
const readMoment = (text: string | undefined): string => {
  if (text === undefined) throw new UsageError('say to when: clock set 2026-11-21T09:30:00+07:00')
  return /T[\d:.]+$/.test(text) ? `${text}+07:00` : text
}

/** `+15m`, `-30s`, `set MOMENT`, `freeze`, `resume`, `reset`. */
const readMove = (move: string, moment: string | undefined): ClockBody => {
  const [, sign, number, unit = ''] = /^([+-])(\d+)([smhd])$/.exec(move) ?? []
  if (move === 'set') return { setTo: readMoment(moment) }
  if (moment !== undefined) throw new UsageError(`"${moment}" is one word too many after ${move}`)
  if (number !== undefined) return { advanceSeconds: Number(`${sign ?? ''}${number}`) * (SECONDS[unit] ?? 1) }
  const word = WORDS.find(one => one === move)
  if (word !== undefined) return { [word]: true }
  // Moves back look like options, so unknown options come here.
  if (move.startsWith('-')) throw new CommanderError(2, 'commander.unknownOption', `error: unknown option '${move}'`)
  throw new UsageError(`move is "${move}"; allowed: +15m, -30s, +2h, +1d, set MOMENT, ${WORDS.join(', ')}`)
}

const whatCame = (one: Happening): string =>
  one.kind === 'transaction'
    ? `${one.from === null ? '' : `${one.from} → `}${one.to}`
    : `notification of ${one.transactionStatus}: ${one.result}${one.result === 'acknowledged' ? '' : `, ${one.detail}`}`

const describe = ({ paint }: Cli, { now, offsetSeconds, frozen, partnerId, done, happened = [] }: ClockReply): string => {
  const apart = offsetSeconds === 0 ? 'real time' : `${Math.abs(offsetSeconds)} s ${offsetSeconds > 0 ? 'ahead' : 'behind'}`
  const whose = partnerId === null ? 'the bank' : `partner ${partnerId}`
  return [
    [paint('bold', now), apart, ...(frozen ? ['frozen'] : []), whose].join(', '),
    ...(done === undefined ? [] : [`became due and done: ${done}`]),
    ...happened.map(one => `${one.at}  ${one.referenceNo}  ${whatCame(one)}`)
  ].join('\n')
}

const clock = async (cli: Cli, move: string | undefined, moment: string | undefined, { partner }: ClockOptions): Promise<Result> => {
  const scope = said({ partnerId: partner })
  const reply = move === undefined ? await cli.admin.clock.get(scope) : await cli.admin.clock.move({ ...readMove(move, moment), ...scope })
  return { json: reply, text: describe(cli, reply) }
}

export const clockCommand: AddCommand = (program, act) => {
  program
    .command('clock [move] [moment]')
    .description('show the clock, or move it: +15m, +2h, -30s, +1d, set MOMENT, freeze, resume, reset')
    .option('--partner <id>', "this partner's own clock")
    .allowUnknownOption()
    .action(act(clock))
}
