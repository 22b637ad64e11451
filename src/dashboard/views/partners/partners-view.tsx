/** The view of partners: who may call this bank, and everything about one of them. */
import { useState } from 'preact/hooks'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { partners, partnersKnown, reloadPartners } from '../../partners-known.js'
import { chosenPartner, open, route, setQuery } from '../../route.js'
import { Empty } from '../../ui/empty.js'
import { TextField } from '../../ui/field.js'
import { say as sayAll } from '../../ui/words.js'
import { rowsOf, useListKeys } from '../../use-list-keys.js'
import { CreateDialog } from './create-dialog.js'
import { PartnerDetail } from './partner-detail.js'
import { SnapshotsCard } from './snapshots-card.js'
import { say } from './words.js'

const Row = ({ partner, isAt }: { readonly partner: PartnerReply; readonly isAt: boolean }) => {
  const { partnerId, dialect, signature, merchants, callbackUrl } = partner
  return (
    <li data-at={isAt}>
      <button
        type="button"
        class="partner-row"
        aria-current={route.value.id === partnerId ? 'true' : undefined}
        onClick={() => { open(partnerId) }}
      >
        <strong class="wrap">{partnerId}</strong>
        <span class="actions">
          {chosenPartner.value === partnerId && <span class="badge good">{say('using')}</span>}
          <span class="badge info">{dialect}</span>
          <span class="badge quiet">{say(signature)}</span>
          <span
            class="quiet-text"
          >
            {say('merchantCount', { count: merchants.length })} · <span class="wrap">{callbackUrl ?? say('noCallback')}</span>
          </span>
        </span>
      </button>
    </li>
  )
}

/** By anything that one may know of a partner. */
const isLike = (text: string) => ({ partnerId, clientKey, dialect, callbackUrl, merchants }: PartnerReply): boolean =>
  [partnerId, clientKey, dialect, callbackUrl ?? '', ...merchants.flatMap(({ merchantId, name }) => [merchantId, name])]
    .some(each => each.toLowerCase().includes(text.toLowerCase()))

const List = ({ shown }: { readonly shown: readonly PartnerReply[] }) => {
  const { at } = useListKeys(rowsOf(shown.map(({ partnerId }) => partnerId)))
  if (!partnersKnown.value) return <p class="loading" role="status">{sayAll('loading')}</p>
  if (partners.value.length === 0) {
    return <Empty title={say('noneTitle')} command="npx bnc-sandbox partner add --env"><p>{say('noneWhy')}</p></Empty>
  }
  if (shown.length === 0) return <Empty title={say('noMatch')} />
  return (
    <ul class="partner-list" aria-label={say('partners')}>
      {shown.map((partner, index) => <Row key={partner.partnerId} partner={partner} isAt={index === at} />)}
    </ul>
  )
}

export const PartnersView = () => {
  const [isCreating, setCreating] = useState(false)
  const { id, query: { q = '' } } = route.value
  return (
    <div class={`split ${id === undefined ? '' : 'open'}`}>
      <div class="list partner-side">
        <div class="toolbar">
          <div
            class="search"
          >
            <TextField label={say('search')} value={q} data-search onInput={text => { setQuery({ q: text }) }} />
          </div>
          <button type="button" class="button primary" onClick={() => { setCreating(true) }}>{say('create')}</button>
        </div>
        <div class="stack">
          <List shown={partners.value.filter(isLike(q))} />
          {id === undefined && <SnapshotsCard onRestored={() => { void reloadPartners() }} />}
        </div>
      </div>
      {id !== undefined && <div class="detail"><PartnerDetail key={id} id={id} /></div>}
      {isCreating && <CreateDialog onClose={() => { setCreating(false) }} />}
    </div>
  )
}
