/** The caller's own mistake: exit code 2. */
export class UsageError extends Error {}
