/** docs/signature.md says what the code does: its catalogue, its links, its commands. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { DIALECTS } from '../../schemas/dialects.js'
import { TOKEN_HEADERS } from '../../schemas/headers.js'
import { SIGNATURE_PAGE, withCatalogue } from '../../scripts/signature-catalogue.js'
import { CATALOGUE } from '../../src/domain/explanation/catalogue.js'
import { UTILITY_PATHS } from '../../src/http/utilities.js'

const page = readFileSync(SIGNATURE_PAGE, 'utf8')

t.test('the catalogue is what the script writes: npx tsx scripts/signature-catalogue.ts', async t => {
  t.equal(page, withCatalogue(page))
  t.ok(CATALOGUE.length > 0)
  for (const { id } of CATALOGUE) t.match(page, `| \`${id}\` |`, id)
})

t.test('a page without its marks is not written over', async t => {
  t.throws(() => withCatalogue('nothing'), /lost its marks/)
})

t.test('what it links to is there', async t => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link)
  t.equal(links.length, 5)
  for (const link of links) t.ok(existsSync(join(dirname(SIGNATURE_PAGE), link)), link)
})

t.test('every header that is demanded has its line', async t => {
  for (const name of [...TOKEN_HEADERS, ...DIALECTS.bnc.mandatoryHeaders, ...DIALECTS.snap.mandatoryHeaders]) t.match(page, `| \`${name}\` |`, name)
  for (const path of Object.values(UTILITY_PATHS)) t.match(page, path)
})
