/** A campaign against a bank: thousands of requests from one seed, each judged, and the ledger looked through at the end. */
import { readConfig } from '../../src/app/config.js'
import { startBank, type RunningBank } from '../../src/app/start.js'
import { signer } from '../../src/client/signer.js'
import type { OpenApi } from '../../src/http/openapi/document.js'
import { demoFixture, KEY_PAIR } from '../bank-harness.js'
import { dice } from './dice.js'
import { ledgerFaults } from './ledger-faults.js'
import { Oracle } from './oracle.js'
import { Requests, type FuzzRequest, type SigningPartner } from './requests.js'
import { Wire, type WireReply } from './wire.js'

export interface CampaignReport {
  readonly requests: number
  /** How many replies each status had; 0 where the connection was cut. */
  readonly byStatus: Readonly<Record<string, number>>
  /** Requests of the bank that passed the whole gate. */
  readonly accepted: number
  readonly slowestMs: number
  readonly slowest: string
  /** Each with the number of its request, so that the same seed leads to it again. */
  readonly faults: readonly string[]
}

/** Requests between two looks at whether the partners that sign are still there. */
const ROUND = 200

const SIGNERS = [
  { partnerId: 'FUZZ-SNAP', clientKey: 'FUZZ-SNAP-KEY', clientSecret: 'fuzz-snap-secret', dialect: 'snap' },
  { partnerId: 'FUZZ-BNC', clientKey: 'FUZZ-BNC-KEY', clientSecret: 'fuzz-bnc-secret', dialect: 'bnc' }
] as const

type Wish = (typeof SIGNERS)[number]

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text)

const describe = ({ method, path, headers, body }: FuzzRequest): string =>
  `${method} ${short(path)} ${short(JSON.stringify(Object.fromEntries(headers)))} ${short(body.toString())}`

/** Ids that a reply has taught, at most this many of a kind. */
const MAX_KNOWN = 40

class Campaign {
  readonly #bank: RunningBank
  readonly #wire: Wire
  readonly #oracle: Oracle
  readonly #requests: Requests
  readonly #dice
  readonly #known: Record<string, string[]> = {
    partnerId: ['82150823919040624621823174737537', 'DEMO-SNAP-PARTNER-0001'],
    merchantId: ['000100010001', '000000000077'],
    referenceNo: [],
    partnerReferenceNo: [],
    id: ['1'],
    name: ['s1', 's2'],
    qrContent: [],
    scID: [],
    cursor: [],
    service: ['77', 'cancel', '*', 'token']
  }

  readonly faults: string[] = []
  readonly byStatus: Record<string, number> = {}
  accepted = 0
  sent = 0
  slowest: { readonly ms: number; readonly what: string } = { ms: 0, what: '' }

  constructor(bank: RunningBank, document: OpenApi, seed: number) {
    this.#bank = bank
    this.#dice = dice(seed)
    this.#wire = new Wire(bank.listenUrl)
    this.#oracle = new Oracle(document)
    this.#requests = new Requests(document, this.#dice, this.#known)
  }

  async #admin(method: string, path: string, body: object = {}): Promise<number> {
    const response = await fetch(`${this.#bank.listenUrl}/admin${path}`, {
      method,
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) })
    })
    await response.arrayBuffer()
    return response.status
  }

  /** The partner as the signer knows it, whatever a reset or a restored snapshot made of it. */
  async #signer({ partnerId, clientKey, ...wish }: Wish): Promise<SigningPartner> {
    const settings = { magicValues: true, notifyOn: ['success', 'refunded', 'expired'] }
    const record = {
      ...wish,
      publicKey: KEY_PAIR.publicKey,
      merchants: [{ merchantId: '000000000077' }, { merchantId: '000100010001' }],
      callbackUrl: `${this.#bank.listenUrl}/sink/200`,
      settings
    }
    const there = await this.#admin('PATCH', `/partners/${partnerId}`, record)
    if (there === 404) await this.#admin('POST', '/partners', { partnerId, clientKey, ...record })
    await this.#admin('POST', '/clock', { reset: true, partnerId })
    const sign = signer({
      partnerId,
      clientKey,
      ...wish,
      privateKey: KEY_PAIR.privateKey,
      signature: wish.dialect === 'snap' ? 'symmetric' : 'asymmetric'
    })
    const { path, headers, body } = sign.token()
    const reply = await this.#wire.send({
      method: 'POST',
      path,
      headers: Object.entries(headers),
      body: Buffer.from(body),
      forced: false
    })
    const { accessToken } = JSON.parse(reply.text) as { accessToken?: string }
    if (accessToken === undefined) throw new Error(`no token for ${partnerId}: ${reply.text}`)
    return { sign, token: accessToken }
  }

  #learn(text: string): void {
    for (const [, name = '', value = ''] of text.matchAll(
      /"(partnerReferenceNo|referenceNo|id|qrContent|scID|nextCursor)":"([^"\\]{1,500})"/g
    )) {
      const list = this.#known[name === 'nextCursor' ? 'cursor' : name] ?? []
      if (list.includes(value)) continue
      if (list.length >= MAX_KNOWN) list.splice(this.#dice.below(MAX_KNOWN), 1)
      list.push(value)
    }
  }

  #note(request: FuzzRequest, reply: WireReply): void {
    this.byStatus[reply.status] = (this.byStatus[reply.status] ?? 0) + 1
    const wrong = this.#oracle.judge(request, reply)
    if (wrong !== undefined)
      this.faults.push(`#${this.sent} ${wrong}\n  ${describe(request)}\n  ${reply.status} ${short(reply.text)}`)
    if (reply.ms > this.slowest.ms) this.slowest = { ms: reply.ms, what: describe(request) }
    if (/"responseCode":"(?:200|40[3-5]..|409..01)/.test(reply.text)) this.accepted++
    this.#learn(reply.text)
  }

  async #round(size: number): Promise<void> {
    await this.#admin('DELETE', '/outcomes')
    await this.#admin('POST', '/clock', { reset: true })
    const signers = [await this.#signer(SIGNERS[0]), await this.#signer(SIGNERS[1])]
    for (let each = 0; each < size; each++) {
      const isBank = each < size / 2
      const request = isBank ? this.#requests.ofBank(this.#dice.pick(signers)) : this.#requests.ofOthers()
      this.#note(request, await this.#wire.send(request))
      this.sent++
    }
  }

  async run(requests: number): Promise<void> {
    try {
      while (this.sent < requests) await this.#round(Math.min(ROUND, requests - this.sent))
    } finally {
      this.#wire.close()
    }
  }
}

/** Runs a campaign against a bank of its own, in memory. */
export const runCampaign = async (requests: number, seed: number): Promise<CampaignReport> => {
  const bank = await startBank(
    readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'silent', BNC_SEED: String(seed) }),
    undefined,
    undefined,
    { timeoutMs: 500 }
  )
  try {
    const document = (await (await fetch(`${bank.listenUrl}/docs/json`)).json()) as OpenApi
    const campaign = new Campaign(bank, document, seed)
    await campaign.run(requests)
    const alive = (await fetch(`${bank.listenUrl}/readyz`)).status
    const { faults, byStatus, accepted, sent, slowest } = campaign
    return {
      requests: sent,
      byStatus,
      accepted,
      slowestMs: slowest.ms,
      slowest: slowest.what,
      faults: [
        ...faults,
        ...(alive === 200 ? [] : [`/readyz answers ${alive}`]),
        ...ledgerFaults(bank.bank.store.database.sqlite)
      ]
    }
  } finally {
    await bank.close()
  }
}

/** The demo partners are there in every campaign, so that their ids are known. */
export const DEMO_IDS = [demoFixture('bnc').partner.partnerId, demoFixture('snap').partner.partnerId] as const
