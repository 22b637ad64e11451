/** `/admin/signature/explain`: what is wrong with a signature, for a request that was saved. */
import { ExplainBody, ExplainReply } from '../../../schemas/signature.js'
import { serviceOfPath } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { explanationInput } from '../../bank/explanation-input.js'
import { getPartner } from '../../bank/save-partner.js'
import type { Partner } from '../../domain/partner.js'
import { Conflict, Invalid, Unknown } from '../../domain/verdict.js'
import type { AdminApp, AdminEdges } from './admin.js'

type Header = (name: string) => string

const headerReader = (headers: Readonly<Record<string, string>>): Header => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return name => lower.get(name) ?? ''
}

/** The partner that is named, or the one whose headers these are. */
const partnerFor = (bank: Bank, partnerId: string | undefined, header: Header, isToken: boolean): Partner => {
  if (partnerId !== undefined) return getPartner(bank, partnerId)
  const name = isToken ? 'X-CLIENT-KEY' : 'X-PARTNER-ID'
  const value = header(name.toLowerCase())
  if (value === '') throw new Invalid('partnerId', `missing, and the headers have no ${name}`)
  const partner = isToken ? bank.store.partners.findByClientKey(value) : bank.store.partners.find(value)
  if (partner === undefined) throw new Unknown(`headers.${name}`, value)
  return partner
}

export const signatureRoutes = (app: AdminApp, bank: Bank, { explain }: AdminEdges): void => {
  app.post('/signature/explain', { schema: { body: ExplainBody, response: { 200: ExplainReply } } }, async ({ body: question }) => {
    const { method = 'POST', path, headers, body = '', partnerId } = question
    const header = headerReader(headers)
    if (header('x-signature') === '') throw new Invalid('headers', 'they have no X-SIGNATURE')
    const isToken = serviceOfPath(path)?.name === 'token'
    const partner = partnerFor(bank, partnerId, header, isToken)
    const mode = isToken ? 'token' : partner.signature
    const asked = { mode, method, path, body: Buffer.from(body), header, partner, receivedAt: bank.realNow() } as const
    const explanation = await explain(() => explanationInput(bank, asked))
    if (explanation === undefined) throw new Conflict('the explainer is busy with other signatures; ask again in a moment')
    return explanation as ExplainReply
  })
}
