/** Takes a call along: as a script that sends it again, or as a test that holds it fast. */
import type { RequestReply } from '../../../../schemas/journal.js'
import type { PartnerReply } from '../../../../schemas/partner.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { partners } from '../../partners-known.js'
import { admin, connection } from '../../session.js'
import { CopyButton } from '../../ui/copy-button.js'
import { curlScript } from './curl-script.js'
import { callerOf } from './sent-headers.js'
import { testCode } from './test-code.js'
import { say } from './words.js'

/** No transaction of this number: the bank said so. */
const isUnknown = ({ responseCode }: RequestReply): boolean => /^404..01$/.test(responseCode ?? '')

const transactionOf = async (entry: RequestReply, partner: PartnerReply | undefined): Promise<TransactionReply | undefined> => {
  if (entry.referenceNo === null || partner === undefined || isUnknown(entry)) return undefined
  return admin.value.transactions.get(entry.referenceNo, { partnerId: partner.partnerId }).catch(() => undefined)
}

export const CopyCall = ({ entry }: { readonly entry: RequestReply }) => {
  const partner = callerOf(entry, partners.value)
  if (entry.method === '') return null
  return (
    <>
      <CopyButton label={say('copyCurl')} text={() => curlScript({ entry, partner, url: connection.value.url }) ?? ''} />
      <CopyButton label={say('copyTest')} text={async () => testCode({ entry, partner, transaction: await transactionOf(entry, partner) }) ?? ''} />
    </>
  )
}
