/** The view of acceptance. */

export const AcceptanceView = () => <p>acceptance</p>
