/** Makes mistakes on purpose: a signed text for every mistake that this request can suffer. */
import { createHmac, sign } from 'node:crypto'
import type { Test } from 'tap'
import type { ExplanationInput } from '../../../src/domain/explanation/explanation.js'
import type { Parts, Recipe } from '../../../src/domain/explanation/layout.js'
import type { Note } from '../../../src/domain/explanation/mistake.js'
import { layOut } from '../../../src/domain/explanation/problem.js'
import { explain, idsOf, PRIVATE_KEY, SECRET } from './request.js'

export type Request = Omit<ExplanationInput, 'signature'>

export interface Made {
  readonly id: string
  readonly signed: string | Buffer
  readonly shown: string
}

const made = (notes: readonly Note[], signed: string | Buffer, shown: string): Made[] =>
  notes.length === 1 && notes[0] ? [{ id: notes[0].mistake.id, signed, shown }] : []

/** The right text of a request, and every text with one mistake in it. */
export const texts = (input: Request): { readonly right: string, readonly wrong: readonly Made[] } => {
  const problem = layOut({ ...input, signature: '' }, input.mode)
  const parts = Object.fromEntries(Object.entries(problem.right).map(([part, { text }]) => [part, text])) as Parts
  const [base, ...layouts] = problem.layouts
  if (base === undefined) throw new Error('there is no right layout')
  const right = base.compose(parts)
  const inParts = [...problem.variants, ...problem.late()].filter(([part]) => base.uses.has(part)).flatMap(([part, variants]) =>
    variants.flatMap((variant) => {
      const compose = (text: string) => base.compose({ ...parts, [part]: text })
      return made(variant.notes, compose(variant.text), compose(variant.shown ?? variant.text))
    }))
  const inLayout = layouts.flatMap(({ notes, compose }) => made(notes, compose(parts), compose({ ...parts,
    secret: '[client secret]' })))
  const inWhole = problem.finishes.slice(1).flatMap(({ notes, apply }) => {
    const signed = apply(right)
    return made(notes, signed, typeof signed === 'string' ? signed : right)
  })
  const wrong = [...inParts, ...inLayout, ...inWhole].filter(({ signed }) => !Buffer.from(signed).equals(Buffer.from(right)))
  return { right, wrong }
}

/** The likeliest reading of each mistake, or the least likely. */
export const oneOfEach = (all: readonly Made[], which: 'first' | 'last'): readonly Made[] => {
  const ordered = which === 'first' ? [...all].reverse() : all
  return [...new Map(ordered.map((each) => [each.id, each])).values()]
}

const rsa = (text: string | Buffer): string => sign('RSA-SHA256', Buffer.from(text), PRIVATE_KEY).toString('base64')

export const SIGN: Readonly<Record<Recipe, (text: string | Buffer) => string>> = {
  symmetric: (text) => createHmac('sha512', SECRET).update(text).digest('base64'), asymmetric: rsa, token: rsa
}

/** Explains each text and checks that one mistake is named, with the text that was signed. Answers the ids that were named. */
export const walk = (t: Test, input: Request, wrong: readonly Made[]): readonly string[] =>
  wrong.flatMap(({ id, signed, shown }) => {
    const answer = explain({ ...input, signature: SIGN[input.mode](signed) })
    const found = idsOf(answer)
    t.equal(answer.valid, false, `${input.mode} ${id} is refused`)
    t.equal(found.length, 1, `${input.mode} ${id} is one mistake: ${found.join()}`)
    t.equal(answer.mistakes[0]?.stringToSign, shown, `${input.mode} ${id} (${found.join()}): the text that was signed`)
    return found
  })
