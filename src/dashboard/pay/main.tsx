/** The pay page's program. */
import { render } from 'preact'

const root = document.getElementById('app')
if (root !== null) render(<p>pay</p>, root)
