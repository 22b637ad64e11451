/** The filters of the list, all of them in the URL. */
import type { TransactionQuery } from '../../../client/admin-client.js'
import { MOVES } from '../../../domain/transaction.js'
import { partners } from '../../partners-known.js'
import { route, setQuery } from '../../route.js'
import { Choice, Field, TextField } from '../../ui/field.js'
import { statusText } from '../../ui/status-badge.js'
import { say } from './words.js'

const STATUSES = [...Object.keys(MOVES), 'active']
const NAMES = ['status', 'merchantId', 'partnerReferenceNo'] as const

/** What the bank is asked for. */
export const filterOf = (): TransactionQuery => {
  const { query } = route.value
  const said = [...NAMES, 'partnerId' as const].map(name => [name, query[name]?.trim() ?? ''] as const).filter(([, value]) => value !== '')
  return Object.fromEntries(said)
}

export const hasFilters = (): boolean => [...NAMES, 'q'].some(name => (route.value.query[name] ?? '') !== '')

export const clearFilters = (): void => { setQuery({ q: '', status: '', merchantId: '', partnerReferenceNo: '' }) }

const MoreFilters = () => {
  const { merchantId = '', partnerReferenceNo = '' } = route.value.query
  const merchants = partners.value.flatMap(partner => partner.merchants)
  return (
    <details class="more-filters" open={merchantId !== '' || partnerReferenceNo !== ''}>
      <summary>{say('moreFilters')}</summary>
      <div class="columns">
        <TextField label={say('merchant')} value={merchantId} onInput={text => { setQuery({ merchantId: text }) }} list="known-merchants" />
        <datalist id="known-merchants">
          {merchants.map(merchant => <option key={merchant.merchantId} value={merchant.merchantId}>{merchant.name}</option>)}
        </datalist>
        <TextField label={say('partnerReference')} value={partnerReferenceNo} onInput={text => { setQuery({ partnerReferenceNo: text }) }} />
      </div>
    </details>
  )
}

interface FiltersProps {
  /** Enter in the search field. */
  readonly onFind: (text: string) => void
  readonly onCreate: () => void
}

export const Filters = ({ onFind, onCreate }: FiltersProps) => {
  const { q = '', status = '' } = route.value.query
  return (
    <>
      <form class="toolbar" role="search" onSubmit={event => { event.preventDefault(); onFind(q.trim()) }}>
        <div class="search">
          <Field label={say('search')}>
            {ids => (
              <input
                {...ids} type="search" data-search value={q} placeholder={say('searchHint')} autocomplete="off" spellcheck={false}
                onInput={event => { setQuery({ q: event.currentTarget.value }) }}
              />
            )}
          </Field>
        </div>
        <Choice
          label={say('status')} value={status} onChoose={word => { setQuery({ status: word }) }}
          options={[['', say('anyStatus')], ...STATUSES.map(word => [word, statusText(word)] as const)]}
        />
        <button type="button" class="button primary" onClick={onCreate}>{say('create')}</button>
      </form>
      <MoreFilters />
    </>
  )
}
