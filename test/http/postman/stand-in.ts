/** Plays a collection as Postman does: variables, scripts in a context of their own, and what they use of CryptoJS. */
import { createHash, createHmac } from 'node:crypto'
import { createContext, runInContext } from 'node:vm'
import type { PostmanCollection, PostmanEvent, PostmanItem } from '../../../src/http/postman/collection.js'

/** CryptoJS hands out words that are told in an encoding. */
class Words {
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  toString(encoding: { name: BufferEncoding }): string {
    return this.bytes.toString(encoding.name)
  }
}

const encoding = (name: BufferEncoding) => ({ name, parse: (text: string) => new Words(Buffer.from(text, name)) })

const cryptoJs = {
  enc: { Hex: encoding('hex'), Base64: encoding('base64') },
  SHA256: (text: string) => new Words(createHash('sha256').update(text).digest()),
  HmacSHA512: (text: string, key: string) => new Words(createHmac('sha512', key).update(text).digest())
}

export interface Played {
  readonly name: string
  readonly request: string
  readonly status: number
  readonly failures: readonly string[]
}

interface Sent {
  url: string
  method: string
  header: Record<string, string>
  body?: { raw: string }
}

const demand = (actual: unknown) => ({
  to: {
    eql: (wanted: unknown) => {
      if (actual !== wanted) throw new Error(`${String(actual)} is not ${String(wanted)}`)
    }
  }
})

export class Player {
  readonly #collection: PostmanCollection
  readonly #kept: Map<string, string>

  constructor(collection: PostmanCollection, variables: Record<string, string>) {
    this.#collection = collection
    this.#kept = new Map([
      ...collection.variable.map(({ key, value }): [string, string] => [key, value]),
      ...Object.entries(variables)
    ])
  }

  /** Runs the scripts of one item, the collection's before its own, sends the request and judges the reply. */
  async play(item: PostmanItem): Promise<Played> {
    const own = new Map<string, string>()
    const failures: string[] = []
    const waiting: Promise<void>[] = []
    const get = (name: string) => own.get(name) ?? this.#kept.get(name)
    const replaceIn = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => get(name) ?? whole)
    const { header, body, method, url } = item.request
    const pm = {
      variables: { get, set: (name: string, value: string) => own.set(name, value), replaceIn },
      collectionVariables: { get, set: (name: string, value: unknown) => this.#kept.set(name, String(value)) },
      request: {
        url: { toString: () => url.raw },
        body,
        headers: { has: (name: string) => header.some(({ key }) => key === name) }
      },
      sendRequest: (sent: Sent, done: (error: unknown, response: unknown) => void) => {
        waiting.push(
          fetch(sent.url, { method: sent.method, headers: sent.header, body: sent.body?.raw ?? null }).then(async response => {
            const reply: unknown = await response.json()
            done(null, { json: () => reply })
          })
        )
      },
      expect: demand,
      test: (name: string, check: () => void) => {
        try {
          check()
        } catch (error) {
          failures.push(`${name}: ${(error as Error).message}`)
        }
      }
    }
    const run = async (listen: PostmanEvent['listen'], response?: object) => {
      const context = createContext({
        pm: { ...pm, response },
        require: (name: string) => (name === 'crypto-js' ? cryptoJs : undefined)
      })
      for (const event of [...this.#collection.event, ...(item.event ?? [])].filter(each => each.listen === listen)) {
        runInContext(`(() => {${event.script.exec.join('\n')}\n})()`, context)
        await Promise.all(waiting)
      }
    }
    await run('prerequest')
    const headers = Object.fromEntries(header.map(({ key, value }) => [key, replaceIn(value)]))
    const response = await fetch(replaceIn(url.raw), {
      method,
      headers,
      ...(body === undefined ? {} : { body: replaceIn(body.raw) })
    })
    const text = await response.text()
    await run('test', {
      json: () => JSON.parse(text) as unknown,
      to: {
        have: {
          status: (wanted: number) => {
            demand(response.status).to.eql(wanted)
          }
        }
      }
    })
    return { name: item.name, request: replaceIn(url.raw), status: response.status, failures }
  }
}
