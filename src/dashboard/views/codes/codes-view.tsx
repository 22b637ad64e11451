/** The view of codes. */

export const CodesView = () => <p>codes</p>
