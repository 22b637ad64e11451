/** Which field of a form the bank means: the one that it names, or the one that this belongs to. */

/** `delayMs.min` is said at `delayMs`; undefined where the form has nothing of the kind. */
export const closestField = (known: readonly string[], named: string): string | undefined =>
  known
    .filter(field => named === field || named.startsWith(`${field}.`))
    .reduce<string | undefined>((best, field) => (field.length > (best?.length ?? 0) ? field : best), undefined)
