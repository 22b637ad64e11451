/** The view of time. */

export const TimeView = () => <p>time</p>
