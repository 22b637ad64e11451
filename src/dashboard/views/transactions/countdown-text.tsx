/** How long something still takes by its partner's clock. */
import { formatCountdown } from '../../countdown.js'
import { useSecond, type Clocks } from './use-clocks.js'
import { say } from './words.js'

interface CountdownProps {
  readonly at: string
  readonly partnerId: string
  readonly clocks: Clocks
}

export const Countdown = ({ at, partnerId, clocks }: CountdownProps) => {
  const realNow = Math.max(useSecond(), Date.now())
  const now = clocks.get(partnerId)?.(realNow)
  if (now === undefined) return null
  return <span class="mono countdown">{formatCountdown(Date.parse(at) - now) ?? say('expired')}</span>
}
