/** Cases that two calls tell together: an answer that was lost, an error of the bank's own, and what the client then did. */
import type { Service } from '../../../schemas/services.js'
import type { SheetService } from '../../../schemas/acceptance.js'
import { RESPONSE_CODES, responseCode } from '../../../schemas/response-codes.js'
import type { StoryCase, Words2 } from './case.js'
import { forcing } from './exercise.js'

/** Codes by which the bank says that the fault is its own. */
const ownFaults = (service: Service): string[] =>
  RESPONSE_CODES.filter(({ http }) => http >= 500).map(row => responseCode(row, service.code))

const FOLLOWED: Words2 = {
  en:
    'The bank did it and the client had no answer (fault or 5xx with at=after, or it gave up waiting). ' +
    'The client then asked for the status of that transaction, or sent the very same call again.',
  id:
    'Bank sudah melakukannya dan klien tidak menerima jawaban (fault atau 5xx dengan at=after, atau klien berhenti menunggu). ' +
    'Klien lalu menanyakan status transaksi itu, atau mengirim ulang panggilan yang sama.'
}

/** `lost` loses its answer once the bank has done it; `followUp` finds out what became of it. */
export const timeoutCase = (service: Service, lost: string, followUp: string): StoryCase => ({
  kind: 'timeout',
  id: `${service.code}.timeout`,
  service: service.code as SheetService,
  title: { en: 'Timeout after the bank had done it', id: 'Timeout setelah bank memprosesnya' },
  rule: FOLLOWED,
  exercise: [forcing(lost, 'fault=reset;at=after'), followUp],
  // An answer that was never made has no code: the service stands for it.
  codes: [`200${service.code}00`, ...ownFaults(service), service.code]
})

/** `command` fails first, and is sent again as it was. */
export const retryCase = (service: Service, command: string): StoryCase => ({
  kind: 'retry',
  id: `${service.code}.retry`,
  service: service.code as SheetService,
  title: { en: "Repeated after the bank's error (500, 504)", id: 'Diulang setelah kesalahan bank (500, 504)' },
  rule: {
    en:
      'The bank answered 5xx and did nothing, and the client heard it. The client then sent the same call ' +
      'again, and that one succeeded.',
    id:
      'Bank menjawab 5xx tanpa melakukan apa pun, dan klien menerimanya. Klien lalu mengirim panggilan yang' +
      ' sama lagi dan berhasil.'
  },
  exercise: [forcing(command, `504${service.code}00`), command],
  codes: ownFaults(service)
})
