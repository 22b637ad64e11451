/** The OpenAPI document by itself: sound, complete, every example of its own schema. */
import t from 'tap'
import { DIALECT_NAMES, DIALECTS } from '../../../schemas/dialects.js'
import { SERVICE_LIST } from '../../../schemas/services.js'
import { CONTROL_WORDS } from '../../../src/http/openapi/control-words.js'
import { CAUSES } from '../../../src/http/response-causes.js'
import { startTestBank } from '../../bank-harness.js'
import { at, checker, documentOf, mediaOf, nodes, operations, type Described } from './document-reader.js'

t.test('the document by itself', async t => {
  const bank = await startTestBank(t)
  const document = await documentOf(bank)
  const check = checker(document)

  await t.test('is OpenAPI 3.1 with a title, a version and where the bank is', async t => {
    t.equal(document.openapi, '3.1.0')
    t.match(document.info, { title: /\S/, version: /^\d+\.\d+\.\d+/ })
    t.strictSame(document.servers, [{ url: bank.url }])
  })

  await t.test('refers to nothing that is not in it', async t => {
    const references = [...nodes(document)].flatMap(([place, node]) =>
      typeof node['$ref'] === 'string' ? [[place, node['$ref']] as const] : []
    )
    t.ok(references.length > 50)
    t.strictSame(
      references.filter(([, reference]) => at(document, reference) === undefined),
      []
    )
  })

  await t.test('holds no keyword and no format of the house', async t => {
    t.strictSame(
      [...nodes(document)]
        .filter(([, node]) => 'spellings' in node || String(node['format']).startsWith('snap-'))
        .map(([place]) => place),
      []
    )
  })

  await t.test('names every operation once, with a chapter that is declared and its path parameters', async t => {
    const all = operations(document)
    const ids = all.map(({ operation }) => operation.operationId)
    t.equal(new Set(ids).size, ids.length)
    const tags = document.tags.map(({ name }) => name)
    for (const { path, method, operation } of all) {
      t.ok(
        operation.tags.every(tag => tags.includes(tag)),
        `${method} ${path}`
      )
      const parameters = operation['parameters'] as { name: string; in: string; required: boolean; schema: object }[]
      const inPath = parameters.filter(each => each.in === 'path')
      t.strictSame(
        inPath.map(({ name }) => name).sort(),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
        `${method} ${path}`
      )
      t.ok(
        inPath.every(({ required }) => required),
        `${method} ${path}`
      )
      t.equal(
        new Set(parameters.map(each => `${each.in} ${each.name.toLowerCase()}`)).size,
        parameters.length,
        `${method} ${path}`
      )
    }
  })

  await t.test('every schema compiles and every example conforms to its schema', async t => {
    let examples = 0
    for (const { path, method, operation } of operations(document)) {
      for (const [part, { schema, examples: named = {}, example }] of mediaOf(document, operation)) {
        if (schema === undefined) continue
        const values = [
          ...Object.entries(named).map(([name, { value }]) => [name, value] as const),
          ...(example === undefined ? [] : [['example', example] as const])
        ]
        check(schema, undefined)
        for (const [name, value] of values) t.strictSame(check(schema, value), [], `${method} ${path} ${part} ${name}`)
        examples += values.length
      }
    }
    t.ok(examples > 100, `${examples} examples`)
  })

  await t.test('every refusal of a service is an example under its HTTP status', async t => {
    for (const service of SERVICE_LIST) {
      const responses = document.paths[service.paths[0] ?? '']?.['post']?.['responses'] as Record<string, Described>
      for (const cause of Object.keys(CAUSES[service.name] ?? {}).filter(code => code !== '20000' && code !== '40500')) {
        const [http, code] = [cause.slice(0, 3), `${cause.slice(0, 3)}${service.code}${cause.slice(3)}`]
        t.match(responses[http]?.content?.['application/json']?.examples?.[code], {
          value: { responseCode: code, responseMessage: /\S/ }
        })
      }
    }
  })

  await t.test('every other route is there, and has words', async t => {
    const bankPaths: readonly string[] = SERVICE_LIST.flatMap(({ paths }) => paths)
    const described = operations(document)
      .filter(({ path }) => !bankPaths.includes(path))
      .map(({ path, method }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
    t.strictSame([...described].sort(), [...CONTROL_WORDS.keys()].sort())
  })

  await t.test('every service is there once, its other paths as aliases, its headers by dialect', async t => {
    for (const service of SERVICE_LIST) {
      const [first = '', ...aliases] = service.paths
      const operation = document.paths[first]?.['post']
      t.match(operation, { tags: ['Bank'], operationId: service.name, 'x-aliases': aliases })
      t.notOk(
        aliases.some(path => path in document.paths),
        'an alias is no operation of its own'
      )
      if (service.name === 'token') continue
      for (const dialect of DIALECT_NAMES) {
        t.strictSame((operation?.['x-mandatory-headers'] as Record<string, unknown>)[dialect], DIALECTS[dialect].mandatoryHeaders)
      }
      t.match(
        (operation?.['parameters'] as { name: string }[]).find(({ name }) => name === 'ORIGIN'),
        { required: false, description: /bnc only/ }
      )
    }
  })
})
