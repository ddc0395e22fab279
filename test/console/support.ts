// What the tests of the page share: Debian's Chromium, a page whose errors and requests are noted, a broker with HTTP.
// Invariant: without Chromium the tests fail and say what to install; nothing here skips.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type RunningBroker, startBroker } from '../../broker/index.ts'

const executablePath = process.env['SLUICE_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const built = join(import.meta.dirname, '../../dist/broker/console/page/index.html')

export async function launch(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`no ${executablePath}: apt-get install chromium`)
  if (!existsSync(built)) throw new Error('the page is not built: npm run build')
  // Root, as CI is, gets no sandbox of Chromium's.
  return await chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** A page, and what went wrong on it. */
export interface Watched {
  readonly page: Page
  /** Errors of the console, uncaught ones, and what the policy refused. */
  readonly errors: string[]
  /** Every address that was asked for. */
  readonly requests: string[]
  /** Dialogs that opened: nothing of ours opens one. */
  readonly dialogs: string[]
}

export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
  await context.addInitScript({ content: violations })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const watched: Watched = { page, errors: [], requests: [], dialogs: [] }
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watched.errors.push(message.text())
  })
  page.on('pageerror', (error) => watched.errors.push(error.message))
  page.on('request', (request) => watched.requests.push(request.url()))
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(url)
  return watched
}

const violations = `
  window.violations = []
  document.addEventListener('securitypolicyviolation', (event) =>
    window.violations.push(event.violatedDirective + ' ' + event.blockedURI))`

/** What the policy stopped since the page was opened. */
export function violationsOf(page: Page): Promise<string[]> {
  return evaluate<string[]>(page, 'window.violations')
}

/** An expression in the page; a string, because the types of tests are Node's. */
export async function evaluate<T>(page: Page, expression: string): Promise<T> {
  return (await page.evaluate(expression)) as T
}

export type BrokerWithPage = RunningBroker & { readonly url: string }

export async function brokerWithPage(
  settings: Record<string, string> = {},
  http = '127.0.0.1:0',
): Promise<BrokerWithPage> {
  const broker = await startBroker({ http, settings })
  return Object.assign(broker, { url: `http://${broker.httpAddress}/` })
}

/** Waits for an expression to hold. Not waitForFunction: it evaluates strings within the page, which the policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  const deadlineMs = Date.now() + 10_000
  while (!(await evaluate<boolean>(page, `Boolean(${expression})`))) {
    if (Date.now() > deadlineMs) throw new Error(`never true: ${expression}`)
    await page.waitForTimeout(50)
  }
}

/** Texts of a column's cells, from top to bottom. */
export function column(page: Page, table: string, name: string): Promise<string[]> {
  return page.locator(`table[aria-label="${table}"] td[data-column="${name}"]`).allInnerTexts()
}
