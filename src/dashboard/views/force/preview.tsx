/** What is about to be armed, as a body, a command, a header and a magic value, each to take along. */
import { connection } from '../../session.js'
import { Command } from '../../ui/command.js'
import { Json } from '../../ui/json.js'
import { commandOf, curlOf, headerOf, magicOf } from './equivalents.js'
import type { ForceState } from './force-state.js'
import { say } from './words.js'

const Part = ({ title, text }: { readonly title: string; readonly text: string | undefined }) => (text === undefined ? null : (
  <section>
    <h3>{title}</h3>
    <Command text={text} what={title} />
  </section>
))

export const Preview = ({ state }: { readonly state: ForceState }) => {
  const { outcome, refusal, arm, clear } = state
  const command = commandOf(outcome)
  const header = headerOf(outcome)
  return (
    <section class="card" aria-label={say('preview')}>
      <div class="spread">
        <h2>{say('preview')}</h2>
        <div class="actions">
          <button type="button" class="button" onClick={clear}>{say('clearForm')}</button>
          <button type="button" class="button primary" onClick={() => { void arm() }}>{say('arm')}</button>
        </div>
      </div>
      {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
      <section>
        <h3>{say('body')}</h3>
        <Json value={outcome} what={say('body')} />
      </section>
      {command === undefined
        ? <Part title={say('curl')} text={curlOf(outcome, connection.value.url)} />
        : <Part title={say('command')} text={command} />}
      <Part title={say('header')} text={header === undefined ? undefined : `X-Sandbox-Outcome: ${header}`} />
      <Part title={say('magic')} text={magicOf(outcome)} />
    </section>
  )
}
