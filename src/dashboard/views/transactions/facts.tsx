/** What the bank knows of a transaction. */
import type { ComponentChildren } from 'preact'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { isOpen } from '../../../domain/transaction.js'
import { CopyButton } from '../../ui/copy-button.js'
import { Time } from '../../ui/time.js'
import { Countdown } from './countdown-text.js'
import { formatRupiah } from '../../money.js'
import { linkOpen } from './transaction-link.js'
import type { Clocks } from './use-clocks.js'
import { say } from './words.js'

type Fact = readonly [name: string, value: ComponentChildren]

const ZERO = '0.00'

/** A text as the bank has it. */
const mono = (text: string | undefined) => (text === undefined ? undefined : <span class="mono">{text}</span>)

const copied = (name: string, text: string | undefined) =>
  (text === undefined ? undefined : <span class="actions"><span class="mono wrap">{text}</span><CopyButton text={text} what={name} /></span>)

const moments = ({ partnerId, status, createdAt, expiresAt, paidAt }: TransactionReply, clocks: Clocks): readonly Fact[] => [
  [say('created'), <Time key="at" at={createdAt} />],
  [say('expires'), expiresAt === undefined ? undefined : (
    <span key="at"><Time at={expiresAt} /> {isOpen(status) && <Countdown at={expiresAt} partnerId={partnerId} clocks={clocks} />}</span>
  )],
  [say('paid'), paidAt === undefined ? undefined : <Time key="at" at={paidAt} />]
]

const factsOf = (transaction: TransactionReply, clocks: Clocks): readonly Fact[] => {
  const { partnerId, referenceNo, partnerReferenceNo, qrReferenceNo, feeAmount, refundedAmount, bankCode, bankName } = transaction
  return [
    [say('reference'), copied(say('reference'), referenceNo)],
    [say('partnerReference'), copied(say('partnerReference'), partnerReferenceNo)],
    [say('partner'), mono(partnerId)],
    [say('ofQr'), qrReferenceNo === undefined ? undefined : (
      <a key="qr" class="mono" href={linkOpen({ partnerId, referenceNo: qrReferenceNo })}>{qrReferenceNo}</a>
    )],
    [say('merchant'), mono(transaction.merchantId)],
    [say('subMerchant'), mono(transaction.subMerchantId)],
    [say('store'), mono(transaction.storeId)],
    [say('terminal'), mono(transaction.terminalId)],
    [say('fee'), feeAmount === ZERO ? undefined : formatRupiah(feeAmount)],
    [say('refundedSum'), refundedAmount === ZERO ? undefined : formatRupiah(refundedAmount)],
    ...moments(transaction, clocks),
    [say('payer'), bankName === undefined ? undefined : `${bankName} (${bankCode ?? ''})`],
    [say('rrn'), mono(transaction.rrn)],
    [say('customerPan'), mono(transaction.customerPan)],
    ['scId', mono(transaction.scId)],
    ['traceId', mono(transaction.traceId)]
  ]
}

export const Facts = ({ transaction, clocks }: { readonly transaction: TransactionReply; readonly clocks: Clocks }) => (
  <section class="card" aria-label={say('facts')}>
    <h2>{say('facts')}</h2>
    <dl>
      {factsOf(transaction, clocks).filter(([, value]) => value !== undefined).map(([name, value]) => (
        <><dt key={`${name} name`}>{name}</dt><dd key={name}>{value}</dd></>
      ))}
    </dl>
  </section>
)
