/** What the partners' clocks show, so that a countdown tells the bank's time and not this computer's. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { admin } from '../../session.js'
import { useEventsCalm } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { clockNow, type ClockShown } from '../../countdown.js'

/** A list of more partners than these shows no countdown for the rest. */
const AT_MOST = 20

/** Real time, a second at a time. */
const second = signal(Date.now())

export type Clocks = ReadonlyMap<string, (realNow: number) => number>

const readClock = async (partnerId: string): Promise<readonly [string, (realNow: number) => number]> => {
  const clock: ClockShown = await admin.peek().clock.get({ partnerId })
  const askedAt = Date.now()
  return [partnerId, realNow => clockNow(clock, askedAt, realNow)]
}

/** The clocks of these partners, asked again whenever one is moved. */
export const useClocks = (partnerIds: readonly string[]): Clocks => {
  const wanted = [...new Set(partnerIds)].sort().slice(0, AT_MOST)
  const { data, reload } = useLoaded(async () => new Map(await Promise.all(wanted.map(readClock))), [wanted.join(' ')])
  useEventsCalm(['clock'], reload, 100)
  return data ?? new Map<string, never>()
}

let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** Real time that moves on by itself while something shows it. */
export const useSecond = (): number => {
  useEffect(() => {
    watchers += 1
    timer ??= setInterval(() => { second.value = Date.now() }, 1000)
    return () => {
      watchers -= 1
      if (watchers > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }, [])
  return second.value
}
