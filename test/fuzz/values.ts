/** Values for fuzzing: what a schema of the document asks for, what no schema asks for, and the one turned into the other. */
import fc from 'fast-check'
import type { OpenApi } from '../../src/http/openapi/document.js'
import { KEY_PAIR } from '../bank-harness.js'
import { at } from '../http/openapi/document-reader.js'
import type { Dice } from './dice.js'

export type Schema = Readonly<Record<string, unknown>>

const own = (json: string): unknown => JSON.parse(json) as unknown

const nested = (depth: number): unknown => own('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))

/** What nobody asks for. */
const WILD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => 0.1,
  () => 1e308,
  () => 2 ** 53,
  () => -(2 ** 63),
  () => 1e21,
  () => '',
  () => ' ',
  () => '0',
  () => '-1',
  () => 'null',
  () => 'true',
  () => 'NaN',
  () => '1e3',
  () => '9'.repeat(40),
  () => '10000.00',
  () => '0.00',
  () => '10000.001',
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => 'a\udfff',
  () => '\ufeff',
  () => '💸'.repeat(20),
  () => 'Ünïcödé Ω 漢字 عربي',
  () => '\u202egnp.exe',
  () => 'e\u0301'.repeat(30),
  () => 'a\r\nX-Injected: yes',
  () => '\u0085\u2028',
  () => '../../../../etc/passwd',
  () => '..\\..\\x',
  () => '%2e%2e%2f',
  () => '%00',
  () => '%zz',
  () => "' OR 1=1; DROP TABLE partners; --",
  () => '${7*7}{{7*7}}',
  () => '<script>alert(1)</script>',
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => 'hasOwnProperty',
  () => 'SIM4047700',
  () => 'X-SIM00',
  () => 'SIM99',
  () => 'SIM00@99999999999',
  () => '2026-02-30T25:61:61+99:99',
  () => '9999-12-31T23:59:59Z',
  () => '0000-01-01T00:00:00Z',
  () => '2026-11-21T09:30:00+07:00',
  () => 'eyJ'.repeat(1000),
  () => ' '.repeat(5000),
  () => 'x'.repeat(65),
  () => 'x'.repeat(257),
  () => 'x'.repeat(70_000),
  () => '00020101021226'.repeat(30),
  () => [],
  () => [null],
  () => [[[]]],
  () => Array.from({ length: 200 }, (_, index) => index),
  () => Array.from({ length: 101 }, () => ({})),
  () => ({}),
  () => ({ a: 1 }),
  () => own('{"__proto__":{"admin":true,"status":"success"}}'),
  () => own('{"constructor":{"prototype":{"admin":true}}}'),
  () => ({ toString: 1, valueOf: 2, length: 3, then: 4 }),
  () => nested(40),
  () => nested(3000),
  () => ({ value: 1, currency: 'IDR' }),
  () => ({ value: '10000.00', currency: 'USD' }),
  () => ({ '': '' }),
  () => ({ 'a.b/c~d': 1 })
]

/** A callback may go nowhere but to the bank itself, or to a port where nobody listens. */
const NEARBY = ['http://127.0.0.1:9/', 'http://127.0.0.1:9/notify?from=bank', 'http://[::1]:9/', 'http://localhost:9/x']

/** Fields whose values must not make a run long, or send it elsewhere. */
const BY_NAME: Readonly<Record<string, (dice: Dice) => unknown>> = {
  callbackUrl: ({ pick }) => pick(NEARBY),
  callbackTokenUrl: ({ pick }) => pick(NEARBY),
  publicKey: () => KEY_PAIR.publicKey,
  delayMs: ({ below }) => below(3),
  timeoutMs: ({ below }) => below(3),
  withinMs: ({ below }) => below(3),
  fault: ({ pick }) => pick(['reset', 'empty', 'truncate', 'malformed', 'html502']),
  advanceSeconds: ({ pick, below }) => pick([0, 1, below(1000), 100_000]),
  sequence: () => ['pass'],
  amount: ({ pick }) =>
    pick<unknown>([
      '10000.00',
      '0.01',
      '9999999.99',
      { value: '10000.00', currency: 'IDR' },
      { value: '150.50', currency: 'IDR' }
    ])
}

/** What earlier replies have taught: ids that exist. */
export type Known = Readonly<Record<string, readonly string[]>>

/** Names under which the same thing is asked for. */
const SAME: Readonly<Record<string, string>> = {
  originalReferenceNo: 'referenceNo',
  originalPartnerReferenceNo: 'partnerReferenceNo',
  originalPartnerreferenceNo: 'partnerReferenceNo'
}

export class Values {
  readonly #document: OpenApi
  readonly #dice: Dice
  readonly #known: Known
  readonly #samples = new Map<string, readonly string[]>()

  constructor(document: OpenApi, dice: Dice, known: Known) {
    this.#document = document
    this.#dice = dice
    this.#known = known
  }

  /** Something that no schema asks for. */
  wild(): unknown {
    return this.#dice.pick(WILD)()
  }

  /** Something that the schema asks for, as far as it says. */
  fitting(schema: Schema, name = ''): unknown {
    const { below, pick } = this.#dice
    if (typeof schema['$ref'] === 'string') return this.fitting(at(this.#document, schema['$ref']) as Schema, name)
    const known = this.#known[SAME[name] ?? name]
    if (known !== undefined && known.length > 0 && this.#dice.chance(0.9)) return pick(known)
    const special = BY_NAME[name]
    if (special !== undefined) return special(this.#dice)
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return pick(schema['enum'] as unknown[])
    for (const choice of ['anyOf', 'oneOf'])
      if (Array.isArray(schema[choice])) return this.fitting(pick(schema[choice] as Schema[]), name)
    const type: unknown = Array.isArray(schema['type']) ? pick(schema['type'] as string[]) : schema['type']
    if (type === 'object') return this.#object(schema)
    if (type === 'array') return this.#array(schema, name)
    if (type === 'string') return this.#text(schema)
    if (type === 'integer' || type === 'number') return this.#number(schema)
    if (type === 'boolean') return below(2) === 1
    return type === 'null' ? null : this.wild()
  }

  #object(schema: Schema): unknown {
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>
    const demanded = new Set((schema['required'] ?? []) as string[])
    for (const { anyOf = [] } of (schema['allOf'] ?? []) as { anyOf?: { required: string[] }[] }[]) {
      for (const name of anyOf.length === 0 ? [] : this.#dice.pick(anyOf).required) demanded.add(name)
    }
    const likelihood = this.#dice.pick([0, 0.3, 0.7])
    const names = Object.keys(properties).filter(
      name => demanded.has(name) || this.#dice.chance(likelihood) || name === 'publicKey'
    )
    const open =
      schema['additionalProperties'] === true && this.#dice.chance(0.2)
        ? [['more', this.#dice.pick([nested(5), nested(1500), this.wild()])]]
        : []
    return Object.fromEntries([...names.map(name => [name, this.fitting(properties[name] as Schema, name)]), ...open])
  }

  #array({ items, prefixItems, minItems = 0, maxItems = 3 }: Schema, name: string): unknown[] {
    if (Array.isArray(prefixItems)) return (prefixItems as Schema[]).map(each => this.fitting(each))
    const length = Math.min(maxItems as number, Math.max(minItems as number, this.#dice.below(4)))
    return Array.from({ length }, () => this.fitting((items ?? {}) as Schema, name))
  }

  #number({ minimum, exclusiveMinimum, maximum = 1_000_000, type }: Schema): number {
    const low = (minimum ?? exclusiveMinimum ?? 0) as number
    const high = Math.min(maximum as number, 2_000_000)
    const between = low + this.#dice.next() * (high - low)
    return this.#dice.pick([low, high, type === 'integer' ? Math.round(between) : between])
  }

  #text({ pattern, minLength = 0, maxLength = 40 }: Schema): string {
    const { below, pick } = this.#dice
    if (typeof pattern === 'string' && !pattern.startsWith('^[^')) return pick(this.#matching(pattern))
    const length = pick([minLength as number, maxLength as number, below(Math.min(maxLength as number, 60) + 1)])
    return Array.from({ length }, () => pick([...'abcXYZ019 -_./éΩ漢']))
      .join('')
      .slice(0, length)
  }

  #matching(pattern: string): readonly string[] {
    const samples =
      this.#samples.get(pattern) ??
      fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 20, seed: this.#dice.below(2 ** 31) })
    this.#samples.set(pattern, samples)
    return samples
  }

  /** The value with one thing changed, somewhere within. */
  spoilt(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.#dice.chance(0.15)) return this.wild()
    if (Array.isArray(value))
      return this.#dice.chance(0.5) ? [...(value as unknown[]), this.wild()] : value.map(each => this.spoilt(each))
    const entries = Object.entries(value)
    const place = this.#dice.below(entries.length + 1)
    const [name, inner] = entries[place] ?? []
    if (name === undefined)
      return this.#with(
        value,
        this.#dice.pick(['unknown', '__proto__', 'constructor', '', 'status', 'SERVICE', 'a\u0000']),
        this.wild()
      )
    if (this.#dice.chance(0.25)) return Object.fromEntries(entries.filter(([other]) => other !== name))
    return this.#with(value, name, this.spoilt(inner))
  }

  /** `__proto__` as a field, as JSON has it. */
  #with(value: object, name: string, inner: unknown): object {
    return Object.fromEntries([...Object.entries(value), [name, inner]])
  }
}
