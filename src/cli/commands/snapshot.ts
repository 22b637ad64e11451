/** `snapshot`: keeps the bank, or one partner, as it is now, and brings it back. */
import type { SnapshotReply } from '../../../schemas/snapshot.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'

interface SnapshotOptions {
  readonly partner?: string
  readonly replace?: true
}

const scopeOf = ({ partner }: SnapshotOptions) => said({ partnerId: partner })

const describe = ({ name, partnerId, createdAt, transactions }: SnapshotReply): string =>
  `${name}  ${partnerId === null ? 'the whole bank' : `partner ${partnerId}`}, ${transactions} transactions, ${createdAt}`

const save = async ({ admin }: Cli, name: string, options: SnapshotOptions): Promise<Result> => {
  const json = await admin.snapshots.create({ name, ...scopeOf(options) }, said({ replace: options.replace }))
  return { json, text: `saved ${describe(json)}` }
}

const list = async ({ admin }: Cli, options: SnapshotOptions): Promise<Result> => {
  const { items } = await admin.snapshots.list(scopeOf(options))
  return { json: items, text: items.length === 0 ? 'no snapshot' : items.map(describe).join('\n') }
}

const restore = async ({ admin }: Cli, name: string, options: SnapshotOptions): Promise<Result> => {
  const json = await admin.snapshots.restore(name, scopeOf(options))
  return { json, text: `restored ${describe(json)}; ${json.changedRows} rows were not as they had been` }
}

const remove = async ({ admin }: Cli, name: string, options: SnapshotOptions): Promise<Result> => {
  await admin.snapshots.remove(name, scopeOf(options))
  return { json: { removed: name }, text: `removed ${name}` }
}

const PARTNER = ['--partner <id>', 'of this partner alone'] as const

export const snapshotCommand: AddCommand = (program, act) => {
  const snapshot = program.command('snapshot').description('keep the bank as it is, and bring it back')
  snapshot
    .command('save <name>')
    .description('keep it under this name')
    .option(...PARTNER)
    .option('--replace', 'in the place of one with this name')
    .action(act(save))
  snapshot.command('list').description('what is kept').option(...PARTNER).action(act(list))
  snapshot.command('restore <name>').description('bring it back').option(...PARTNER).action(act(restore))
  snapshot.command('remove <name>').description('forget it').option(...PARTNER).action(act(remove))
}
