/** Access token B2B (73): request and reply. */
import { Type, type Static } from '@sinclair/typebox'
import { Responded, WireObject, Words } from './fields.js'
import { GRANT_TYPE } from './grant-type.js'

export const AccessTokenRequest = WireObject(
  {
    // [SNAP] grantType; [BNC] grant_type. A refusal names grantType.
    grantType: Words([GRANT_TYPE], { spellings: ['grant_type'] })
  },
  { title: 'AccessTokenRequest', examples: [{ grantType: GRANT_TYPE }] }
)
export type AccessTokenRequest = Static<typeof AccessTokenRequest>

export const AccessTokenReply = Type.Object(
  {
    ...Responded,
    accessToken: Type.String(),
    tokenType: Type.String(),
    /** Seconds, as a string: one client library fails on a number [SEEN]. */
    expiresIn: Type.String()
  },
  { title: 'AccessTokenReply' }
)
export type AccessTokenReply = Static<typeof AccessTokenReply>
