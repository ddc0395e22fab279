// Live tails whose connection breaks: through a door between page and broker that can be shut and opened again.
import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, createServer, type Server, type Socket } from 'node:net'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { type Client, connect } from '../../client/index.ts'
import { type BrokerWithPage, brokerWithPage, launch, open, until } from './support.ts'

/** Passes bytes on while it is open; shut, it ends every connection and takes none. */
class Door {
  readonly #sockets = new Set<Socket>()
  readonly #to: string
  #server: Server | undefined
  port = 0

  constructor(to: string) {
    this.#to = to
  }

  async open(): Promise<void> {
    const [host = '', port] = this.#to.split(':')
    this.#server = createServer((outer) => {
      const inner = connectSocket(Number(port), host)
      for (const [one, other] of [
        [outer, inner],
        [inner, outer],
      ] as const) {
        this.#sockets.add(one)
        one.on('error', () => undefined).on('close', () => other.destroy())
        one.pipe(other)
      }
    })
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as AddressInfo).port
  }

  shut(): void {
    this.#server?.close()
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }
}

describe('console: a tail that breaks off', function () {
  this.timeout(60_000)
  let browser: Browser
  let broker: BrokerWithPage
  let client: Client
  let door: Door

  before(async () => {
    browser = await launch()
    broker = await brokerWithPage()
    client = connect({ brokers: [broker.address] })
    door = new Door(broker.httpAddress as string)
    await door.open()
  })
  after(async () => {
    door?.shut()
    await client?.close()
    await broker?.close()
    await browser?.close()
  })

  const send = async (topic: string, from: number, count: number): Promise<void> => {
    const producer = client.producer()
    await producer.sendBatch(
      topic,
      Array.from({ length: count }, (_, at) => ({ key: `k${from + at}`, value: 'x' })),
    )
    await producer.close()
  }
  const tail = async (topic: string): Promise<Page> => {
    const { page } = await open(browser, `http://127.0.0.1:${door.port}/#/records/${topic}?tail=1`)
    await page.getByText('live: newest first').waitFor()
    return page
  }

  it('goes on from the last record that was shown: nothing is missing, nothing comes twice', async () => {
    await client.admin.topics.create('orders', { partitions: 3 })
    await send('orders', 0, 10)
    const page = await tail('orders')
    await send('orders', 10, 20)
    await until(page, "document.querySelectorAll('.records tbody tr').length === 20")
    door.shut()
    await page.getByRole('alert').filter({ hasText: 'The tail broke off' }).waitFor()
    await send('orders', 30, 100)
    await door.open()
    await until(page, "document.querySelectorAll('.records tbody tr').length === 120")
    await page.getByText(/^live: 120 records came/).waitFor()
    expect(await page.getByRole('alert').filter({ hasText: 'The tail broke off' }).count()).to.equal(0)
    await send('orders', 130, 5)
    await until(page, "document.querySelectorAll('.records tbody tr').length === 125")
    const keys = await page.locator('.records td.key').allInnerTexts()
    const wanted = Array.from({ length: 125 }, (_, at) => `k${10 + at}`)
    expect(keys.toSorted()).to.deep.equal(wanted.toSorted())
    await page.context().close()
  })

  it('ends where its topic is gone when it comes back', async () => {
    await client.admin.topics.create('mortal')
    const page = await tail('mortal')
    door.shut()
    await page.getByRole('alert').filter({ hasText: 'The tail broke off' }).waitFor()
    await client.admin.topics.delete('mortal')
    await door.open()
    await page.getByRole('alert').filter({ hasText: 'UNKNOWN_TOPIC' }).waitFor()
    await page.getByRole('button', { name: 'Live tail' }).waitFor()
    await page.context().close()
  })

  it('says how many partitions it leaves out, as a search does, also of what follows', async () => {
    await client.admin.topics.create('wide', { partitions: 70 })
    await send('wide', 0, 200)
    const page = await tail('wide')
    await page.getByText(/partitions written to last; 6 more: choose one above/).waitFor()
    await page.getByRole('button', { name: 'Stop tail' }).click()
    await page.goto(`http://127.0.0.1:${door.port}/#/records/wide?count=20`)
    await page.getByText(/^20 records, .*partitions written to last; 6 more: choose one above/).waitFor()
    for (let more = 0; more < 8; more++) {
      await page.getByRole('button', { name: 'Older' }).click()
      await page
        .getByText(new RegExp(`^${40 + 20 * more} records, .*partitions written to last; 6 more`))
        .waitFor()
    }
    await page.context().close()
  })
})
