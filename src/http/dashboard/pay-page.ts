/**
 * `/pay/:referenceNo`: a wallet for whoever was shown a QR. Like a QR it wants no key: who knows the reference may pay it and see what a
 * wallet shows, and nothing else [CHOSEN]. A page of another site is kept out as from the admin routes.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { Words } from '../../../schemas/fields.js'
import { WALLET_DEEDS, WalletBody, WalletReply } from '../../../schemas/pay-page.js'
import { nowOf, type Bank } from '../../bank/bank.js'
import { doEvent } from '../../bank/do-event.js'
import { pointToTransaction } from '../../bank/point-to-transaction.js'
import { getPartner } from '../../bank/save-partner.js'
import { jakartaTime } from '../../domain/jakarta.js'
import { ISSUERS } from '../../domain/payer.js'
import { eventsOf, isOpen, type Transaction } from '../../domain/transaction.js'
import { Unknown } from '../../domain/verdict.js'
import { done, readBodies } from '../admin/admin.js'
import { adminGuard, type GuardOptions } from '../admin/guard.js'
import { answerProblem } from '../problem.js'
import { sendPage } from './dashboard.js'
import type { Assets } from './assets.js'

const Params = Type.Object({ referenceNo: Type.String() })
const DeedParams = Type.Object({ referenceNo: Type.String(), deed: Words(WALLET_DEEDS) })
const Narrowed = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })

/** A reference that two partners have is nobody's here: a stranger is not told whose they are. */
const find = (bank: Bank, referenceNo: string, partnerId: string | undefined): Transaction => {
  const owners = bank.store.transactions.partnersOf(referenceNo)
  const owner = owners.length === 1 && partnerId === undefined ? owners[0] : owners.find(id => id === partnerId)
  if (owner === undefined) throw new Unknown('referenceNo', referenceNo)
  return pointToTransaction(bank, referenceNo, owner)
}

const show = (bank: Bank, transaction: Transaction): WalletReply => {
  const { partnerId, merchantId, amount, expiresAt, status, paidAt, rrn, bankName } = transaction
  const merchant = getPartner(bank, partnerId).merchants.find(one => one.merchantId === merchantId)
  const events = eventsOf(transaction)
  return {
    referenceNo: transaction.referenceNo,
    kind: transaction.kind,
    merchantName: merchant?.name ?? merchantId,
    merchantCity: merchant?.city ?? '',
    ...(amount === null ? {} : { amount }),
    status,
    deeds: WALLET_DEEDS.filter(deed => events.includes(deed)),
    ...(expiresAt === null || !isOpen(status) ? {} : { secondsLeft: Math.max(0, Math.ceil((expiresAt - nowOf(bank, partnerId)) / 1000)) }),
    ...(paidAt === null ? {} : { paidAt: jakartaTime(paidAt) }),
    ...(rrn === null ? {} : { rrn }),
    ...(bankName === null ? {} : { bankName }),
    issuers: ISSUERS.map(issuer => issuer.bankName)
  }
}

export const payPageRoutes = (app: FastifyInstance, bank: Bank, assets: Assets, guard: GuardOptions): void => {
  const wallet = app.withTypeProvider<TypeBoxTypeProvider>()
  wallet.addHook('onRequest', adminGuard({ ...guard, adminKey: undefined }))
  wallet.setErrorHandler(answerProblem)
  readBodies(wallet)

  wallet.get('/pay/:referenceNo', { schema: { params: Params, querystring: Narrowed } }, (_request, reply) => sendPage(reply, assets, 'pay'))

  wallet.get('/pay/:referenceNo/qr', { schema: { params: Params, querystring: Narrowed, response: { 200: WalletReply } } },
    async ({ params, query }) => show(bank, await done(bank, () => find(bank, params.referenceNo, query.partnerId))))

  // A static QR that is paid answers with the payment that it made.
  wallet.post('/pay/:referenceNo/:deed', { schema: { params: DeedParams, querystring: Narrowed, body: WalletBody, response: { 200: WalletReply } } },
    async ({ params, query, body }) =>
      show(bank, await done(bank, () => doEvent(bank, find(bank, params.referenceNo, query.partnerId), params.deed, 'wallet', body))))
}
