/** The view of codes: every response code of the national list, searched, explained, and one click from being forced. */
import type { ResponseCodeReply } from '../../../../schemas/outcome.js'
import { findService, SERVICE_LIST } from '../../../../schemas/services.js'
import { open, route, setQuery } from '../../route.js'
import { admin } from '../../session.js'
import { CopyButton } from '../../ui/copy-button.js'
import { Empty } from '../../ui/empty.js'
import { Choice, TextField } from '../../ui/field.js'
import { LoadState } from '../../ui/load-state.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { rowsOf, useListKeys } from '../../use-list-keys.js'
import { useLoaded } from '../../use-loaded.js'
import { CodeDetail, forceLink } from './code-detail.js'
import { filterCodes } from './filter-codes.js'
import { say } from './words.js'

const ROW_HEIGHT = 58
const NO_FILTER = { q: '', service: '', http: '', category: '' }
const CATEGORIES = ['success', 'system', 'message', 'business'] as const

const Filters = () => {
  const { q = '', service = '', http = '', category = '' } = route.value.query
  return (
    <div class="toolbar">
      <div class="search">
        <TextField
          label={say('search')}
          value={q}
          placeholder={say('searchHint')}
          data-search
          onInput={text => { setQuery({ q: text }) }}
        />
      </div>
      <Choice
        label={say('service')}
        value={service}
        onChoose={value => { setQuery({ service: value }) }}
        options={[['', say('everyService')], ...SERVICE_LIST.map(({ code, name }) => [code, `${code} ${name}`] as const)]}
      />
      <Choice
        label={say('http')}
        value={http}
        onChoose={value => { setQuery({ http: value }) }}
        options={[['', say('everyStatus')], ['2', '2xx'], ['4', '4xx'], ['5', '5xx']]}
      />
      <Choice
        label={say('category')}
        value={category}
        onChoose={value => { setQuery({ category: value }) }}
        options={[['', say('everyCategory')], ...CATEGORIES.map(each => [each, say(each)] as const)]}
      />
    </div>
  )
}

const Row = ({ code, isAt }: { readonly code: ResponseCodeReply; readonly isAt: boolean }) => (
  <div class="code-row" data-at={isAt}>
    <button
      type="button"
      class="code-open"
      aria-current={route.value.id === code.responseCode ? 'true' : undefined}
      onClick={() => { open(code.responseCode) }}
    >
      <span class="code-name"><CodeBadge code={code.responseCode} /> <strong>{code.responseMessage}</strong></span>
      <span class="code-about">{findService(code.service)?.name} · {code.description}</span>
    </button>
    <span class="code-deeds">
      <a class="button small" href={forceLink(code)} aria-label={say('forceCode', { code: code.responseCode })}>{say('force')}</a>
      <CopyButton text={code.responseCode} what={code.responseCode} />
    </span>
  </div>
)

const NoCode = () => (
  <Empty title={say('none')}>
    <p>{say('noneWhy')}</p>
    <button type="button" class="button" onClick={() => { setQuery(NO_FILTER) }}>{say('clear')}</button>
  </Empty>
)

const Codes = ({ codes }: { readonly codes: readonly ResponseCodeReply[] }) => {
  const { id, query: { q, service, http, category } } = route.value
  const shown = filterCodes(codes, { service, http, category, text: q })
  const { at } = useListKeys(rowsOf(shown.map(({ responseCode }) => responseCode)))
  const opened = codes.find(({ responseCode }) => responseCode === id)
  return (
    <div class={`split ${id === undefined ? '' : 'open'}`}>
      <div class="list">
        <Filters />
        <p class="quiet-text code-count" role="status">{say('count', { count: shown.length, total: codes.length })}</p>
        {shown.length === 0
          ? <NoCode />
          : (
            <VirtualList
              count={shown.length}
              rowHeight={ROW_HEIGHT}
              label={say('codes')}
              current={at}
              row={index => {
                const code = shown[index]
                return code === undefined ? null : <Row code={code} isAt={index === at} />
              }}
            />
          )}
      </div>
      {id !== undefined && (
        <div class="detail">
          {opened === undefined ? <Empty title={say('unknown', { code: id })} /> : <CodeDetail code={opened} />}
        </div>
      )}
    </div>
  )
}

export const CodesView = () => {
  const codes = useLoaded(() => admin.value.responseCodes(), [])
  return <LoadState of={codes}>{({ items }) => <Codes codes={items} />}</LoadState>
}
