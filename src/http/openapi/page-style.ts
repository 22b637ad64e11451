/** How the page of the document looks: no font, picture or script from anywhere. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881 }
:root { --get: #2563eb; --post: #15803d; --put: #b45309; --delete: #b91c1c }
@media (prefers-color-scheme: dark) { :root { --get: #7aa7ff; --post: #4ade80; --put: #fbbf24; --delete: #f87171 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.25rem 4rem; font: 15px/1.5 system-ui, sans-serif }
h1 { margin: .5rem 0 } h2 { margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line) }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem }
code, pre { font: 13px/1.45 ui-monospace, monospace } code { background: var(--soft); padding: 0 .25em; border-radius: 3px }
pre { background: var(--soft); padding: .6rem .8rem; border-radius: 6px; overflow-x: auto; margin: .4rem 0 }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem } nav a { white-space: nowrap }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0 }
details > :not(summary) { margin-left: .9rem; margin-right: .9rem }
summary { cursor: pointer; padding: .45rem .7rem; overflow-wrap: anywhere } details details { margin: .35rem .9rem }
summary b { display: inline-block; min-width: 4.2rem; font: 700 12px ui-monospace, monospace; text-transform: uppercase }
.get { color: var(--get) } .post { color: var(--post) } .put, .patch { color: var(--put) } .delete { color: var(--delete) }
table { border-collapse: collapse; width: calc(100% - 1.8rem); margin: .4rem 0 }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line) }
td:first-child { white-space: nowrap } .must::after { content: ' *'; color: var(--delete) } small { opacity: .75 }
`
