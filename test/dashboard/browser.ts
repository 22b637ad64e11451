/** A real browser for the tests of the pages: Debian's Chromium, driven by Playwright, on a page of a bank of the test's own. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import root, { type Test } from 'tap'
import { startTestBank, type TestBank } from '../bank-harness.js'

/** The shell first: it has no windows to keep, and takes half the time for the same pages. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

const executablePath = [process.env['CHROMIUM'], ...PLACES].find(place => place !== undefined && existsSync(place))

/** Why browser tests are passed over; false where there is a browser. */
export const NO_BROWSER = executablePath === undefined && 'no Chromium here: install it (apt-get install chromium-headless-shell) or name it in CHROMIUM'

/** Nothing but the page: no sandbox (a container has none), no calls home. */
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'
]

let started: Promise<Browser> | undefined

const browser = (): Promise<Browser> => {
  if (executablePath === undefined) throw new Error('there is no browser')
  started ??= chromium.launch({ executablePath, args: ARGUMENTS })
  return started
}

root.teardown(async () => { await (await started)?.close() })

export const DESKTOP = { width: 1280, height: 800 } as const
export const PHONE = { width: 360, height: 740 } as const

export interface Visit {
  readonly page: Page
  readonly bank: TestBank
  /** What the page said to its console as an error, and what it asked of another host: both empty at the end of every visit. */
  readonly complaints: readonly string[]
}

export interface VisitWish extends BrowserContextOptions {
  /** Of the bank. */
  readonly env?: Record<string, string>
  /** The path that is opened first, from the root: `#/calls`. */
  readonly path?: string
  /** Complaints that belong to the test, such as a refused key. */
  readonly expected?: RegExp
  /** Makes things before the page is opened. */
  readonly before?: (bank: TestBank) => Promise<unknown>
}

/** Notes everything that a page without fault never does. */
const watch = (page: Page, url: string): string[] => {
  const complaints: string[] = []
  page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text()) })
  page.on('pageerror', error => { complaints.push(String(error)) })
  page.on('request', request => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) complaints.push(`asked ${request.url()}`)
  })
  return complaints
}

/** Empty pages by what their contexts were made with: a process for each visit, which compiles all scripts anew, would take half its time. */
const atRest = new Map<string, Page>()

/** A page on which nobody has been, or everybody has cleared up. */
const enter = async ({ viewport = DESKTOP, colorScheme = 'light', ...options }: BrowserContextOptions): Promise<{ page: Page; leave: () => Promise<void> }> => {
  const kind = JSON.stringify(options)
  const page = atRest.get(kind) ?? await (await (await browser()).newContext({ locale: 'en-GB', ...options })).newPage()
  atRest.delete(kind)
  page.setDefaultTimeout(8000)
  if (viewport !== null) await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme })
  const leave = async (): Promise<void> => {
    page.removeAllListeners('console').removeAllListeners('pageerror').removeAllListeners('request')
    await page.unrouteAll()
    // A later bank may be given this one's port.
    await page.evaluate('localStorage.clear(), sessionStorage.clear()')
    await page.goto('about:blank')
    // Nothing of the next page is pointed at.
    await page.mouse.move(0, 0)
    atRest.set(kind, page)
  }
  return { page, leave }
}

/** A test of a page: a bank of its own, a page in English, light and on a desktop unless wished otherwise, and no complaint at the end. */
export const visit = (file: Test, name: string, wish: VisitWish, tell: (t: Test, visit: Visit) => Promise<void>): void => {
  const { env, path = '', expected, before, ...options } = wish
  void file.test(name, { skip: NO_BROWSER }, async t => {
    const bank = await startTestBank(t, env)
    await before?.(bank)
    const { page, leave } = await enter(options)
    try {
      const complaints = watch(page, bank.url)
      await page.goto(`${bank.url}/${path}`)
      await tell(t, { page, bank, complaints })
      t.strictSame(complaints.filter(text => expected?.test(text) !== true), [], 'the page complains of nothing and asks nobody else')
    } catch (error) {
      await page.context().close()
      throw error
    }
    await leave()
  })
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface AxeViolation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What axe-core finds on the page as it stands: WCAG A and AA, and its best practices of serious weight. Empty is right. */
export const accessibilityProblems = async (page: Page): Promise<readonly string[]> => {
  // The page's policy keeps foreign scripts out, so the check comes by the debugger.
  const session = await page.context().newCDPSession(page)
  const run = async (expression: string): Promise<unknown> =>
    (await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value
  if (await run('typeof axe') === 'undefined') await run(`${readFileSync(axe, 'utf8')}; 0`)
  const found = await run('axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations))')
  await session.detach()
  return (JSON.parse(found as string) as AxeViolation[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`))
}
