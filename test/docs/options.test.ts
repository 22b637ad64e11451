/** The table of options in both READMEs is the table of the code. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import t from 'tap'
import { READMES, withOptions } from '../../scripts/readme-options.js'
import { OPTIONS, variableOf } from '../../src/app/options.js'

for (const file of READMES) {
  t.test(`${basename(file)} has the table that the script writes: npx tsx scripts/readme-options.ts`, async t => {
    const page = readFileSync(file, 'utf8')
    t.equal(page, withOptions(page))
    for (const option of OPTIONS) t.match(page, `\n| \`${variableOf(option)}\` | ${option.default === undefined ? '' : `\`${option.default}\``} |`)
  })
}

t.test('a table that was changed by hand is made anew, and the text around it stays', async t => {
  const [head, tail] = ['before\n<!-- options:begin -->', '<!-- options:end -->\nafter\n']
  const made = withOptions(`${head}\n| \`BNC_PORT\` | \`80\` | another |\n${tail}`)
  t.ok(made.startsWith(`${head}\n`) && made.endsWith(`\n${tail}`))
  t.notMatch(made, 'another')
  t.equal(withOptions(made), made)
})

t.test('a text without its marks is not written over', async t => {
  t.throws(() => withOptions('nothing'), /lacks/)
  t.throws(() => withOptions('<!-- options:end --><!-- options:begin -->'), /lacks/)
})
