// The console's page in a real Chromium, read cell by cell as it stands on the screen. Called by run.ts.
// Invariant: a page that does not show what was asked for within PAGE_MS is an error that says what it does show.
import { type Browser, chromium, type Page } from 'playwright-core'
import { key, seenOfCells, type Seen, type View } from './interfaces.ts'

const PAGE_MS = 20_000
const CHROMIUM = process.env['SLUICE_TEST_CHROMIUM'] ?? '/usr/bin/chromium'

interface ShownRow {
  readonly group: string
  readonly topic: string
  readonly partition: string
  readonly cells: Readonly<Record<string, string>>
}

export class PageReader {
  readonly #browser: Browser
  readonly #page: Page
  readonly #http: string
  readonly errors: string[] = []

  private constructor(browser: Browser, page: Page, http: string) {
    this.#browser = browser
    this.#page = page
    this.#http = http
    page.on('pageerror', (error) => this.errors.push(error.message))
  }

  static async open(http: string): Promise<PageReader> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    return new PageReader(browser, await browser.newPage(), http)
  }

  /** The views of these groups, one after the other. */
  async read(groups: readonly string[], snapshotId: number): Promise<View> {
    const view = new Map<string, Seen>()
    for (const group of groups) {
      await this.#page.goto(
        `http://${this.#http}/?snapshot=${snapshotId}#/groups/${encodeURIComponent(group)}`,
      )
      const rows = await this.#rows(group, snapshotId)
      for (const { topic, partition, cells } of rows) {
        const { status = '', lag = '', 'time-lag': timeLag = '' } = cells
        view.set(key(group, topic, partition), seenOfCells(status, lag, timeLag))
      }
    }
    return view
  }

  async #rows(group: string, snapshotId: number): Promise<ShownRow[]> {
    const rows = this.#page.locator(
      `[data-snapshot="${snapshotId}"] [data-row="partition"][data-group="${group}"]`,
    )
    try {
      await rows.first().waitFor({ timeout: PAGE_MS })
    } catch (error) {
      const text = (await this.#page.locator('body').innerText()).slice(0, 500)
      throw new Error(`the page shows no partition of ${group} at snapshot ${snapshotId}, but: ${text}`, {
        cause: error,
      })
    }
    return await rows.evaluateAll((found) =>
      found.map((row) => ({
        group: row.getAttribute('data-group') ?? '',
        topic: row.getAttribute('data-topic') ?? '',
        partition: row.getAttribute('data-partition') ?? '',
        cells: Object.fromEntries(
          [...row.querySelectorAll('[data-column]')].map((cell) => [
            cell.getAttribute('data-column') ?? '',
            (cell.textContent ?? '').trim(),
          ]),
        ),
      })),
    )
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}
