/** Who pays: drawn, or as a tester says. */
import t from 'tap'
import { seededChance } from '../../src/domain/chance.js'
import { ISSUERS, payer } from '../../src/domain/payer.js'

t.test('a payer that nobody described is one of the known issuers, with numbers of the right length', async t => {
  const chance = seededChance('payers')
  const seen = new Set<string>()
  for (let count = 0; count < 200; count++) {
    const { rrn, bankCode, bankName, customerPan } = payer(chance)
    seen.add(bankCode)
    t.match(rrn, /^\d{12}$/)
    t.match(customerPan, /^9360\d{15}$/)
    t.equal(ISSUERS.find(issuer => issuer.bankCode === bankCode)?.bankName, bankName)
  }
  t.equal(seen.size, ISSUERS.length, 'every issuer pays now and then')
})

t.test('an issuer is named by its clearing code or its name', async t => {
  const chance = seededChance('wishes')
  for (const wish of ['014', 'BANK CENTRAL ASIA', 'bank central asia']) {
    const { bankCode, bankName, customerPan } = payer(chance, { issuer: wish })
    t.strictSame([bankCode, bankName, customerPan.slice(0, 8)], ['014', 'BANK CENTRAL ASIA', '93600014'], wish)
  }
  t.match(payer(chance, { issuer: '911' }), { bankCode: '911', bankName: 'BANK 911', customerPan: /^93600911\d{11}$/ })
  t.match(payer(chance, { issuer: 'Warung Bank' }), { bankCode: '000', bankName: 'Warung Bank', customerPan: /^93600000\d{11}$/ })
})

t.test('what a tester says of a payer is kept as it is', async t => {
  const wish = { issuer: '008', rrn: 'ABC123', customerPan: '936000080000000001' }
  t.strictSame(payer(seededChance('said'), wish),
    { rrn: 'ABC123', bankCode: '008', bankName: 'BANK MANDIRI', customerPan: '936000080000000001' })
})
