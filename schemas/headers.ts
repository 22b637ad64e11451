/** The headers of the bank's calls: names, and the shapes that a format check asks for. */

/** Headers that the token call must carry, in the order in which a missing one is named [SNAP]. */
export const TOKEN_HEADERS: readonly string[] = ['Content-Type', 'X-TIMESTAMP', 'X-CLIENT-KEY', 'X-SIGNATURE']

/** ISO 8601 with an explicit offset and 0–3 fractional digits: 20 to 29 characters [SEEN]. */
export const TIMESTAMP_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/

/** 1–36 visible ASCII characters [SNAP; SEEN: hex, UUID tails, base64 with + and /]. */
export const EXTERNAL_ID_PATTERN = /^[\x21-\x7e]{1,36}$/

/** The longest header value that is read; a gateway's usual line buffer is 8 KiB [CHOSEN]. */
export const MAX_HEADER_CHARS = 8192
