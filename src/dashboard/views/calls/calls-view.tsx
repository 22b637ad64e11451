/** The view of calls. */

export const CallsView = () => <p>calls</p>
