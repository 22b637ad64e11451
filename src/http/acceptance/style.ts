/** How the report looks: on a screen of any width, light and dark, and on A4. No font, picture or script from anywhere. */

export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #f3f5f7; --line: #c9d0d8; --quiet: #4b5563 }
:root { --passed: #146c2e; --failed: #b42318; --open: #4b5563 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171b; --ink: #e6e9ed; --soft: #1f242a; --line: #3b434d; --quiet: #aab3be }
  :root { --passed: #5fd38a; --failed: #ff8f85; --open: #aab3be }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif }
h1 { margin: 0 0 .25rem; font-size: 1.5rem } h2 { margin: 2rem 0 .5rem; font-size: 1.15rem }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem }
h4 { margin: .5rem 0 .15rem; font-size: .85rem; color: var(--quiet) }
a { color: inherit } p { margin: .25rem 0 } .about, small { color: var(--quiet) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0 }
dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
code, pre { font: 12.5px/1.45 ui-monospace, monospace }
pre { margin: 0 0 .5rem; padding: .5rem .6rem; background: var(--soft); border-radius: 4px; white-space: pre-wrap;
  overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: break-word }
thead th { color: var(--quiet); font-size: .85rem } td p { font-size: .92em; color: var(--quiet) }
.number { text-align: right } .cases { table-layout: fixed } .cases pre { margin-top: .25rem }
.cases th:nth-child(1) { width: 12.5rem } .cases th:nth-child(3) { width: 5.5rem }
.cases th:nth-child(4) { width: 8rem } .cases th:nth-child(5) { width: 6rem }
.result { font-weight: 600; white-space: nowrap } .passed { color: var(--passed) } .failed { color: var(--failed) }
.open { color: var(--open) }
.proof { border-top: 1px solid var(--line); padding-top: .25rem }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; break-inside: avoid }
.line { margin-top: 3.5rem; border-top: 1px solid var(--ink); padding-top: .25rem; color: var(--quiet) }
@media (max-width: 40rem) {
  th, td { padding-right: .3rem } thead th { font-size: .75rem } tbody th { font-size: .85rem; hyphens: auto }
  .cases, .cases tbody, .cases tr, .cases td { display: block }
  .cases thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .cases tr { padding: .5rem 0; border-bottom: 1px solid var(--line) } .cases td { border: 0; padding: 0 }
  .signatures { grid-template-columns: 1fr; gap: 0 }
}
@page { size: A4; margin: 16mm 14mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9px system-ui, sans-serif } }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #f3f5f7; --line: #9aa3ad; --quiet: #3d4650 }
  :root { --passed: #0f5723; --failed: #9b1c12; --open: #3d4650 }
  body { max-width: none; padding: 0; font-size: 10pt } code, pre { font-size: 8pt }
  .cases th:nth-child(1) { width: 10.5rem } .cases th:nth-child(4) { width: 6.5rem }
  h2, h3, h4 { break-after: avoid } tr, .proof pre { break-inside: avoid } .appendix { break-before: page }
  .how { display: none } a { text-decoration: none }
}
`
