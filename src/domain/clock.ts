/** A clock that can be moved: the bank's, and one of each partner that was given its own. Instants are milliseconds since 1970. */

export interface ClockSetting {
  /** Added to real time while the clock runs. */
  readonly offsetMs: number
  /** The instant it stands at, or null while it runs. */
  readonly frozenAt: number | null
}

export const REAL_TIME: ClockSetting = { offsetMs: 0, frozenAt: null }

/** The clock's time when the real time is `real`. */
export const timeOf = (clock: ClockSetting, real: number): number => clock.frozenAt ?? real + clock.offsetMs

export const setTo = (clock: ClockSetting, real: number, at: number): ClockSetting =>
  clock.frozenAt === null ? { offsetMs: at - real, frozenAt: null } : { ...clock, frozenAt: at }

export const advance = (clock: ClockSetting, real: number, byMs: number): ClockSetting =>
  setTo(clock, real, timeOf(clock, real) + byMs)

export const freeze = (clock: ClockSetting, real: number): ClockSetting => ({ ...clock, frozenAt: timeOf(clock, real) })

/** Runs on from the instant at which it stood. */
export const resume = (clock: ClockSetting, real: number): ClockSetting =>
  clock.frozenAt === null ? clock : { offsetMs: clock.frozenAt - real, frozenAt: null }
