/** Routes that anybody may ask: is the process alive, is the bank ready, and the pictures of QRs. */
import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.js'
import { qrPng, qrSvg } from '../domain/qr-image.js'
import { metricsRoutes } from './metrics.js'
import { answerProblem, problem, sendProblem } from './problem.js'

const PICTURES = {
  png: { type: 'image/png', draw: qrPng },
  svg: { type: 'image/svg+xml', draw: qrSvg }
} as const

const pictureRoute = (app: FastifyInstance, bank: Bank, ending: keyof typeof PICTURES): void => {
  app.get<{ Params: { partnerId: string; referenceNo: string } }>(`/qr/:partnerId/:referenceNo.${ending}`, ({ params }, reply) => {
    const transaction = bank.store.transactions.find(params.partnerId, params.referenceNo)
    const content = transaction?.qrContent
    if (content === undefined || content === null) {
      sendProblem(reply, problem(404, `referenceNo: there is no QR ${params.referenceNo}`, { field: 'referenceNo' }))
      return reply
    }
    const { type, draw } = PICTURES[ending]
    return reply.type(type).header('cache-control', 'public, max-age=3600').send(draw(content))
  })
}

export const publicRoutes = (app: FastifyInstance, bank: Bank): void => {
  app.setErrorHandler(answerProblem)
  app.get('/livez', () => ({ status: 'alive' }))
  app.get('/readyz', (_request, reply) => {
    if (bank.store.database.isReady()) return { status: 'ready' }
    sendProblem(reply, problem(503, 'database: it is not open'))
    return reply
  })
  metricsRoutes(app, bank)
  pictureRoute(app, bank, 'png')
  pictureRoute(app, bank, 'svg')
}
