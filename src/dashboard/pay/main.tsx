/** The pay page's program. */
import { render } from 'preact'
import '../theme.js'
import { PayPage } from './pay-page.js'

const root = document.getElementById('app')
if (root !== null) render(<PayPage />, root)
