/** Cases that every service has: what the checks refuse before the service's own business begins. */
import { SERVICES, type Service } from '../../../schemas/services.js'
import type { SheetService } from '../../../schemas/acceptance.js'
import { OUTCOME_HEADER } from '../outcome-header.js'
import { isJsonObject } from '../request-body.js'
import type { CallCase, SeenCall, Words2 } from './case.js'
import { withBody, withHeader } from './exercise.js'

/** Steps of the gate, as `checks.ts` numbers them. */
const STEP = {
  headers: 2, headerFormats: 3, partner: 4, timestamp: 5, token: 6, signature: 7, externalId: 8, fields: 10, formats: 11
}

/** What a service's gate cases are made of. */
export interface GateBase {
  readonly service: Service
  /** The call as it is right. */
  readonly command: string
  /** Bodies that lack a mandatory field, and that hold one in a wrong format, in both dialects. */
  readonly incomplete: string
  readonly malformed: string
}

interface Template {
  readonly name: string
  /** HTTP status and case. */
  readonly code: readonly [http: string, caseCode: string]
  readonly steps: readonly number[]
  readonly title: Words2
  readonly rule: Words2
  readonly exercise: (base: GateBase) => readonly string[]
  readonly counts?: (call: SeenCall) => boolean
  /** Of calls that carry a token and an external id: not of the token call itself. */
  readonly transactionsOnly?: true
}

/** A payload that is no QR is a case of its own, and the sandbox's own header is no field of the bank's. */
const isFieldFormat = ({ reply }: SeenCall): boolean => {
  const { responseMessage, additionalInfo } = reply
  return !String(responseMessage).includes(OUTCOME_HEADER) && !(isJsonObject(additionalInfo) && 'tag' in additionalInfo)
}

const TEMPLATES: readonly Template[] = [
  {
    name: 'missing-field', code: ['400', '02'], steps: [STEP.headers, STEP.fields],
    title: { en: 'Mandatory field missing', id: 'Field wajib tidak diisi' },
    rule: {
      en: 'A call without a mandatory header or field was refused.',
      id: 'Panggilan tanpa header atau field wajib ditolak.'
    },
    exercise: ({ command, incomplete }) => [withBody(command, incomplete)]
  },
  {
    name: 'wrong-format', code: ['400', '01'], steps: [STEP.headerFormats, STEP.formats],
    title: { en: 'Wrong format', id: 'Format salah' },
    rule: {
      en: 'A call with a header or field of a wrong format was refused.',
      id: 'Panggilan dengan format header atau field yang salah ditolak.'
    },
    exercise: ({ command, malformed }) => [withBody(command, malformed)],
    counts: isFieldFormat
  },
  {
    name: 'bad-signature', code: ['401', '00'], steps: [STEP.signature],
    title: { en: 'Wrong signature', id: 'Tanda tangan salah' },
    rule: { en: 'A call with a wrong X-SIGNATURE was refused.', id: 'Panggilan dengan X-SIGNATURE yang salah ditolak.' },
    exercise: ({ command }) => [withHeader(command, 'X-SIGNATURE: bm90IGEgc2lnbmF0dXJl')]
  },
  {
    name: 'unknown-client', code: ['401', '00'], steps: [STEP.partner],
    title: { en: 'Unknown client', id: 'Klien tidak dikenal' },
    rule: {
      en: 'A call of an unknown client was refused, and its token (of a token call: its X-PARTNER-ID) names this partner.',
      id: 'Panggilan klien yang tidak dikenal ditolak, dan tokennya (pada panggilan token: X-PARTNER-ID) menunjuk mitra ini.'
    },
    exercise: ({ command, service }) =>
      service.name === 'token'
        ? [withHeader(withHeader(command, 'X-CLIENT-KEY: NOBODY'), "X-PARTNER-ID: '$PARTNER'")]
        : [withHeader(command, 'X-PARTNER-ID: NOBODY')]
  },
  {
    name: 'timestamp', code: ['401', '00'], steps: [STEP.timestamp],
    title: { en: 'X-TIMESTAMP outside the window', id: 'X-TIMESTAMP di luar batas waktu' },
    rule: {
      en: 'A call whose X-TIMESTAMP is too old or too new was refused.',
      id: 'Panggilan dengan X-TIMESTAMP terlalu lama atau terlalu baru ditolak.'
    },
    exercise: ({ command }) => [withHeader(command, 'X-TIMESTAMP: 2020-01-01T00:00:00+07:00')]
  },
  {
    name: 'expired-token', code: ['401', '01'], steps: [STEP.token], transactionsOnly: true,
    title: { en: 'Token expired or invalid', id: 'Token kedaluwarsa atau tidak sah' },
    rule: {
      en: 'A call with a token that is not valid, or not any more, was refused.',
      id: 'Panggilan dengan token yang tidak (lagi) sah ditolak.'
    },
    exercise: ({ command }) => [withHeader(command, 'Authorization: Bearer no.such.token')]
  },
  {
    name: 'missing-token', code: ['401', '03'], steps: [STEP.token], transactionsOnly: true,
    title: { en: 'Token missing', id: 'Token tidak ada' },
    rule: { en: 'A call without a token was refused.', id: 'Panggilan tanpa token ditolak.' },
    exercise: ({ command }) => [withHeader(command, 'Authorization: ')]
  },
  {
    name: 'duplicate-external-id', code: ['409', '00'], steps: [STEP.externalId], transactionsOnly: true,
    title: { en: 'X-EXTERNAL-ID used twice', id: 'X-EXTERNAL-ID dipakai dua kali' },
    rule: {
      en: 'A call with an X-EXTERNAL-ID that was used the same day was refused.',
      id: 'Panggilan dengan X-EXTERNAL-ID yang sudah dipakai hari itu ditolak.'
    },
    exercise: ({ command, service }) =>
      Array.from({ length: 2 }, () => withHeader(command, `X-EXTERNAL-ID: SAME-${service.code}`))
  }
]

/** The gate cases of a service, in the order of the checks that are easiest to exercise. */
export const gateCases = (base: GateBase): CallCase[] => {
  const { code } = base.service
  const isToken = base.service === SERVICES.token
  return TEMPLATES.filter(({ transactionsOnly }) => !(isToken && transactionsOnly === true)).map(
    ({ name, code: [http, caseCode], steps, title, rule, exercise, counts = () => true }) => ({
      kind: 'call',
      id: `${code}.${name}`,
      service: code as SheetService,
      title,
      rule,
      exercise: exercise(base),
      codes: [`${http}${code}${caseCode}`],
      counts: call => steps.includes(call.step) && counts(call)
    })
  )
}
