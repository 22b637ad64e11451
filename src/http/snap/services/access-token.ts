/** Access token B2B (73) on the wire. */
import { AccessTokenReply, AccessTokenRequest } from '../../../../schemas/access-token.js'
import { SERVICES } from '../../../../schemas/services.js'
import { issueToken } from '../../../bank/issue-token.js'
import { defineService } from '../service.js'

export const accessToken = defineService<AccessTokenRequest>({
  service: SERVICES.token,
  request: () => AccessTokenRequest,
  reply: AccessTokenReply,
  readsOnly: true,
  handle: ({ bank, partner }) => issueToken(bank, partner),
  forced: ({ bank, partner, row }) => (row.http < 300 ? issueToken(bank, partner) : {})
})
