// The page against a real broker: it loads without an error and from nowhere else, it moves while records come, it says when it is old.
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { type Client, connect, type Consumer } from '../../client/index.ts'
import { type BrokerWithPage, brokerWithPage, column, launch, open, until, violationsOf } from './support.ts'

describe('console: views', function () {
  this.timeout(60_000)
  let browser: Browser
  let broker: BrokerWithPage
  let client: Client

  before(async () => {
    browser = await launch()
    broker = await brokerWithPage()
    client = connect({ brokers: [broker.address], clientId: 'worker-7' })
    await client.admin.topics.create('orders', { partitions: 3, settings: { 'retention.ms': '1d' } })
    await client.admin.topics.create('quiet')
    await produce(client, 30)
    await readSome(client.consumer({ group: 'billing', topics: ['orders'], from: 'earliest' }), 12)
  })
  after(async () => {
    await client?.close()
    await broker?.close()
    await browser?.close()
  })

  it('loads without an error, from this origin alone, and the policy stops nothing of it', async () => {
    const { page, errors, requests } = await open(browser, broker.url)
    await page.getByRole('link', { name: 'orders' }).waitFor()
    for (const view of [
      'groups',
      'groups/billing',
      'records',
      'broker',
      'topics/orders',
      'records/orders',
      'nowhere',
    ]) {
      await page.goto(`${broker.url}#/${view}`)
      await page.locator('h1').waitFor()
      await page.waitForLoadState()
    }
    expect(errors).to.deep.equal([])
    expect(await violationsOf(page)).to.deep.equal([])
    expect(requests.filter((url) => !url.startsWith(broker.url))).to.deep.equal([])
    await page.context().close()
  })

  it('is served with a policy under which nothing inline and nothing from elsewhere runs', async () => {
    const { page } = await open(browser, broker.url)
    await page.getByRole('link', { name: 'orders' }).waitFor()
    await page.evaluate(`(() => {
      const script = document.createElement('script')
      try { script.textContent = 'window.inlineRan = true'; document.body.append(script) } catch { /* trusted types */ }
      try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.handlerRan = true">') } catch { /* the same */ }
      const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/elsewhere.png'; document.body.append(image)
    })()`)
    await until(page, 'window.violations.length > 0')
    expect(await page.evaluate('[window.inlineRan, window.handlerRan]')).to.deep.equal([undefined, undefined])
    expect((await violationsOf(page)).join()).to.match(/img-src|trusted-types/)
    await page.context().close()
  })

  it('lists topics and groups as the broker has them, "0" and "not known" apart', async () => {
    const { page } = await open(browser, broker.url)
    await waitForText(page, 'topics', 'records', /^30$/)
    expect(await column(page, 'topics', 'records')).to.deep.equal(['30', '0'])
    const quiet = page.locator('tr[data-key="quiet"] td[data-column="lag"] span')
    expect(await quiet.getAttribute('class')).to.equal('unknown')
    expect(await quiet.getAttribute('title')).to.contain('not known')
    const none = page.locator('tr[data-key="quiet"] td[data-column="records"] span')
    expect([await none.innerText(), await none.getAttribute('class')]).to.deep.equal(['0', 'zero'])
    await page.goto(`${broker.url}#/groups`)
    const { rows } = await client.admin.groups.lag({ groups: ['billing'], by: 'group' })
    await waitForText(page, 'groups', 'lag', new RegExp(`^${rows[0]?.lag}$`))
    await page.context().close()
  })

  it('follows records as they are produced, without being loaded again', async () => {
    const { page } = await open(browser, broker.url)
    await waitForText(page, 'topics', 'records', /^30$/)
    await page.evaluate('window.stays = true')
    await produce(client, 25)
    await waitForText(page, 'topics', 'records', /^55$/)
    expect(await page.evaluate('window.stays')).to.equal(true)
    await page.context().close()
  })

  it('shows a group: verdict, every partition, its link keeps filter and order', async () => {
    const { page } = await open(browser, `${broker.url}#/groups/billing?sort=partition:desc`)
    await page.locator('table[aria-label="partitions"] tbody tr[data-row]').first().waitFor()
    const names = await column(page, 'partitions', 'partition')
    const { rows } = await client.admin.groups.lag({ groups: ['billing'] })
    expect(rows.length).to.be.greaterThan(1)
    const wanted = rows.map((row) => `orders/${row.partition}`).toReversed()
    expect(names.map((name) => name.split('\n')[0])).to.deep.equal(wanted)
    const lags = await column(page, 'partitions', 'lag')
    const total = lags.reduce((sum, lag) => sum + Number(lag.replaceAll(',', '')), 0)
    const reports = await client.admin.groups.lag({ groups: ['billing'], by: 'group' })
    expect(total).to.equal(reports.rows[0]?.lag)
    await page.getByRole('searchbox').fill('orders/2')
    await until(page, "document.querySelectorAll('tr[data-row]').length === 1")
    expect(await page.evaluate('location.hash'))
      .to.match(/q=orders%2F2/)
      .and.to.match(/sort=partition%3Adesc/)
    await page.reload()
    await until(page, "document.querySelectorAll('tr[data-row]').length === 1")
    await page.context().close()
  })

  it('shows one instant when asked for its number, the same as /api/lag has it', async () => {
    const { snapshotId, rows } = await client.admin.groups.lag({ groups: ['billing'] })
    const { page } = await open(browser, `${broker.url}?snapshot=${snapshotId}#/groups/billing`)
    await page.locator(`[data-snapshot="${snapshotId}"] tr[data-row="partition"]`).first().waitFor()
    await produce(client, 5)
    expect((await column(page, 'partitions', 'lag')).map(Number).sort()).to.deep.equal(
      rows.map((row) => row.lag).sort(),
    )
    expect(await page.locator('.live').innerText()).to.match(/^as of /)
    await page.context().close()
  })

  it('pauses, and goes on', async () => {
    const { page } = await open(browser, broker.url)
    await page.locator('.live[data-kind="live"]').waitFor()
    const records = page.locator('tr[data-key="orders"] td[data-column="records"]')
    await page.keyboard.press('p')
    await page.locator('.live[data-kind="paused"]').waitFor()
    const before = await records.innerText()
    await produce(client, 3)
    await page.waitForTimeout(3_000)
    expect(await records.innerText()).to.equal(before)
    await page.keyboard.press('p')
    await until(
      page,
      `document.querySelector('tr[data-key="orders"] td[data-column="records"]').innerText !== '${before}'`,
    )
    await page.context().close()
  })
})

describe('console: an empty broker', function () {
  this.timeout(60_000)
  let browser: Browser
  before(async () => {
    browser = await launch()
  })
  after(() => browser?.close())

  it('says what to run; once the broker is gone it says since when the page is old, and comes back by itself', async () => {
    const broker = await brokerWithPage()
    const { page } = await open(browser, broker.url)
    await page.getByText('npx sluice demo').waitFor()
    await page.keyboard.press('2')
    await page.getByText('npx sluice consume greetings --group readers').waitFor()
    const { httpAddress } = broker
    await broker.close()
    await page.locator('.live[data-kind="stale"]').waitFor()
    expect(await page.locator('.live').innerText()).to.match(/^stale since \d\d:\d\d:\d\d/)
    const again = await brokerWithPage({}, httpAddress)
    await page.locator('.live[data-kind="live"]').waitFor({ timeout: 20_000 })
    await again.close()
    await page.context().close()
  })
})

async function produce(client: Client, count: number): Promise<void> {
  const producer = client.producer()
  const records = Array.from({ length: count }, (_, at) => ({ key: `k${at}`, value: `value ${at}` }))
  await producer.sendBatch('orders', records)
  await producer.close()
}

/** Commits exactly so many, and goes. */
async function readSome(consumer: Consumer<string>, count: number): Promise<void> {
  let left = count
  for await (const _ of consumer) if (--left < 0) break
  await consumer.close()
}

async function waitForText(page: Page, table: string, name: string, wanted: RegExp): Promise<void> {
  const cells = page.locator(`table[aria-label="${table}"] td[data-column="${name}"]`)
  await cells.filter({ hasText: wanted }).first().waitFor()
}
