/** The QR: its picture, its content, and the link by which a phone pays it. */
import { correction, generate } from 'lean-qr/nano'
import { useMemo } from 'preact/hooks'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { Command } from '../../ui/command.js'
import { CopyButton } from '../../ui/copy-button.js'
import { baseOf, isLoopback, payLink, serveCommand } from './pay-link.js'
import { qrPath } from './qr-path.js'
import { say } from './words.js'

/** The light margin that a reader wants. */
const MARGIN = 3

const Drawn = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { size, path } = useMemo(() => {
    const bitmap = generate(text, { minCorrectionLevel: correction.M })
    return { size: bitmap.size, path: qrPath(bitmap) }
  }, [text])
  const whole = size + 2 * MARGIN
  return (
    <svg class="qr-picture" role="img" aria-label={label} viewBox={`${-MARGIN} ${-MARGIN} ${whole} ${whole}`} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  )
}

const PayByPhone = ({ transaction }: { readonly transaction: TransactionReply }) => {
  const { origin } = globalThis.location
  const base = baseOf(transaction.qrUrl, origin)
  const link = payLink(base, transaction.partnerId, transaction.referenceNo)
  return (
    <div class="stack">
      <h3>{say('payByPhone')}</h3>
      <Drawn text={link} label={say('payPicture')} />
      <p class="quiet-text">{say('payByPhoneText')}</p>
      <div class="actions">
        <a class="button small" href={link} target="_blank" rel="noopener">{say('openPayPage')}</a>
        <CopyButton text={link} what={say('payLink')} />
      </div>
      <p class="mono wrap pay-link">{link}</p>
      {isLoopback(base) && (
        <div class="stack">
          <p class="warning">{say('loopback')}</p>
          <Command text={serveCommand(origin)} />
        </div>
      )}
    </div>
  )
}

export const QrCard = ({ transaction }: { readonly transaction: TransactionReply }) => {
  const { qrContent, referenceNo } = transaction
  if (qrContent === undefined) return null
  return (
    <section class="card" aria-label={say('qr')}>
      <h2>{say('qr')}</h2>
      <div class="columns">
        <div class="stack">
          <h3>QRIS</h3>
          <Drawn text={qrContent} label={say('qrPicture', { reference: referenceNo })} />
          <Command text={qrContent} what={say('qrContent')} />
        </div>
        <PayByPhone transaction={transaction} />
      </div>
    </section>
  )
}
