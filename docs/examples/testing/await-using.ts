// A bank for one block of TypeScript: it is closed where the block ends, however it ends.
import { startSandbox } from 'bnc-snap-sandbox'

export const statusAfterPayment = async (): Promise<string> => {
  await using bank = await startSandbox()
  const { partnerId } = await bank.admin.partners.create()
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  return (await bank.admin.pay({ referenceNo, partnerId })).status
}
