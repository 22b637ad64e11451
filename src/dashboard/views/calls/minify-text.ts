/** Minification of a text as the bank does it to bytes: white space between tokens goes, everything else stays as it is. */

const LITERAL_OR_SPACE = /("(?:\\[\s\S]|[^"\\])*(?:"|\\?$))|[ \t\r\n]+/g

export const minifyText = (text: string): string => text.replace(LITERAL_OR_SPACE, (_, literal: string | undefined) => literal ?? '')
