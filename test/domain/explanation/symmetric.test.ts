/** Every mistake of the text is made on purpose under HMAC, and explained with the text that was signed. */
import t from 'tap'
import { oneOfEach, texts, walk, type Request } from './made.js'
import { TRANSACTION } from './request.js'

t.test('mistakes of the symmetric text', (t) => {
  const request: Request = { ...TRANSACTION, mode: 'symmetric' }
  const ids = walk(t, request, oneOfEach(texts(request).wrong, 'first'))
  t.ok(new Set(ids).size > 150, 'nearly each has a text of its own')
  t.end()
})
