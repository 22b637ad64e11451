/** The merchants of a partner, and one more. */
import { useState } from 'preact/hooks'
import type { Merchant, PartnerReply } from '../../../../schemas/partner.js'
import { admin } from '../../session.js'
import { Dialog } from '../../ui/dialog.js'
import { Choice, TextField } from '../../ui/field.js'
import { useRefusal } from '../../use-refusal.js'
import { say } from './words.js'

const NOTHING = { merchantId: '', name: '', city: '', postalCode: '', category: '', pan: '', nmid: '', criteria: '' }
const SIZES: readonly Merchant['criteria'][] = ['UMI', 'UKE', 'UME', 'UBE', 'URE']
const TEXTS = ['merchantId', 'name', 'city', 'postalCode', 'category', 'pan', 'nmid'] as const
const COLUMNS = ['merchantId', 'name', 'city', 'pan', 'nmid'] as const

const labelOf = (field: (typeof TEXTS)[number]): string => {
  if (field === 'pan' || field === 'nmid') return field.toUpperCase()
  return say(field === 'category' ? 'mcc' : field)
}

interface MerchantsProps {
  readonly partner: PartnerReply
  readonly onSaved: () => void
}

const AddDialog = ({ partner, onSaved, onClose }: MerchantsProps & { readonly onClose: () => void }) => {
  const [wish, setWish] = useState(NOTHING)
  // The list is sent whole; the new one is the last of it.
  const place = `merchants.${partner.merchants.length}`
  const refusal = useRefusal(Object.keys(NOTHING).map(field => `${place}.${field}`))
  const add = async (): Promise<void> => {
    const merchant = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== '')) as Partial<Merchant>
    const act = () => admin.value.partners.update(partner.partnerId, { merchants: [...partner.merchants, merchant] })
    if (await refusal.send(act, say('merchantAdded')) === undefined) return
    onClose()
    onSaved()
  }
  return (
    <Dialog title={say('addMerchant')} onClose={onClose}>
      <form noValidate onSubmit={event => { event.preventDefault(); void add() }}>
        <p class="quiet-text">{say('addMerchantWhy')}</p>
        <div class="columns">
          {TEXTS.map(field => (
            <TextField
              key={field}
              label={labelOf(field)}
              value={wish[field]}
              placeholder={say('made')}
              problem={refusal.at(`${place}.${field}`)}
              onInput={value => { setWish(before => ({ ...before, [field]: value })) }}
            />
          ))}
          <Choice
            label={say('criteria')}
            value={wish.criteria}
            onChoose={criteria => { setWish(before => ({ ...before, criteria })) }}
            options={[['', 'UMI'], ...SIZES.slice(1).map(size => [size, size] as const)]}
          />
        </div>
        {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
        <div class="actions"><button type="submit" class="button primary">{say('add')}</button></div>
      </form>
    </Dialog>
  )
}

export const Merchants = ({ partner, onSaved }: MerchantsProps) => {
  const [isAdding, setAdding] = useState(false)
  return (
    <section class="card" aria-label={say('merchants')}>
      <div class="spread">
        <h3>{say('merchants')}</h3>
        <button type="button" class="button small" onClick={() => { setAdding(true) }}>{say('addMerchant')}</button>
      </div>
      <div class="table-box" tabIndex={0} role="group" aria-label={say('merchants')}>
        <table>
          <thead>
            <tr>
              {COLUMNS.map(field => <th key={field} scope="col">{labelOf(field)}</th>)}
              <th scope="col">{say('criteria')}</th>
            </tr>
          </thead>
          <tbody>
            {partner.merchants.map(merchant => (
              <tr key={merchant.merchantId}>
                {COLUMNS.map(field => (
                  <td key={field} class={field === 'name' || field === 'city' ? undefined : 'mono'}>{merchant[field]}</td>
                ))}
                <td>{merchant.criteria}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isAdding && <AddDialog partner={partner} onSaved={onSaved} onClose={() => { setAdding(false) }} />}
    </section>
  )
}
