/** docs/fidelity.md names every file in which something was chosen; no page names a file that is not there. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { filesIn } from '../architecture/sources.js'
import { CATALOGUE } from '../../src/domain/explanation/catalogue.js'
import { OPTIONS, variableOf } from '../../src/app/options.js'
import { RESPONSE_CODES } from '../../schemas/response-codes.js'

const root = new URL('../../', import.meta.url)
const page = readFileSync(new URL('docs/fidelity.md', root), 'utf8')
const chosen = page.slice(page.indexOf('\n## Chosen'))

const namedIn = (text: string): string[] => [...text.matchAll(/`((?:schemas|src|test)\/[^`]+)`/g)].map(([, path = '']) => path)

t.test('every file with a choice stands in a table of choices', async t => {
  const withChoice = filesIn(['schemas', 'src'], /\.ts$/).filter(({ text }) => text.includes('[CHOSEN'))
  t.not(withChoice.length, 0)
  const named = namedIn(chosen)
  t.strictSame(withChoice.map(({ path }) => path).filter(path => !named.includes(path)), [])
})

/** Whether there is a file of this name; `*` stands for a part of the name. */
const isThere = (path: string): boolean => {
  if (!path.includes('*')) return existsSync(fileURLToPath(new URL(path, root)))
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`)
  return filesIn(['test'], pattern).length > 0
}

t.test('every file that is named is there', async t => {
  const pages = [page, ...['ARCHITECTURE.md', 'CONTRIBUTING.md'].map(name => readFileSync(new URL(name, root), 'utf8'))]
  for (const text of pages) {
    const named = namedIn(text)
    t.not(named.length, 0)
    t.strictSame(named.filter(path => !isThere(path)), [])
  }
})

t.test('what is not there is missed', async t => {
  t.strictSame(namedIn('`test/http/snap/bad-*.test.ts`, `test/good-*.test.ts`').map(isThere), [true, false])
})

t.test('every variable that is named is one, and every number is the real one', async t => {
  const variables = [...OPTIONS.map(variableOf), 'BNC_URL']
  t.strictSame([...chosen.matchAll(/BNC_[A-Z_]+/g)].map(([name]) => name).filter(name => name !== 'BNC_' && !variables.includes(name)), [])
  t.match(page, `knows ${String(CATALOGUE.length)} mistakes`)
  t.match(page, `list of ${String(RESPONSE_CODES.length)} rows`)
})
