/** `.env.example` follows the table of options. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { readConfig } from '../../src/app/config.js'
import { OPTIONS, variableOf } from '../../src/app/options.js'
import { ENV_EXAMPLE, envExample } from '../../scripts/env-example.js'

const text = readFileSync(ENV_EXAMPLE, 'utf8')

t.test('the file is what the script writes: npx tsx scripts/env-example.ts', async t => {
  t.equal(text, envExample())
})

t.test('every option is in it, and its lines are settings that the bank takes', async t => {
  const lines = [...text.matchAll(/^#(BNC_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const)
  t.strictSame(lines.map(([name]) => name), [...OPTIONS.map(variableOf), 'BNC_URL'])
  t.strictSame(readConfig(Object.fromEntries(lines)), readConfig({}))
})
