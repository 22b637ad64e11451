/** The acceptance report by the admin client: as data, or as the text of another format. */
import type { AcceptanceFormat, AcceptanceLanguage, AcceptanceReply } from '../../schemas/acceptance.js'
import { AdminError, adminHeaders, adminUrl, readProblem, type AdminCall, type AdminOptions } from './admin-call.js'

export interface AcceptanceWish {
  /** The only one that has evidence, or the bank's first, where it is not said. */
  readonly partnerId?: string | undefined
  readonly lang?: AcceptanceLanguage | undefined
}

export const acceptanceRoutes = (call: AdminCall, options: AdminOptions) => ({
  get: (wish: AcceptanceWish = {}) => call<AcceptanceReply>('GET', '/acceptance', { query: { ...wish } }),
  /** The report as `html`, `markdown` or `junit`, or the text of its JSON. */
  text: async (format: AcceptanceFormat, { partnerId, lang }: AcceptanceWish = {}): Promise<string> => {
    const query = new URLSearchParams({
      format, ...(partnerId === undefined ? {} : { partnerId }), ...(lang === undefined ? {} : { lang })
    })
    const response = await fetch(`${adminUrl(options)}/acceptance?${query.toString()}`, { headers: adminHeaders(options) })
    const text = await response.text()
    if (!response.ok) throw new AdminError(readProblem(response, text))
    return text
  }
})
