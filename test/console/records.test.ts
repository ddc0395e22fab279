// The message browser against a real broker: where it begins, what it looks for, the tail, what is copied.
import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { type Client, connect } from '../../client/index.ts'
import { type BrokerWithPage, brokerWithPage, launch, open, until, type Watched } from './support.ts'

const order = { id: 12345678901234567890n, price: '1.10', lines: [{ sku: 'tea', count: 2 }], note: null }
const orderJson = `{"id":${order.id},"price":1.10,"lines":[{"sku":"tea","count":2}],"note":null}`

describe('console: records', function () {
  this.timeout(60_000)
  let browser: Browser
  let broker: BrokerWithPage
  let client: Client

  before(async () => {
    browser = await launch()
    broker = await brokerWithPage()
    client = connect({ brokers: [broker.address] })
    await client.admin.topics.create('orders', { partitions: 1 })
    const producer = client.producer()
    await producer.sendBatch(
      'orders',
      Array.from({ length: 120 }, (_, at) => ({
        key: `customer-${at}`,
        value: at === 100 ? orderJson : `{"at":${at}}`,
        headers: { trace: `t-${at}`, nothing: null },
        timestamp: 1_700_000_000_000 + at * 1_000,
      })),
    )
    await producer.close()
  })
  after(async () => {
    await client?.close()
    await broker?.close()
    await browser?.close()
  })

  const browse = (query = ''): Promise<Watched> => open(browser, `${broker.url}#/records/orders${query}`)

  it('shows the latest, and older ones when asked', async () => {
    const { page } = await browse('?count=20')
    await until(page, "document.querySelectorAll('.records tbody tr').length === 20")
    expect(await offsets(page)).to.deep.equal(falling(119, 20))
    await page.getByRole('button', { name: 'Older' }).click()
    await until(page, "document.querySelectorAll('.records tbody tr').length === 40")
    expect(await offsets(page)).to.deep.equal(falling(119, 40))
    await page.context().close()
  })

  it('begins at an offset, at a time, at the earliest: by its controls and by its address', async () => {
    const { page } = await browse()
    await page.locator('.records tbody tr').first().waitFor()
    await page.getByLabel('From').selectOption('offset')
    await page.getByRole('spinbutton', { name: 'Offset' }).fill('90')
    await page.getByRole('button', { name: 'Show' }).click()
    await until(page, "document.querySelector('.records .open').innerText === '90'")
    expect(await page.evaluate('location.hash')).to.contain('from=offset%3A90')
    await page.goto(`${broker.url}#/records/orders?from=time:${1_700_000_000_000 + 50_500}`)
    await until(page, "document.querySelector('.records .open')?.innerText === '51'")
    await page.goto(`${broker.url}#/records/orders?from=earliest`)
    await until(page, "document.querySelector('.records .open')?.innerText === '0'")
    await page.context().close()
  })

  it('filters by key and by text', async () => {
    const { page } = await browse('?key=customer-11')
    await until(page, "document.querySelectorAll('.records tbody tr').length === 11")
    expect(await offsets(page)).to.deep.equal([...falling(119, 10), 11])
    await page.getByPlaceholder('key contains').fill('')
    await page.getByPlaceholder('text contains').fill('"sku":"tea"')
    await page.keyboard.press('Enter')
    await until(page, "document.querySelectorAll('.records tbody tr').length === 1")
    expect(await offsets(page)).to.deep.equal([100])
    await page.getByPlaceholder('text contains').fill('nowhere at all')
    await page.keyboard.press('Enter')
    await page.getByText('No record matches').waitFor()
    await page.context().close()
  })

  it('opens a record: JSON laid out with every digit as it was sent, headers, and what is copied is right', async () => {
    const { page } = await browse('?from=offset:100&count=20')
    await page.getByRole('button', { name: '100', exact: true }).click()
    const shown = await page.locator('.record pre').last().innerText()
    expect(shown)
      .to.contain('"id": 12345678901234567890')
      .and.to.contain('"price": 1.10')
      .and.to.contain('\n  "lines": [\n')
    expect(shown.replaceAll(/\s/g, '')).to.equal(orderJson)
    expect(await page.locator('.record .headers').innerText()).to.match(/trace\s+t-100\s+nothing\s+∅/)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy as JSON' }).click()
    const json = JSON.parse(await clipboard(page)) as Record<string, unknown>
    await page.locator('.record').getByRole('button', { name: 'Copy as command' }).click()
    const command = await clipboard(page)
    expect(command).to.equal(
      `sluice consume orders --partition 0 --from 100 --max 1 --format json --broker ${broker.address}`,
    )
    const { stdout } = await run(command)
    expect(JSON.parse(stdout)).to.deep.equal(json)
    await page.keyboard.press('Escape')
    await until(page, "document.querySelectorAll('.record').length === 0")
    await page.context().close()
  })

  it('says on a phone, where the column is not, which partition an offset is of', async () => {
    await client.admin.topics.create('spread', { partitions: 2 })
    const producer = client.producer()
    for (const partition of [0, 1, 1]) await producer.send('spread', { value: 'x', partition })
    await producer.close()
    const viewport = { width: 390, height: 844 }
    const { page } = await open(browser, `${broker.url}#/records/spread?from=earliest`, { viewport })
    await until(page, "document.querySelectorAll('.records tbody tr').length === 3")
    const texts = await page.locator('.records .open').allInnerTexts()
    expect(texts.sort()).to.deep.equal(['0 · 0', '1 · 0', '1 · 1'])
    await page.setViewportSize({ width: 1280, height: 860 })
    expect((await page.locator('.records .open').allInnerTexts()).sort()).to.deep.equal(['0', '0', '1'])
    await page.context().close()
  })

  it('tails: new records on top as they come, those that match', async () => {
    const { page } = await browse()
    await page.getByPlaceholder('key contains').fill('wanted')
    await page.getByRole('button', { name: 'Live tail' }).click()
    await page.getByText('live: newest first').waitFor()
    const producer = client.producer()
    await producer.send('orders', { key: 'wanted-1', value: 'first' })
    await producer.send('orders', { key: 'other', value: 'not this' })
    await producer.send('orders', { key: 'wanted-2', value: 'second' })
    await producer.close()
    await until(page, "document.querySelectorAll('.records tbody tr').length === 2")
    expect(await page.locator('.records td.key').allInnerTexts()).to.deep.equal(['wanted-2', 'wanted-1'])
    await page.getByRole('button', { name: 'Stop tail' }).click()
    await page.context().close()
  })

  it('keeps a bounded number of rows however many come', async () => {
    const { page, errors } = await browse('?tail=1')
    await page.getByText('live: newest first').waitFor()
    const producer = client.producer()
    const came = async (): Promise<number> => {
      const said = await page.locator('.results').innerText()
      return Number(/live: ([\d,]+) record/.exec(said)?.[1]?.replaceAll(',', '') ?? 0)
    }
    for (const untilMs = Date.now() + 20_000; (await came()) < 700 && Date.now() < untilMs; ) {
      await producer.sendBatch(
        'orders',
        Array.from({ length: 100 }, (_, at) => ({ value: `${at}` })),
      )
      await page.waitForTimeout(150)
    }
    await producer.close()
    expect(await came()).to.be.at.least(700)
    const rows = await page.locator('.records tbody tr').count()
    expect(rows).to.equal(500)
    expect(errors).to.deep.equal([])
    await page.context().close()
  })
})

async function offsets(page: Page): Promise<number[]> {
  const texts = await page.locator('.records .open').allInnerTexts()
  return texts.map((text) => Number(text.replaceAll(/\D/g, '')))
}

function falling(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from - at)
}

async function clipboard(page: Page): Promise<string> {
  await page.waitForTimeout(150)
  return (await page.evaluate('navigator.clipboard.readText()')) as string
}

/** As a reader would, with this checkout's command line. */
function run(command: string): Promise<{ stdout: string }> {
  const [, ...words] = command.split(' ')
  return promisify(execFile)(process.execPath, [
    join(import.meta.dirname, '../../dist/cli/main.js'),
    ...words,
  ])
}
