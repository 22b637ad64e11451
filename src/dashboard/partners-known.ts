/** The partners of the bank, known to the whole page: for the switch, for names, for the commands that it shows. */
import { effect, signal } from '@preact/signals'
import { allItems } from '../client/admin-call.js'
import type { PartnerReply } from '../../schemas/partner.js'
import { epoch } from './live.js'
import { chosenPartner } from './route.js'
import { admin, isKeyRefused } from './session.js'

export const partners = signal<readonly PartnerReply[]>([])

/** Whether the bank has said who they are: an empty list means nothing before. */
export const partnersKnown = signal(false)

/** A page of partners; a bank with more of them is searched by typing. */
const PAGE = 200

/** Asks for them anew: after one was made, changed or removed. */
export const reloadPartners = async (client = admin.peek()): Promise<void> => {
  try {
    const found: PartnerReply[] = []
    for await (const partner of allItems(client.partners.list, { limit: PAGE })) found.push(partner)
    partners.value = found
    partnersKnown.value = true
  } catch (error) {
    isKeyRefused(error)
  }
}

export const startPartners = (): void => {
  effect(() => {
    // A new stream or a new key asks again.
    if (epoch.value >= 0) void reloadPartners(admin.value)
  })
}

/** The partner that the page is narrowed to, or the first one: whom commands and forms mean where nobody was chosen. */
export const currentPartner = (): PartnerReply | undefined =>
  partners.value.find(({ partnerId }) => partnerId === chosenPartner.value) ?? (chosenPartner.value === undefined ? partners.value[0] : undefined)
