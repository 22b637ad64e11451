/** A refused signature explained: the mistakes, and what was signed beside what the bank expected, part by part. */
import type { ComponentChildren } from 'preact'
import type { ExplainReply } from '../../../../schemas/signature.js'
import { Command } from '../../ui/command.js'
import { compareSigned, isSignedMode, layoutText, visibleText, type ComparedPart, type PartName } from './signature-parts.js'
import type { Run } from './text-difference.js'
import { say } from './words.js'

/** The signed text is the same for all mistakes of one signature: they were made together. */
const signedText = ({ mistakes }: ExplainReply): string | undefined =>
  mistakes.find(({ stringToSign }) => stringToSign !== undefined)?.stringToSign

const RUN_CLASS = { expected: 'wanted', signed: 'wrong' } as const

const Runs = ({ runs, side }: { readonly runs: readonly Run[]; readonly side: keyof typeof RUN_CLASS }) =>
  runs.length === 0
    ? <span class="quiet-text">{say('nothing')}</span>
    : <code>{runs.map(({ text, differs }, index) => (differs ? <mark key={index} class={RUN_CLASS[side]}>{visibleText(text)}</mark> : <span key={index}>{text}</span>))}</code>

const nameOf = (name: PartName): string => (name === 'WHOLE' ? say('whole') : name)

const Part = ({ part }: { readonly part: ComparedPart }) => (
  <tr class={part.isEqual ? 'equal' : 'different'}>
    <th scope="row"><span class="mono">{nameOf(part.name)}</span> <span class={`badge ${part.isEqual ? 'quiet' : 'bad'}`}>{say(part.isEqual ? 'same' : 'differs')}</span></th>
    <td data-label={say('expected')}><Runs runs={part.expected} side="expected" /></td>
    <td data-label={say('signed')}><Runs runs={part.signed} side="signed" /></td>
  </tr>
)

const SideBySide = ({ parts }: { readonly parts: readonly ComparedPart[] }) => (
  <table class="sides" aria-label={say('side')}>
    <thead><tr><th scope="col">{say('part')}</th><th scope="col">{say('expected')}</th><th scope="col">{say('signed')}</th></tr></thead>
    <tbody>{parts.map(part => <Part key={part.name} part={part} />)}</tbody>
  </table>
)

const Difference = ({ explanation }: { readonly explanation: ExplainReply }) => {
  const { mode, stringToSign: expected } = explanation
  const signed = signedText(explanation)
  if (signed === undefined || !isSignedMode(mode)) return <Texts pairs={[[say('expected'), expected]]} />
  if (signed === expected) return <><p>{say('rightText')}</p><Texts pairs={[[say('signed'), signed]]} /></>
  const parts = compareSigned(mode, expected, signed)
  return (
    <>
      {parts.some(({ name }) => name === 'WHOLE') && <p>{say('otherLayout', { layout: layoutText(mode) })}</p>}
      <SideBySide parts={parts} />
    </>
  )
}

const Texts = ({ pairs }: { readonly pairs: readonly (readonly [string, string])[] }) => (
  <>{pairs.map(([name, text]) => <div key={name} class="named-text"><h4>{name}</h4><Command text={text} what={name} /></div>)}</>
)

const Explained = ({ explanation }: { readonly explanation: ExplainReply }) => {
  const { mistakes, tried, facts = [], minifiedBody, bodyHash, mode } = explanation
  return (
    <>
      {mistakes.length === 0 && <p>{say('noMistake', { tried })}</p>}
      {mistakes.map(({ id, title, hint }) => (
        <div key={id} class="mistake">
          <p><strong>{title}</strong> <span class="mono quiet-text">{id}</span></p>
          <p>{hint}</p>
        </div>
      ))}
      {facts.length > 0 && <ul class="facts">{facts.map(fact => <li key={fact}>{fact}</li>)}</ul>}
      <Difference explanation={explanation} />
      {mode !== 'token' && <Texts pairs={[[say('minified'), minifiedBody], [say('hash'), bodyHash]]} />}
    </>
  )
}

const isExplanation = (value: unknown): value is ExplainReply => typeof value === 'object' && value !== null && 'stringToSign' in value

const factsIn = (value: unknown): readonly string[] => (value as { facts?: readonly string[] } | undefined)?.facts ?? []

const bodyOf = (signature: unknown, isComing: boolean): ComponentChildren => {
  if (isExplanation(signature)) return <Explained explanation={signature} />
  if (isComing) return <p role="status">{say('diagnosing')}</p>
  const facts = factsIn(signature)
  return facts.length === 0 ? <p>{say('noDiagnosis')}</p> : facts.map(fact => <p key={fact}>{fact}</p>)
}

interface DiagnosisProps {
  /** Of the call. */
  readonly id: string
  /** What the journal has; undefined while the bank still works it out. */
  readonly signature: unknown
  readonly isComing: boolean
}

export const SignatureDiagnosis = ({ id, signature, isComing }: DiagnosisProps) => (
  <section class="card diagnosis">
    <h3>{say('signature')}</h3>
    {bodyOf(signature, isComing)}
    {isExplanation(signature) && <Texts pairs={[[say('inTerminal'), `npx bnc-sandbox explain --id ${id}`]]} />}
  </section>
)
