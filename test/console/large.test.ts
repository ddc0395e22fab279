// Ten thousand partitions: how long until rows are there, and whether the page ever stops answering while they change and are scrolled,
// sorted and filtered. The answers are made up (fixture.ts): making such a topic takes a broker longer than the test.
// Times are printed, not judged: on a busy machine they tell of the machine. What is judged is what takes the time: how many elements are in
// the document, and how many are made in one turn.
import { expect } from 'chai'
import type { Browser, Locator, Page } from 'playwright-core'
import { Fixture } from './fixture.ts'
import { FixtureServer } from './fixture-server.ts'
import { evaluate, launch, open, until } from './support.ts'

const PARTITIONS = 10_000
const ROWS_MAX = 120
/** Some fifty rows of ten cells; all rows would be a hundred thousand cells. */
const MADE_MAX = 4_000

describe('console: 10,000 partitions', function () {
  this.timeout(120_000)
  let browser: Browser
  let server: FixtureServer

  before(async () => {
    browser = await launch()
    server = await FixtureServer.start(
      new Fixture({ partitions: PARTITIONS, groups: { billing: 'falling-behind' } }),
    )
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  for (const [what, view, rows] of [
    ['a group', 'groups/billing', 'tr[data-row="partition"]'],
    ['a topic', 'topics/orders', 'table[aria-label="partitions"] tr[data-key]'],
  ] as const) {
    it(`${what}: first rows soon, every row reached, few elements made a turn while they change`, async () => {
      const { page, errors } = await open(browser, `${server.url}#/broker`)
      await page.getByRole('heading', { name: 'Broker' }).waitFor()
      await page.evaluate(watchTurns)
      const fromMs = performance.now()
      await page.evaluate(`location.hash = '#/${view}'`)
      await page.locator(rows).first().waitFor()
      const firstRowsMs = performance.now() - fromMs
      await until(
        page,
        `document.querySelector('table[aria-label="partitions"]').ariaRowCount === undefined || document.querySelector('table[aria-label="partitions"]').getAttribute('aria-rowcount') === '${PARTITIONS + 1}'`,
      )
      await exercise(page, server)
      const inDocument = await page.locator(rows).count()
      const longestMs = Math.max(0, ...(await evaluate<number[]>(page, 'window.tasks')))
      const made = await evaluate<number>(page, 'window.madeMost')
      process.stdout.write(
        `      ${what}: first rows ${firstRowsMs.toFixed(0)} ms, longest task ${longestMs.toFixed(0)} ms, ${inDocument} rows in the document, ${made} elements made in a turn\n`,
      )
      expect(inDocument).to.be.lessThan(ROWS_MAX)
      expect(made).to.be.within(1, MADE_MAX)
      expect(errors).to.deep.equal([])
      await page.context().close()
    })
  }
})

/** Two updates, a sort, the whole way down, a walk by keys. */
async function exercise(page: Page, server: FixtureServer): Promise<void> {
  const table = page.locator('table[aria-label="partitions"]')
  for (let update = 0; update < 2; update++) {
    server.push()
    await page.waitForTimeout(2_500)
  }
  await sortUpwards(table.locator('th.col-partition'))
  const last = page.locator('tr[data-key$="9999"]')
  await until(page, 'document.querySelector(\'tr[data-key$="9999"]\') === null')
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
  await last.waitFor()
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)')
  await page.waitForTimeout(200)
  for (let step = 0; step < 5; step++) await page.keyboard.press('j')
  expect(await evaluate(page, "document.activeElement.closest('tr') !== null")).to.equal(true)
  server.push()
  await page.waitForTimeout(2_500)
  expect(
    await evaluate(page, "document.activeElement.closest('tr') !== null"),
    'focus after an update',
  ).to.equal(true)
}

/** A click turns around what is sorted by this column already, as a topic's partitions are. */
async function sortUpwards(heading: Locator): Promise<void> {
  do await heading.getByRole('button').click()
  while ((await heading.getAttribute('aria-sort')) !== 'ascending')
}

const watchTurns = `
  window.tasks = []
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ entryTypes: ['longtask'] })
  window.madeMost = 0
  new MutationObserver((changes) => {
    let made = 0
    for (const { addedNodes } of changes)
      for (const node of addedNodes) made += 1 + (node.querySelectorAll?.('*').length ?? 0)
    window.madeMost = Math.max(window.madeMost, made)
  }).observe(document.body, { childList: true, subtree: true })`
