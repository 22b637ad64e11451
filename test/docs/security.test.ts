/** docs/security.md names tests that exist: each line of its table leads to a file, and to a test of that name in it. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const PAGE = fileURLToPath(new URL('../../docs/security.md', import.meta.url))
const page = readFileSync(PAGE, 'utf8')

const threats = (page.split('## Threats\n')[1] ?? '').split('\n## ')[0] ?? ''
const rows = threats
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| threat'))
  .map(line => line.slice(2, -2).split(' | '))

/** Tests as they are named in a file, whatever quotes they stand in. */
const plain = (text: string): string => text.replaceAll("\\'", "'")

t.test('every threat has what holds, and a test', async t => {
  t.ok(rows.length > 30, `${rows.length} threats`)
  for (const [threat = '', holds = '', tests = ''] of rows) {
    t.ok(holds.length > 10, threat)
    const named = [...tests.matchAll(/\]\(([^)]+)\): ([^;]+)/g)]
    t.ok(named.length > 0, `${threat} has a test`)
    for (const [, file = '', name = ''] of named) {
      const path = join(dirname(PAGE), file)
      t.ok(existsSync(path) && plain(readFileSync(path, 'utf8')).includes(name.trim()), `${file}: ${name}`)
    }
  }
})

t.test('what it links to is there', async t => {
  for (const [, link = ''] of page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) t.ok(existsSync(join(dirname(PAGE), link)), link)
  for (const [, file = ''] of page.matchAll(/`((?:bench|test|fixtures)\/[^`]*)`/g))
    t.ok(existsSync(join(dirname(PAGE), '..', file)), file)
})
