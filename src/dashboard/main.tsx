/** The dashboard's program: draws the page, and lets the bank tell it what happens. */
import { render } from 'preact'
import { startLive } from './live.js'
import { startPartners } from './partners-known.js'
import { Shell } from './shell.js'

const root = document.getElementById('app')
if (root !== null) {
  render(<Shell />, root)
  startPartners()
  startLive()
}
