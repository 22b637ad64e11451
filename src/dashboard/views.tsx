/** The views by name. */
import type { FunctionComponent } from 'preact'
import type { View } from './route.js'
import { AcceptanceView } from './views/acceptance/acceptance-view.js'
import { CallsView } from './views/calls/calls-view.js'
import { CodesView } from './views/codes/codes-view.js'
import { ForceView } from './views/force/force-view.js'
import { PartnersView } from './views/partners/partners-view.js'
import { TimeView } from './views/time/time-view.js'
import { TransactionsView } from './views/transactions/transactions-view.js'

export const VIEW_COMPONENTS: Readonly<Record<View, FunctionComponent>> = {
  calls: CallsView,
  transactions: TransactionsView,
  force: ForceView,
  partners: PartnersView,
  time: TimeView,
  codes: CodesView,
  acceptance: AcceptanceView
}
