/** The sheet's cases of the access token (73). */
import { SERVICES } from '../../../schemas/services.js'
import { success } from './call-case.js'
import type { Case } from './case.js'
import { signed } from './exercise.js'
import { gateCases } from './gate-cases.js'
import { retryCase } from './story-cases.js'

const command = signed('token')

export const TOKEN_CASES: readonly Case[] = [
  success('success', '2007300', {
    title: { en: 'Access token issued', id: 'Access token diterbitkan' },
    rule: { en: 'The bank issued a token, and the client heard it.', id: 'Bank menerbitkan token, dan klien menerimanya.' },
    exercise: [command]
  }),
  ...gateCases({ service: SERVICES.token, command, incomplete: '{}', malformed: '{"grantType":"password"}' }),
  retryCase(SERVICES.token, command)
]
