/** The view of force. */

export const ForceView = () => <p>force</p>
