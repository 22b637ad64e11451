/** A phone-sized wallet: who is paid and how much, one big button, and the endings that a tester wants beside it. */
import { useEffect, useState } from 'preact/hooks'
import type { WalletDeed, WalletReply } from '../../../schemas/pay-page.js'
import { formatCountdown } from '../countdown.js'
import { chooseLanguage, language, LANGUAGES, type Language } from '../language.js'
import { readRupiah, rupiah } from '../money.js'
import { StatusBadge } from '../ui/status-badge.js'
import { Time } from '../ui/time.js'
import { say } from './words.js'
import { useWallet, type Wallet } from './use-wallet.js'

/** The endings beside the payment itself, in the order of a QR's life. */
const OTHER_DEEDS: readonly WalletDeed[] = ['scan', 'authorize', 'settle', 'fail']

/** Counts down between two looks at the bank. */
const Countdown = ({ from }: { readonly from: number }) => {
  const [left, setLeft] = useState(from)
  useEffect(() => {
    setLeft(from)
    const timer = setInterval(() => { setLeft(before => Math.max(0, before - 1)) }, 1000)
    return () => { clearInterval(timer) }
  }, [from])
  return <p class="quiet-text">{say('expires', { time: formatCountdown(left * 1000) ?? '00:00' })}</p>
}

const Receipt = ({ qr, again }: { readonly qr: WalletReply; readonly again: (() => void) | undefined }) => (
  <section class="receipt" aria-live="polite">
    <p class="check" aria-hidden="true">✓</p>
    <h2>{say('paid')}</h2>
    <dl>
      {qr.paidAt !== undefined && <><dt>{say('paidAt')}</dt><dd><Time at={qr.paidAt} /></dd></>}
      {qr.bankName !== undefined && <><dt>{say('bank')}</dt><dd>{qr.bankName}</dd></>}
      {qr.rrn !== undefined && <><dt>{say('rrn')}</dt><dd class="mono">{qr.rrn}</dd></>}
    </dl>
    {again !== undefined && <button type="button" class="button" onClick={again}>{say('again')}</button>}
  </section>
)

const PayForm = ({ qr, busy, deed }: { readonly qr: WalletReply } & Pick<Wallet, 'busy' | 'deed'>) => {
  const [typed, setTyped] = useState('')
  const [issuer, setIssuer] = useState('')
  const typedAmount = readRupiah(typed)
  const isReady = qr.amount !== undefined || typedAmount !== undefined
  const isBad = qr.amount === undefined && typed !== '' && typedAmount === undefined
  const wish = { ...(qr.amount === undefined && typedAmount !== undefined ? { amount: typedAmount } : {}), ...(issuer === '' ? {} : { issuer }) }
  const others = OTHER_DEEDS.filter(name => qr.deeds.includes(name))
  return (
    <form onSubmit={event => { event.preventDefault(); void deed('pay', wish) }}>
      {qr.amount === undefined && (
        <label class="amount-field">
          {say('amount')}
          <input inputMode="decimal" value={typed} onInput={event => { setTyped(event.currentTarget.value) }} placeholder="15.000" aria-invalid={isBad} aria-describedby="amount-hint" />
          <span id="amount-hint" class={isBad ? 'problem' : 'hint'}>{say(isBad ? 'amountBad' : 'amountHint')}</span>
        </label>
      )}
      <label>
        {say('from')}
        <select value={issuer} onChange={event => { setIssuer(event.currentTarget.value) }}>
          <option value="">{say('anyBank')}</option>
          {qr.issuers.map(name => <option key={name} value={name}>{name}</option>)}
        </select>
      </label>
      <button class="button primary pay-now" disabled={busy || !isReady}>
        {busy ? say('busy') : `${say('pay')} ${rupiahOf(qr.amount ?? typedAmount)}`}
      </button>
      {others.length > 0 && (
        <fieldset>
          <legend>{say('more')}</legend>
          {others.map(name => <button key={name} type="button" class="button" disabled={busy} onClick={() => { void deed(name, name === 'settle' ? wish : {}) }}>{say(name)}</button>)}
        </fieldset>
      )}
    </form>
  )
}

const rupiahOf = (amount: string | undefined): string => (amount === undefined ? '' : rupiah(amount))

const News = ({ status }: { readonly status: string }) => {
  if (status === 'paying') return <p>{say('payingNow')}</p>
  if (status === 'pending' || status === 'initiated') return <p>{say('pendingNow')}</p>
  if (status === 'failed') return <p class="problem">{say('failedNow')}</p>
  return null
}

const Qr = ({ wallet, qr }: { readonly wallet: Wallet; readonly qr: WalletReply }) => {
  const isPaid = qr.status === 'success' || qr.status === 'refunded'
  return (
    <>
      <section class="merchant">
        <p class="quiet-text">{say('to')}</p>
        <h1>{qr.merchantName}</h1>
        <p class="quiet-text">{qr.merchantCity}</p>
        {qr.amount !== undefined && <p class="big-amount">{rupiah(qr.amount)}</p>}
        <div role="status" class="state"><StatusBadge status={qr.status} /><News status={qr.status} /></div>
        {qr.secondsLeft !== undefined && <Countdown from={qr.secondsLeft} />}
      </section>
      {isPaid && <Receipt qr={qr} again={qr.kind === 'payment' ? wallet.again : undefined} />}
      {qr.deeds.length > 0 && <PayForm qr={qr} busy={wallet.busy} deed={wallet.deed} />}
      {!isPaid && qr.deeds.length === 0 && <p class="closed">{say('closed')}</p>}
      <p class="reference quiet-text">{say('reference')} <span class="mono">{qr.referenceNo}</span></p>
    </>
  )
}

export const PayPage = () => {
  const wallet = useWallet()
  const { qr, refusal, lost } = wallet
  return (
    <main class="wallet">
      <header>
        <div><strong>{say('title')}</strong><p class="quiet-text">{say('notMoney')}</p></div>
        <div class="languages">
          {(Object.entries(LANGUAGES) as [Language, string][]).map(([key, name]) => (
            <button key={key} type="button" class="button small" aria-label={`${key.toUpperCase()}: ${name}`} aria-pressed={language.value === key} onClick={() => { chooseLanguage(key) }}>
              {key.toUpperCase()}
            </button>
          ))}
        </div>
      </header>
      {lost && <p class="problem" role="alert">{say('lost')}</p>}
      {refusal !== undefined && <p class="problem" role="alert">{qr === undefined ? `${say('unknown')}: ` : ''}{refusal}</p>}
      {qr !== undefined && <Qr wallet={wallet} qr={qr} />}
    </main>
  )
}
