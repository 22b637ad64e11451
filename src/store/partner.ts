/** Partners and their merchants. Kept in memory once read, with their keys parsed: every call of the bank begins here. */
import type { Merchant } from '../../schemas/partner.js'
import { makePartner, type Partner, type PartnerRecord } from '../domain/partner.js'
import type { Database } from './database.js'

interface PartnerRow {
  partner_id: string
  client_key: string
  client_secret: string
  public_key: string
  private_key: string | null
  token_key: string
  dialect: PartnerRecord['dialect']
  signature: PartnerRecord['signature']
  callback_url: string | null
  callback_signature: PartnerRecord['callbackSignature']
  callback_token_url: string | null
  settings: string
  origin: PartnerRecord['origin']
}

const MERCHANT_COLUMNS = 'merchant_id AS merchantId, name, city, postal_code AS postalCode, category, pan, nmid, criteria'

const fromRow = (row: PartnerRow, merchants: Merchant[]): Partner =>
  makePartner({
    partnerId: row.partner_id,
    clientKey: row.client_key,
    clientSecret: row.client_secret,
    publicKey: row.public_key,
    privateKey: row.private_key,
    tokenKey: row.token_key,
    dialect: row.dialect,
    signature: row.signature,
    callbackUrl: row.callback_url,
    callbackSignature: row.callback_signature,
    callbackTokenUrl: row.callback_token_url,
    settings: JSON.parse(row.settings) as PartnerRecord['settings'],
    merchants,
    origin: row.origin
  })

const toRow = (partner: PartnerRecord): PartnerRow => ({
  partner_id: partner.partnerId,
  client_key: partner.clientKey,
  client_secret: partner.clientSecret,
  public_key: partner.publicKey,
  private_key: partner.privateKey,
  token_key: partner.tokenKey,
  dialect: partner.dialect,
  signature: partner.signature,
  callback_url: partner.callbackUrl,
  callback_signature: partner.callbackSignature,
  callback_token_url: partner.callbackTokenUrl,
  settings: JSON.stringify(partner.settings),
  origin: partner.origin
})

const COLUMNS = [
  'partner_id', 'client_key', 'client_secret', 'public_key', 'private_key', 'token_key', 'dialect', 'signature',
  'callback_url', 'callback_signature', 'callback_token_url', 'settings', 'origin'
]

export type PartnerStore = ReturnType<typeof partnerStore>

export const partnerStore = (db: Database) => {
  const { sqlite } = db
  const selectOne = sqlite.prepare<[string], PartnerRow>('SELECT * FROM partners WHERE partner_id = ?')
  const selectByKey = sqlite.prepare<[string], string>('SELECT partner_id FROM partners WHERE client_key = ?').pluck()
  const selectPage = sqlite.prepare<[number, number], { partner_id: string; position: number }>(
    'SELECT partner_id, position FROM partners WHERE position > ? ORDER BY position LIMIT ?'
  )
  const selectMerchants = sqlite.prepare<[string], Merchant>(
    `SELECT ${MERCHANT_COLUMNS} FROM merchants WHERE partner_id = ? ORDER BY position`
  )
  const selectIds = sqlite.prepare<[], string>('SELECT partner_id FROM partners ORDER BY position').pluck()
  const upsert = sqlite.prepare(`
    INSERT INTO partners (position, ${COLUMNS.join(', ')})
    VALUES ((SELECT coalesce(max(position), 0) + 1 FROM partners), ${COLUMNS.map(name => `@${name}`).join(', ')})
    ON CONFLICT (partner_id) DO UPDATE SET ${COLUMNS.slice(1).map(name => `${name} = excluded.${name}`).join(', ')}`)
  const insertMerchant = sqlite.prepare(`
    INSERT INTO merchants (partner_id, position, merchant_id, name, city, postal_code, category, pan, nmid, criteria)
    VALUES (@partnerId, @position, @merchantId, @name, @city, @postalCode, @category, @pan, @nmid, @criteria)`)
  const removeMerchants = sqlite.prepare('DELETE FROM merchants WHERE partner_id = ?')
  const remove = sqlite.prepare('DELETE FROM partners WHERE partner_id = ?')

  const known = new Map<string, Partner>()
  const idByKey = new Map<string, string>()
  const forget = (): void => {
    known.clear()
    idByKey.clear()
  }
  db.onRollback(forget)

  const find = (partnerId: string): Partner | undefined => {
    const kept = known.get(partnerId)
    if (kept !== undefined) return kept
    const row = selectOne.get(partnerId)
    if (row === undefined) return undefined
    const partner = fromRow(row, selectMerchants.all(partnerId))
    known.set(partnerId, partner)
    return partner
  }

  return {
    find,

    /** The partner whose X-CLIENT-KEY this is. */
    findByClientKey(clientKey: string): Partner | undefined {
      const partnerId = idByKey.get(clientKey) ?? selectByKey.get(clientKey)
      if (partnerId === undefined) return undefined
      idByKey.set(clientKey, partnerId)
      return find(partnerId)
    },

    /** Up to `limit` partners in the order they were made, after the position `after`. */
    page(after: number, limit: number): { partner: Partner; position: number }[] {
      return selectPage.all(after, limit).map(({ partner_id, position }) => ({ partner: find(partner_id) as Partner, position }))
    },

    ids: (): string[] => selectIds.all(),

    /** Adds a partner, or puts this record in the place of the one with its id. */
    save(partner: PartnerRecord): void {
      idByKey.delete(find(partner.partnerId)?.clientKey ?? '')
      upsert.run(toRow(partner))
      removeMerchants.run(partner.partnerId)
      partner.merchants.forEach((merchant, position) => {
        insertMerchant.run({ ...merchant, partnerId: partner.partnerId, position })
      })
      known.delete(partner.partnerId)
      idByKey.delete(partner.clientKey)
    },

    /** Removes the partner, its merchants and its transactions. */
    remove(partnerId: string): boolean {
      forget()
      return remove.run(partnerId).changes === 1
    }
  }
}
