/** A partner's credentials as the lines of a `.env` file: the same from the command line and from the dashboard. */
import { BNC_CHANNEL_ID } from '../../schemas/dialects.js'
import type { PartnerReply } from '../../schemas/partner.js'

/** Of ASCII, which every PEM is; `btoa` is in Node.js and in browsers. */
const base64 = (text: string): string => btoa(text)

/** Names without `BNC_`, which are settings of the bank. A PEM in base64 stays on one line. */
export const partnerEnv = (url: string, partner: PartnerReply): Record<string, string> => ({
  SNAP_BASE_URL: url,
  SNAP_PARTNER_ID: partner.partnerId,
  SNAP_CLIENT_KEY: partner.clientKey,
  SNAP_CLIENT_SECRET: partner.clientSecret,
  SNAP_CHANNEL_ID: BNC_CHANNEL_ID,
  SNAP_MERCHANT_ID: partner.merchants[0]?.merchantId ?? '',
  ...(partner.privateKey === undefined ? {} : { SNAP_PRIVATE_KEY_BASE64: base64(partner.privateKey) }),
  SNAP_BANK_PUBLIC_KEY_BASE64: base64(partner.bankPublicKey)
})

/** One line a variable. */
export const envText = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables).map(([name, value]) => `${name}=${value}`).join('\n')
