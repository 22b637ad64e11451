/** The bank's checks as a ladder: how far the call came, and what it fell over. */
import type { CheckReply } from '../../../../schemas/journal.js'
import { say } from './words.js'

const RESULTS: Readonly<Record<string, readonly [mark: string, word: 'ok' | 'refused' | 'forcedResult' | 'notReached', tone: string]>> = {
  ok: ['✓', 'ok', 'good'],
  refused: ['✗', 'refused', 'bad'],
  forced: ['»', 'forcedResult', 'info']
}

const Rung = ({ check: { step, name, result, why, evidence } }: { readonly check: CheckReply }) => {
  const [mark, word, tone] = RESULTS[result] ?? ['·', 'notReached', 'quiet']
  return (
    <li class={`rung ${tone}`}>
      <span class="rung-mark" aria-hidden="true">{mark}</span>
      <span class="rung-step mono">{step}</span>
      <span class="rung-name">{name}</span>
      <span class="rung-result">{say(word)}</span>
      {evidence !== undefined && <span class="rung-evidence mono" title={say('evidence', { tag: evidence })}>{evidence}</span>}
      {why !== undefined && <span class="rung-why">{why}</span>}
    </li>
  )
}

export const CheckLadder = ({ checks }: { readonly checks: readonly CheckReply[] }) => (
  <section class="card">
    <h3>{say('checks')}</h3>
    <ol class="ladder">{checks.map(check => <Rung key={check.step} check={check} />)}</ol>
  </section>
)
