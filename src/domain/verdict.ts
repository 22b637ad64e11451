/** Answers that are not successes: what a deed throws when it says no. What time did before the no stays done. */

/** An answer, not an accident: it has no stack, which costs more than the rest of it. Anything else that is thrown undoes its deed. */
export abstract class Verdict extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** An admin's input that cannot be used: names the field and what is allowed. */
export class Invalid extends Verdict {
  readonly field: string
  readonly allowed: readonly string[] | undefined

  constructor(field: string, why: string, allowed?: readonly string[]) {
    super(`${field}: ${why}${allowed === undefined ? '' : `; allowed: ${allowed.join(', ')}`}`)
    this.field = field
    this.allowed = allowed
  }
}

/** Something that an admin named does not exist. */
export class Unknown extends Verdict {
  readonly field: string

  constructor(field: string, value: string, why = `there is no ${JSON.stringify(value)}`) {
    super(`${field}: ${why}`)
    this.field = field
  }
}

/** The state of things does not allow it; `allowed` is what it does allow. */
export class Conflict extends Verdict {
  readonly field: string | undefined
  readonly allowed: readonly string[] | undefined

  constructor(why: string, { field, allowed }: { field?: string; allowed?: readonly string[] } = {}) {
    super(why)
    this.field = field
    this.allowed = allowed
  }
}
