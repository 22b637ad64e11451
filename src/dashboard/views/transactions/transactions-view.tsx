/** The view of transactions. */

export const TransactionsView = () => <p>transactions</p>
