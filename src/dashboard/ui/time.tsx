/** Moments as people read them: the time of day in Jakarta, the whole text where the pointer rests. */

const clockTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZone: 'Asia/Jakarta'
})
const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: 'Asia/Jakarta' })

/** `2026-11-21 14:05:06` in Jakarta. */
export const jakartaText = (at: string | number): string => {
  const moment = new Date(at)
  return `${day.format(moment)} ${clockTime.format(moment).slice(0, 8)}`
}

/** `14:05:06.789` in Jakarta. */
export const jakartaClock = (at: string | number): string => clockTime.format(new Date(at))

export const Time = ({ at, short = false }: { readonly at: string | number; readonly short?: boolean }) => (
  <time class="mono" dateTime={new Date(at).toISOString()} title={`${jakartaText(at)} WIB`}>{short ? jakartaClock(at) : jakartaText(at)}</time>
)
