/** How long something still takes, in the largest units that matter. */

const HOUR_S = 3600
const DAY_S = 86_400

const two = (value: number): string => String(value).padStart(2, '0')

/** `14:59`, `2:05:00` or `3 d 2 h`; undefined once it is over. */
export const formatCountdown = (ms: number): string | undefined => {
  if (ms <= 0) return undefined
  const seconds = Math.ceil(ms / 1000)
  if (seconds >= DAY_S) return `${Math.floor(seconds / DAY_S)} d ${Math.floor((seconds % DAY_S) / HOUR_S)} h`
  const minutes = `${two(Math.floor((seconds % HOUR_S) / 60))}:${two(seconds % 60)}`
  return seconds >= HOUR_S ? `${Math.floor(seconds / HOUR_S)}:${minutes}` : minutes
}

export interface ClockShown {
  readonly now: string
  readonly offsetSeconds: number
  readonly frozen: boolean
}

/** What a partner's clock shows now, from what it showed when it was asked. */
export const clockNow = ({ now, frozen }: ClockShown, askedAt: number, realNow: number): number =>
  Date.parse(now) + (frozen ? 0 : realNow - askedAt)
