/** The view of partners. */

export const PartnersView = () => <p>partners</p>
