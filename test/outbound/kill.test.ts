/** A bank that is killed at random moments under load has kept what it acknowledged, and owes what it owed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { killAgainAndAgain } from '../killed-bank.js'

const KILLS = 5

t.test('nothing that was acknowledged is lost, nothing is half done, and every notification arrives', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'bnc-kill-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const report = await killAgainAndAgain({ kills: KILLS, folder, life: () => ({ calls: 10 + Math.floor(Math.random() * 30), ms: Math.random() * 20 }) })
  t.comment(JSON.stringify(report))
  t.strictSame(report.wrong, [])
  t.ok(report.acknowledged >= KILLS && report.notifications >= KILLS, 'there was load')
  t.ok(report.received >= report.notifications)
})
