/** One partner: its credentials, how it speaks and is treated, its merchants, and what starts it over. */
import { reloadPartners } from '../../partners-known.js'
import { chosenPartner, linkTo, open } from '../../route.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { say as sayAll } from '../../ui/words.js'
import { useLoaded } from '../../use-loaded.js'
import { CallbackTest } from './callback-test.js'
import { Credentials } from './credentials.js'
import { Deeds } from './deeds.js'
import { Merchants } from './merchants.js'
import { PartnerForm } from './partner-form.js'
import { SnapshotsCard } from './snapshots-card.js'
import { say } from './words.js'

const Head = ({ id }: { readonly id: string }) => (
  <div class="spread">
    <h2 class="wrap">{id}</h2>
    <div class="actions">
      {chosenPartner.value === id
        ? <span class="badge info">{say('using')}</span>
        : <a class="button small" href={linkTo('partners', id, { partnerId: id })}>{say('use')}</a>}
      <button type="button" class="button small" onClick={() => { open(undefined) }}>{sayAll('back')}</button>
    </div>
  </div>
)

export const PartnerDetail = ({ id }: { readonly id: string }) => {
  const partner = useLoaded(() => admin.value.partners.get(id), [id])
  const onChanged = (): void => {
    partner.reload()
    void reloadPartners()
  }
  return (
    <article class="stack" aria-label={id}>
      <Head id={id} />
      <LoadState of={partner}>
        {found => (
          <>
            <Credentials partner={found} />
            <PartnerForm partner={found} onSaved={onChanged} />
            <CallbackTest partner={found} />
            <Merchants partner={found} onSaved={onChanged} />
            <SnapshotsCard partnerId={found.partnerId} onRestored={onChanged} />
            <Deeds partnerId={found.partnerId} onChanged={onChanged} />
          </>
        )}
      </LoadState>
    </article>
  )
}
