/** Every mistake that the explainer knows, by family. */
import { HMAC_MISTAKES } from './algorithm.js'
import { BODY_RULES } from './body.js'
import { CLIENT_KEY_RULES } from './client-key.js'
import { ENCODING_MISTAKES } from './encoding.js'
import { HASH_RULES } from './hash.js'
import { KEY_MISTAKES } from './key.js'
import { LAYOUT_MISTAKES } from './layout.js'
import { METHOD_RULES } from './method.js'
import type { Family, Mistake } from './mistake.js'
import { PATH_RULES } from './path.js'
import { RSA_MISTAKES } from './rsa-mistakes.js'
import { SHAPE_MISTAKES } from './shape.js'
import { TIMESTAMP_MISTAKES } from './timestamp.js'
import { TOKEN_RULES } from './token.js'
import { WHOLE_TEXT_MISTAKES } from './whole-text.js'

/** The families in the order of the signed text, then the signing. */
export const FAMILIES: Readonly<Record<Family, string>> = {
  method: 'Method', path: 'Path', token: 'Token', body: 'Body', hash: 'Hash of the body', timestamp: 'Timestamp',
    'client-key': 'Client key',
  layout: 'Layout of the text', text: 'The text as a whole', algorithm: 'Algorithm', key: 'Key', encoding: 'Output'
}

/** All mistakes, one row each. */
export const CATALOGUE: readonly Mistake[] = [
  ...METHOD_RULES, ...PATH_RULES, ...TOKEN_RULES, ...BODY_RULES, ...HASH_RULES, ...TIMESTAMP_MISTAKES, ...CLIENT_KEY_RULES,
    ...LAYOUT_MISTAKES,
  ...WHOLE_TEXT_MISTAKES, ...HMAC_MISTAKES, ...RSA_MISTAKES, ...KEY_MISTAKES, ...ENCODING_MISTAKES, ...SHAPE_MISTAKES
].map(({ id, family, title, hint, example }) => ({ id, family, title, hint, example }))
