/** Kills a bank thirty times (or KILLS) at random moments under load, and prints what became of its promises. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAgainAndAgain } from '../test/killed-bank.js'

const kills = Number(process.env['KILLS'] ?? 30)
const folder = mkdtempSync(join(tmpdir(), 'bnc-kill-'))
try {
  const { wrong, ...report } = await killAgainAndAgain({ kills, folder, life: () => ({ calls: 1 + Math.floor(Math.random() * 400), ms: Math.random() * 50 }) })
  process.stdout.write(`${JSON.stringify({ kills, ...report, wrong: wrong.length })}\n${wrong.map(line => `${line}\n`).join('')}`)
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
