/** The acceptance sheet as a checklist that fills while the application is tried. */
import type { AcceptanceReply } from '../../../../schemas/acceptance.js'
import { language } from '../../language.js'
import { chosenPartner, route, setQuery } from '../../route.js'
import { admin } from '../../session.js'
import { Command } from '../../ui/command.js'
import { Empty } from '../../ui/empty.js'
import { Choice, Field } from '../../ui/field.js'
import { LoadState } from '../../ui/load-state.js'
import { useEventsCalm } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { ServiceCases } from './case-list.js'
import { filterCases } from './filter-cases.js'
import { ReportLinks } from './report-links.js'
import { say } from './words.js'

const Head = ({ report: { partnerId, summary } }: { readonly report: AcceptanceReply }) => {
  const { passed, failed, total } = summary
  const text = say('progress', { passed, total, failed })
  return (
    <section class="card" aria-label={say('title')}>
      <h1>{say('title')} <small class="quiet-text wrap">{say('of', { partner: partnerId })}</small></h1>
      <p>{say('why')}</p>
      <progress class="acceptance-progress" max={total} value={passed} aria-label={text} />
      <p role="status"><strong>{text}</strong></p>
      <ReportLinks partnerId={partnerId} />
      <p class="hint">{say('ci')}</p>
      <Command text={`npx bnc-sandbox acceptance --partner ${partnerId} --require all`} />
    </section>
  )
}

const Filters = ({ report: { services } }: { readonly report: AcceptanceReply }) => {
  const { service = '', show = 'all', q = '' } = route.value.query
  return (
    <div class="toolbar">
      <div class="search">
        <Field label={say('search')}>
          {ids => <input {...ids} type="search" data-search value={q} onInput={event => { setQuery({ q: event.currentTarget.value }) }} />}
        </Field>
      </div>
      <Choice label={say('service')} value={service} onChoose={value => { setQuery({ service: value }) }}
        options={[['', say('everyService')], ...services.map(one => [one.service as string, `${one.service} ${one.title}`] as const)]} />
      <Choice label={say('show')} value={show} onChoose={value => { setQuery({ show: value }) }} options={[['all', say('all')], ['open', say('open')]]} />
    </div>
  )
}

const Cases = ({ report }: { readonly report: AcceptanceReply }) => {
  const { service = '', show = 'all', q = '' } = route.value.query
  const shown = filterCases(report, { service, onlyOpen: show === 'open', text: q })
  if (shown.length === 0) return <Empty title={say('allDone')} />
  return <>{shown.map(one => <ServiceCases key={one.service.service} {...one} />)}</>
}

export const AcceptanceView = () => {
  const partnerId = chosenPartner.value
  const lang = language.value
  const report = useLoaded(() => admin.value.acceptance.get({ partnerId, lang }), [partnerId, lang])
  useEventsCalm(['acceptance'], report.reload)
  return (
    <div class="stack acceptance">
      <LoadState of={report}>{data => <><Head report={data} /><Filters report={data} /><Cases report={data} /></>}</LoadState>
    </div>
  )
}
