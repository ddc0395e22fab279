// What the page shows of things that are not there, or no more: the error and a way back, and no figure that would not be true. And Esc,
// which leads back to the list as it was left.
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { type Client, connect } from '../../client/index.ts'
import { type BrokerWithPage, brokerWithPage, evaluate, launch, open, until } from './support.ts'

describe('console: what is not there', function () {
  this.timeout(60_000)
  let browser: Browser
  let broker: BrokerWithPage
  let client: Client

  before(async () => {
    browser = await launch()
    broker = await brokerWithPage()
    client = connect({ brokers: [broker.address] })
    for (const name of ['orders', 'short-lived', 'other']) {
      await client.admin.topics.create(name)
      const producer = client.producer()
      await producer.send(name, { value: 'one' })
      await producer.close()
    }
    for (const group of ['billing', 'passing']) {
      const consumer = client.consumer({ group, topics: ['orders'], from: 'earliest' })
      for await (const _ of consumer) break
      await consumer.commit()
      await consumer.close()
    }
  })
  after(async () => {
    await client?.close()
    await broker?.close()
    await browser?.close()
  })

  for (const [address, code, label, list] of [
    ['groups/nope', 'UNKNOWN_GROUP', 'All groups', '#/groups'],
    ['topics/nope', 'UNKNOWN_TOPIC', 'All topics', '#/topics'],
    ['groups/billing?partition=orders/9', 'UNKNOWN_PARTITION', 'Whole group', '#/groups/billing'],
  ] as const) {
    it(`${address}: the error, a way back, nothing else`, async () => {
      const { page } = await open(browser, `${broker.url}#/${address}`)
      await page.locator('.notice', { hasText: code }).waitFor()
      await until(page, "document.querySelector('.view.gone') !== null")
      expect(await shownIn(page)).to.deep.equal(['crumb', 'head', 'notice'])
      await page.getByRole('link', { name: label }).click()
      await until(page, `location.hash === '${list}'`)
      await page.locator('tr[data-key]').first().waitFor()
      expect(await page.locator('.view.gone').count()).to.equal(0)
      await page.context().close()
    })
  }

  it('deleted under an open page: its old figures go', async () => {
    const { page } = await open(browser, `${broker.url}#/topics/short-lived`)
    await page.locator('table[aria-label="partitions"] tr[data-key]').first().waitFor()
    await client.admin.topics.delete('short-lived')
    await page.locator('.notice', { hasText: 'UNKNOWN_TOPIC' }).waitFor()
    expect(await shownIn(page)).to.deep.equal(['crumb', 'head', 'notice'])
    await page.goto(`${broker.url}#/groups/passing`)
    await page.locator('.verdict .status').waitFor()
    await client.admin.groups.delete('passing')
    await page.locator('.notice', { hasText: 'UNKNOWN_GROUP' }).waitFor()
    expect(await shownIn(page)).to.deep.equal(['crumb', 'head', 'notice'])
    // It came into being again.
    await client.admin.topics.create('short-lived')
    await page.goto(`${broker.url}#/topics/short-lived`)
    await page.locator('table[aria-label="partitions"] tr[data-key]').first().waitFor()
    await page.context().close()
  })

  it('records of a topic that went are not shown on', async () => {
    const { page } = await open(browser, `${broker.url}#/records/other`)
    await page.locator('.records tbody tr').first().waitFor()
    await client.admin.topics.delete('other')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.locator('.notice', { hasText: 'UNKNOWN_TOPIC' }).waitFor()
    expect(await page.locator('.records tbody tr').count()).to.equal(0)
    await page.context().close()
  })

  it('Esc closes what is open, then leads back: to the whole group, to the list as it was left', async () => {
    const { page } = await open(browser, `${broker.url}#/groups?q=bill`)
    await page.keyboard.press('j')
    await page.locator('tr[data-key="billing"] a').click()
    await page.locator('tr[data-row="partition"]').first().waitFor()
    await page.locator('tr[data-row="partition"] a').first().click()
    await until(page, "location.hash.includes('partition=')")
    await page.locator('.place', { hasText: 'of orders/0' }).waitFor()
    await page.getByRole('searchbox').fill('orders')
    // Out of the field and its text away; the view stays.
    await page.keyboard.press('Escape')
    await until(page, "document.activeElement === document.body && !location.hash.includes('q=')")
    expect(await evaluate(page, 'location.hash')).to.include('partition=')
    await page.keyboard.press('Escape')
    await until(page, "location.hash === '#/groups/billing'")
    await page.keyboard.press('Escape')
    await until(page, "location.hash === '#/groups?q=bill'")
    await page.goto(`${broker.url}#/topics/orders`)
    await page.locator('tr[data-key]').first().waitFor()
    await page.keyboard.press('Escape')
    await until(page, "location.hash === '#/topics'")
    // A list leads nowhere.
    await page.keyboard.press('Escape')
    expect(await evaluate(page, 'location.hash')).to.equal('#/topics')
    await page.context().close()
  })
})

/** The first class of each part of the view that can be seen. */
function shownIn(page: Page): Promise<string[]> {
  return evaluate(
    page,
    "[...document.querySelectorAll('.view > *')].filter((part) => part.checkVisibility()).map((part) => part.className.split(' ')[0] || part.localName)",
  )
}
