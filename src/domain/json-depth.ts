/** How deep a JSON text nests, without parsing it: what is kept of it is written and read again by code that counts levels. */

const [QUOTE, BACKSLASH, BRACKET, END_BRACKET, BRACE, END_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** The deepest level of brackets outside texts. */
export const jsonDepth = (text: string): number => {
  let [depth, deepest, inText] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (inText) {
      if (character === BACKSLASH) at++
      else if (character === QUOTE) inText = false
    } else if (character === QUOTE) inText = true
    else if (character === BRACE || character === BRACKET) deepest = Math.max(deepest, ++depth)
    else if (character === END_BRACE || character === END_BRACKET) depth--
  }
  return deepest
}
