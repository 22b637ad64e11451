/** The document as a page to read: plain HTML, made on the server, without a script and without anything from elsewhere. */
import type { OpenApi, Operation } from './document.js'
import { PAGE_STYLE } from './page-style.js'
import type { JsonSchema } from './plain-schema.js'
import { schemaRows, typeName, type SchemaRow } from './schema-rows.js'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character)

/** Text with `code` in it; an empty line begins a paragraph. */
const prose = (text: unknown): string =>
  typeof text !== 'string' || text === ''
    ? ''
    : text
        .split('\n\n')
        .map(part => `<p>${inline(part)}</p>`)
        .join('')

const inline = (text: unknown): string => escape(text ?? '').replace(/`([^`]+)`/g, '<code>$1</code>')

const json = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`

const table = (heads: readonly string[], rows: readonly string[]): string =>
  rows.length === 0 ? '' : `<table><tr>${heads.map(head => `<th>${head}</th>`).join('')}</tr>${rows.join('')}</table>`

const fieldName = (name: string, mandatory: boolean): string => `<code${mandatory ? ' class="must"' : ''}>${escape(name)}</code>`

const row = ({ name, type, mandatory, says }: SchemaRow): string =>
  `<tr><td>${fieldName(name, mandatory)}</td><td>${escape(type)}</td><td>${inline(says)}</td></tr>`

const schemaTable = (document: OpenApi, schema: JsonSchema): string => {
  const choices = schema['anyOf'] as JsonSchema[] | undefined
  if (choices === undefined) return table(['Field', 'Type', ''], schemaRows(document, schema).map(row))
  return (
    prose(schema['description']) +
    choices
      .map(choice => `<details><summary>${escape(typeName(choice))}</summary>${schemaTable(document, choice)}</details>`)
      .join('')
  )
}

interface Content {
  readonly schema?: JsonSchema
  readonly examples?: Readonly<Record<string, { summary?: string; description?: string; value: unknown }>>
}

const examplesOf = ({ examples = {} }: Content): string =>
  Object.entries(examples)
    .map(
      ([name, { summary = '', description, value }]) =>
        `<details><summary><code>${escape(name)}</code> ${inline(summary)}</summary>${prose(description)}${json(value)}</details>`
    )
    .join('')

const contents = (document: OpenApi, content: Readonly<Record<string, Content>> = {}): string =>
  Object.entries(content)
    .map(
      ([type, each]) =>
        `<p><small>${escape(type)}</small></p>` +
        (each.schema === undefined ? '' : schemaTable(document, each.schema)) +
        examplesOf(each)
    )
    .join('')

const parameters = (operation: Operation): string =>
  table(
    ['Parameter', 'In', ''],
    (operation['parameters'] as { name: string; in: string; required: boolean; description?: string; schema: JsonSchema }[]).map(
      each => row({ name: each.name, type: each.in, mandatory: each.required, says: each.description ?? typeName(each.schema) })
    )
  )

interface Response {
  readonly $ref?: string
  readonly description?: string
  readonly content?: Readonly<Record<string, Content>>
}

const responses = (document: OpenApi, operation: Operation): string =>
  Object.entries(operation['responses'] as Record<string, Response>)
    .map(([status, response]) => {
      if (response.$ref !== undefined) {
        const shared = document.components['responses']?.[response.$ref.split('/').at(-1) ?? '']
        return `<p><b>${status}</b> ${inline(shared?.['description'])}</p>`
      }
      const head = `<b>${status}</b> ${inline(response.description)}`
      return `<details><summary>${head}</summary>${contents(document, response.content)}</details>`
    })
    .join('')

const body = (document: OpenApi, operation: Operation): string => {
  const requestBody = operation['requestBody'] as { content: Record<string, Content> } | undefined
  return requestBody === undefined ? '' : `<h3>Request body</h3>${contents(document, requestBody.content)}`
}

const operationHtml = (document: OpenApi, path: string, method: string, operation: Operation): string =>
  `<details id="${escape(operation.operationId)}"><summary><b class="${method}">${method}</b> ` +
  `<code>${escape(path)}</code> ${inline(operation.summary)}</summary>` +
  `${prose(operation['description'])}${parameters(operation)}${body(document, operation)}` +
  `<h3>Replies</h3>${responses(document, operation)}</details>`

const chapter = (document: OpenApi, tag: string): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => operationHtml(document, path, method, operation))
  )
  return `<h2 id="${escape(tag)}">${escape(tag)}</h2>${operations.join('')}`
}

export const documentPage = (document: OpenApi): string => {
  const { info, tags } = document
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(info.title)}</title><style>${PAGE_STYLE}</style></head><body>
<h1>${escape(info.title)} <small>${escape(info.version)}</small></h1>${prose(info.description)}
<p><a href="/docs/json">OpenAPI ${escape(document.openapi)}</a> ·
<a href="/docs/postman.json">Postman collection</a> · * mandatory</p>
<nav>${tags.map(({ name }) => `<a href="#${escape(name)}">${escape(name)}</a>`).join('')}</nav>
${tags.map(({ name }) => chapter(document, name)).join('\n')}</body></html>
`
}
