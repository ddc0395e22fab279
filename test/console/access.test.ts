// Who uses the page without a mouse, on a phone, in the dark, without motion: in Chromium, on answers that have every status (fixture.ts).
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { Fixture } from './fixture.ts'
import { FixtureServer } from './fixture-server.ts'
import { evaluate, launch, open, until } from './support.ts'

const groups = {
  billing: 'falling-behind',
  audit: 'no-commit',
  search: 'caught-up',
  'email-that-has-a-name-which-does-not-end-soon-and-goes-on-for-a-while': 'no-member',
  fraud: 'below-log-start',
  replay: 'rewound',
  stats: 'same-offset',
  fresh: 'few-samples',
  silent: 'uncommitted',
} as const
const views = [
  'topics',
  'topics/orders',
  'groups',
  'groups/billing',
  'groups/fraud?partition=orders/3',
  'records',
  'records/orders',
  'broker',
  'nowhere',
]

describe('console: access', function () {
  this.timeout(120_000)
  let browser: Browser
  let server: FixtureServer

  before(async () => {
    browser = await launch()
    server = await FixtureServer.start(new Fixture({ partitions: 40, groups }))
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  it('is walked by keys alone: skip link, views, rows, filter, Esc, help', async () => {
    const { page } = await open(browser, `${server.url}#/topics`)
    await page.getByRole('link', { name: 'orders' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).to.equal('Skip to content')
    expect(await evaluate(page, 'document.activeElement.getBoundingClientRect().top >= 0')).to.equal(true)
    await page.keyboard.press('Enter')
    expect(await evaluate(page, 'document.activeElement.id')).to.equal('main')
    await page.keyboard.press('2')
    await page.locator('tr[data-key="billing"]').waitFor()
    expect(await focused(page), 'the heading is announced').to.equal('Groups')
    await page.keyboard.press('j')
    expect(await focused(page)).to.equal('fraud')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await focused(page)).to.contain('email-that')
    await page.keyboard.press('/')
    await page.keyboard.type('bil')
    await until(page, "document.querySelectorAll('tbody tr[data-key]').length === 1")
    await page.keyboard.press('Escape')
    await until(page, "document.querySelectorAll('tbody tr[data-key]').length === 9")
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).to.equal(true)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).to.equal(false)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.locator('.verdict .status').waitFor()
    expect(await evaluate(page, 'location.hash')).to.match(/^#\/groups\//)
    await page.context().close()
  })

  it('shows where the focus is, on everything that Tab reaches', async () => {
    const { page } = await open(browser, `${server.url}#/groups`)
    await page.locator('tr[data-key="billing"]').waitFor()
    const seen = new Set<string>()
    for (let step = 0; step < 45; step++) {
      await page.keyboard.press('Tab')
      seen.add(await focused(page))
      const outline = await evaluate<string>(
        page,
        "getComputedStyle(document.activeElement).outline.replace(/^.*(solid \\d+px).*/, '$1')",
      )
      if ((await focused(page)) !== '') expect(outline, await focused(page)).to.match(/^solid [2-9]px$/)
    }
    for (const name of ['Groups', 'Pause', 'LOST1', 'Lag', 'billing']) {
      expect(
        [...seen].some((text) => text.startsWith(name)),
        name,
      ).to.equal(true)
    }
    await page.context().close()
  })

  it('the trend is read by the arrow keys', async () => {
    const { page } = await open(browser, `${server.url}#/groups/billing`)
    await page.locator('.chart .line').waitFor()
    await page.locator('.plot').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('.reading').innerText()).to.match(/^\d\d:\d\d:\d\d\s+[\d,]+ records$/)
    await page.context().close()
  })

  it('promises no end of what nobody reads or commits, and alarms nobody about a broker that is well', async () => {
    const { page } = await open(browser, `${server.url}#/groups`, { viewport: { width: 1700, height: 900 } })
    const email = Object.keys(groups)[3]
    for (const [group, shown] of [
      [email, 'never'],
      ['audit', 'never'],
      ['search', '·'],
    ] as const) {
      const cell = page.locator(`tr[data-key="${group}"] td[data-column="catch-up"]`)
      expect(await cell.innerText(), group).to.equal(shown)
    }
    await page.goto(`${server.url}#/groups/${email}`)
    const ahead = page.locator('.facts > div', { hasText: 'Catches up in' })
    expect(await ahead.locator('dd').innerText()).to.equal('never')
    expect(await page.locator('.place').innerText()).to.equal('of orders/3')
    await page.goto(`${server.url}#/broker`)
    await page.getByText('At most').waitFor()
    expect(await page.locator('.facts .urgent').count()).to.equal(0)
    await page.context().close()
  })

  it('goes nowhere sideways at 360 px, in any view', async () => {
    const { page } = await open(browser, server.url, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    })
    for (const view of views) {
      await page.goto(`${server.url}#/${view}`)
      await page.locator('h1').waitFor()
      await page.waitForTimeout(250)
      const width = await evaluate<number>(page, 'document.documentElement.scrollWidth')
      const widest = await evaluate<string>(
        page,
        `[...document.querySelectorAll('main *')].filter((node) => node.getBoundingClientRect().right > 361 && !node.closest('pre, td, th'))
          .map((node) => node.tagName + '.' + node.className).slice(0, 3).join(' ')`,
      )
      expect([width, widest], view).to.deep.equal([360, ''])
    }
    await page.goto(`${server.url}#/groups`)
    const status = await page.locator('tr[data-key="billing"] .on-phone .status').innerText()
    expect(status).to.equal('SLOW')
    await page.context().close()
  })

  it('cuts no heading and no status, whatever the width and the font', async () => {
    const { page } = await open(browser, server.url)
    for (const font of ['Inter, sans-serif', 'DejaVu Sans, Verdana, sans-serif']) {
      for (const width of [360, 800, 1100, 1280, 1440, 1920]) {
        await page.setViewportSize({ width, height: 800 })
        for (const view of views) {
          await page.goto(`${server.url}#/${view}`)
          await page.locator('h1').waitFor()
          await page.evaluate(`document.documentElement.style.fontFamily = '${font}'`)
          await page.waitForTimeout(150)
          const cut = await evaluate<string[]>(page, cutTexts)
          expect(cut, `${view} at ${width} px in ${font}`).to.deep.equal([])
        }
      }
    }
    await page.context().close()
  })

  for (const scheme of ['light', 'dark'] as const) {
    it(`every text has the contrast of WCAG AA, ${scheme}`, async () => {
      const { page } = await open(browser, server.url, { colorScheme: scheme })
      for (const view of views) {
        await page.goto(`${server.url}#/${view}`)
        await page.locator('h1').waitFor()
        await page.waitForTimeout(250)
        const poor = await evaluate<string[]>(page, poorContrast)
        expect(poor, view).to.deep.equal([])
      }
      expect(await evaluate(page, 'getComputedStyle(document.documentElement).colorScheme')).to.equal(scheme)
      await page.context().close()
    })
  }

  it('light and dark are chosen by hand too, and the choice outlasts the page', async () => {
    const { page } = await open(browser, server.url, { colorScheme: 'light' })
    const ground = 'getComputedStyle(document.documentElement).backgroundColor'
    const light = await evaluate<string>(page, ground)
    await page.keyboard.press('d')
    const dark = await evaluate<string>(page, ground)
    expect(dark).not.to.equal(light)
    await page.reload()
    expect(await evaluate<string>(page, ground)).to.equal(dark)
    await page.getByRole('button', { name: 'Light' }).click()
    expect(await evaluate<string>(page, ground)).to.equal(light)
    await page.context().close()
  })

  it('nothing moves for who asked for that', async () => {
    const { page } = await open(browser, server.url, { reducedMotion: 'reduce' })
    await page.locator('.live[data-kind="live"]').waitFor()
    await page.waitForTimeout(300)
    expect(await evaluate(page, 'document.getAnimations().length')).to.equal(0)
    await page.context().close()
  })

  it('a status is a colour, a symbol and a word; what is estimated has a ~', async () => {
    const { page } = await open(browser, `${server.url}#/groups`)
    await page.locator('tr[data-key="billing"]').waitFor()
    const shown = await evaluate<string[][]>(
      page,
      `[...document.querySelectorAll('td[data-column="status"] .status')].map((node) =>
        [node.textContent, node.querySelector('path').getAttribute('d'), getComputedStyle(node).color])`,
    )
    expect(shown.map(([word]) => word)).to.deep.equal([
      'LOST',
      'NOMEMBER',
      'STOP',
      'REWIND',
      'STALL',
      'SLOW',
      'NEW',
      'NEW',
      'OK',
    ])
    for (const part of [1, 2]) expect(new Set(shown.map((one) => one[part])).size).to.equal(8)
    expect(await page.locator('tr[data-key="replay"] td[data-column="time-lag"]').innerText()).to.match(
      /^~4m/,
    )
    expect(await page.locator('tr[data-key="silent"] td[data-column="lag"]').innerText()).to.equal('—')
    expect(await page.locator('tr[data-key="search"] td[data-column="lag"]').innerText()).to.equal('0')
    await page.context().close()
  })
})

function focused(page: Page): Promise<string> {
  return evaluate<string>(
    page,
    "document.activeElement === document.body ? '' : document.activeElement.textContent.trim() || document.activeElement.placeholder || ''",
  )
}

/** Headings of tables, statuses, numbers and facts that do not fit in where they stand. */
const cutTexts = `[...document.querySelectorAll('th, th button, td[data-column="status"], td.number, dd, .chip')]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
  .map((node) => node.textContent + ' ' + node.scrollWidth + '>' + node.clientWidth)`

/** Text nodes in sight whose colour is too near to what lies behind them: 4.5, or 3 for large ones. */
const poorContrast = `(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number)
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color.length === 3 || color[3] === 1) return color
    }
    return [255, 255, 255]
  }
  const poor = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement
    if (text.data.trim() === '' || !node.checkVisibility({ opacityProperty: true }) || node.closest('option')) continue
    const style = getComputedStyle(node)
    const ink = node.namespaceURI.endsWith('svg') ? style.fill : style.color
    const [one, other] = [luminance(parse(ink)), luminance(behind(node))].sort((a, b) => b - a)
    const ratio = (one + 0.05) / (other + 0.05)
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700)
    if (ratio < (large ? 3 : 4.5)) poor.push(text.data.trim() + ' ' + ratio.toFixed(2) + ' ' + ink)
  }
  return [...new Set(poor)]
})()`
