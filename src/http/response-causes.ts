/** What makes this bank answer with a code by itself, without being forced: one table, service by service. */
import type { ServiceName } from '../../schemas/services.js'

type Causes = Readonly<Record<string, string>>

/** Of every call. */
const EVERY: Causes = {
  20000: 'the call succeeded',
  40000: 'the body is larger than 1 MiB, not UTF-8, not JSON, or not an object',
  40001: 'a header or a field has a wrong format',
  40002: 'a mandatory header or field is missing or empty',
  40100: 'the partner is unknown, X-TIMESTAMP is outside the window, or the signature is wrong',
  40500: 'the method is not POST',
  50001: 'the database cannot be written, as on a full disk: nothing of the call was done'
}

/** Of every call that needs a token. */
const TRANSACTION: Causes = {
  ...EVERY,
  40101: "the token is malformed, another partner's, or its time is over",
  40103: 'Authorization is missing',
  40900: 'this X-EXTERNAL-ID was used today already'
}

export const CAUSES: Readonly<Partial<Record<ServiceName, Causes>>> = {
  token: EVERY,
  generate: {
    ...TRANSACTION,
    40302: "the amount is above the partner's limit",
    40408: 'the merchant is not one of the partner',
    40413: 'the amount is 0',
    40418: 'this partnerReferenceNo was used with another content',
    40901: 'this partnerReferenceNo was used with the same content'
  },
  query: {
    ...TRANSACTION,
    40401: 'the partner has no such transaction',
    40418: 'the two references are not of one and the same transaction'
  },
  cancel: {
    ...TRANSACTION,
    40300: 'the transaction is expired',
    40400: 'the transaction is paid, refunded or failed',
    40401: 'the partner has no such transaction',
    40404: 'the transaction is canceled already',
    40408: "the merchant is not the transaction's",
    40418: 'the two references are of different transactions',
    40501: 'somebody is paying, or the QR is static'
  },
  refund: {
    ...TRANSACTION,
    40400: 'the transaction is not paid, or all of it is refunded already',
    40401: 'the partner has no such transaction',
    40408: "the merchant is not the transaction's",
    40413: 'more than is left, or 0',
    40418: 'this partnerRefundNo was used with another content'
  },
  history: { ...TRANSACTION, 40401: 'no static QR of the partner has this scID' },
  decode: TRANSACTION
}
