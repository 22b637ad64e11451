/** Writes `.env.example` from the table of options: `npx tsx scripts/env-example.ts`. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OPTIONS, variableOf, type OptionRow } from '../src/app/options.js'

export const ENV_EXAMPLE = fileURLToPath(new URL('../.env.example', import.meta.url))

const HEAD = `# Settings of the bank; every line is commented out and shows the default. Copy what you need to .env, for
# "docker run --env-file .env", "node --env-file=.env" and the like.
# An unknown BNC_ variable stops the start.
# Written by scripts/env-example.ts from src/app/options.ts.
`

const CLIENT = `
# where the client commands find the bank; from BNC_HOST and BNC_PORT where it is not set
#BNC_URL=http://127.0.0.1:7751
`

const paragraph = (row: OptionRow): string => `\n# ${row.help}\n#${variableOf(row)}=${row.default ?? ''}\n`

export const envExample = (): string => HEAD + OPTIONS.map(paragraph).join('') + CLIENT

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ENV_EXAMPLE, envExample())
