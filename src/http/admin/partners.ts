/** `/admin/partners`: a partner is the unit of isolation; `POST {}` makes one. */
import { Type } from '@sinclair/typebox'
import { Page, PageQuery, DEFAULT_LIMIT } from '../../../schemas/page.js'
import { PartnerCreate, PartnerPatch, PartnerReply } from '../../../schemas/partner.js'
import type { Bank } from '../../bank/bank.js'
import { removePartner } from '../../bank/reset.js'
import { changePartner, createPartner, expireTokens, getPartner, type PartnerKeys } from '../../bank/save-partner.js'
import type { Partner } from '../../domain/partner.js'
import { diagnosePem } from '../../domain/pem.js'
import { Invalid } from '../../domain/verdict.js'
import { readCursor, writeCursor } from '../cursor.js'
import { done, type AdminApp, type AdminEdges } from './admin.js'

const Params = Type.Object({ partnerId: Type.String() })

export const showPartner = (bank: Bank, partner: Partner): PartnerReply => ({
  partnerId: partner.partnerId,
  clientKey: partner.clientKey,
  clientSecret: partner.clientSecret,
  ...(partner.privateKey === null ? {} : { privateKey: partner.privateKey }),
  publicKey: partner.publicKey,
  bankPublicKey: bank.keys.publicKeyPem,
  dialect: partner.dialect,
  signature: partner.signature,
  merchants: [...partner.merchants],
  callbackUrl: partner.callbackUrl,
  callbackSignature: partner.callbackSignature,
  callbackTokenUrl: partner.callbackTokenUrl,
  settings: partner.settings
})

const KEY_FORMS = ['RSA public key of at least 2048 bits: PEM (SPKI or PKCS#1), certificate, or its base64']

/** The key as SPKI PEM, in whichever form it was brought. */
const readPublicKey = (text: string): string => {
  const read = diagnosePem(text)
  if ('pem' in read) return read.pem
  throw new Invalid('publicKey', read.problem.charAt(0).toLowerCase() + read.problem.slice(1).replace(/\.$/, ''), KEY_FORMS)
}

const keysFor = async (publicKey: string | undefined, edges: AdminEdges): Promise<PartnerKeys> =>
  publicKey === undefined ? edges.makeKeys() : { publicKey: readPublicKey(publicKey), privateKey: null }

export const partnerRoutes = (app: AdminApp, bank: Bank, edges: AdminEdges): void => {
  app.get('/partners', { schema: { querystring: Type.Object(PageQuery, { additionalProperties: false }), response: { 200: Page(PartnerReply) } } },
    ({ query: { limit = DEFAULT_LIMIT, cursor } }) => {
      const after = readCursor(cursor, { position: 0 })?.position ?? 0
      const page = bank.store.partners.page(after, limit + 1)
      const shown = page.slice(0, limit)
      const last = shown.at(-1)
      return {
        items: shown.map(({ partner }) => showPartner(bank, partner)),
        nextCursor: page.length > limit && last !== undefined ? writeCursor({ position: last.position }) : null
      }
    })

  app.post('/partners', { schema: { body: PartnerCreate, response: { 201: PartnerReply } } }, async ({ body }, reply) => {
    const keys = await keysFor(body.publicKey, edges)
    const partner = await done(bank, () => createPartner(bank, body, keys, 'admin'))
    return reply.code(201).send(showPartner(bank, partner))
  })

  app.get('/partners/:partnerId', { schema: { params: Params, response: { 200: PartnerReply } } },
    ({ params }) => showPartner(bank, getPartner(bank, params.partnerId)))

  app.patch('/partners/:partnerId', { schema: { params: Params, body: PartnerPatch, response: { 200: PartnerReply } } },
    async ({ params, body }) => {
      const publicKey = body.publicKey === undefined ? undefined : readPublicKey(body.publicKey)
      return showPartner(bank, await done(bank, () => changePartner(bank, params.partnerId, body, publicKey)))
    })

  app.delete('/partners/:partnerId', { schema: { params: Params, response: { 204: Type.Null() } } }, async ({ params }, reply) => {
    const { partnerId } = getPartner(bank, params.partnerId)
    edges.cancelPending(partnerId)
    await done(bank, () => { removePartner(bank, partnerId) })
    return reply.code(204).send(null)
  })

  app.post('/partners/:partnerId/tokens/expire', { schema: { params: Params, response: { 204: Type.Null() } } }, async ({ params }, reply) => {
    await done(bank, () => { expireTokens(bank, params.partnerId) })
    return reply.code(204).send(null)
  })
}
