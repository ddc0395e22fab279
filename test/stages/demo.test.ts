// The tour: from a broker that has just started to a lagging group on the screen in less than two minutes, and nothing left behind.
import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrokerProcess, main, sluice, startBrokerProcess } from '../e2e/broker-process.ts'
import { checkTmux, Terminal } from './terminal.ts'

const tourMs = 120_000

describe('stages: sluice demo', function () {
  this.timeout(tourMs + 60_000)
  let broker: BrokerProcess | undefined
  let directory: string
  let terminal: Terminal | undefined

  before(async () => {
    checkTmux()
    directory = await mkdtemp(join(tmpdir(), 'sluice-demo-test-'))
  })

  after(async () => {
    terminal?.close()
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  it('brings a slow group onto the screen within two minutes, and takes everything away at Ctrl-C', async () => {
    const startMs = Date.now()
    const { address } = await start()
    const demo = spawn(process.execPath, [main, 'demo', '--broker', address], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = once(demo, 'exit')
    try {
      const [ready] = (await once(demo.stdout, 'data')) as [Buffer]
      expect(ready.toString()).to.match(/^ready broker=\S+ http=\S+\n$/)
      terminal = new Terminal(`${process.execPath} ${main} lag --watch=1s --broker ${address}`)
      const screen = await terminal.until(/SLOW +demo\.billing/, tourMs - (Date.now() - startMs))
      process.stdout.write(
        `      after ${Math.round((Date.now() - startMs) / 1000)} s:\n${screen.trimEnd()}\n`,
      )
      expect(screen).to.match(/NOMEMBER +demo\.archive [^]*OK +demo\.mailer /)
    } finally {
      demo.kill('SIGINT')
    }
    expect(await ended).to.deep.equal([130, null])
    expect(await left()).to.equal('[] []')
  })

  it('a terminal that is closed takes everything away too', async () => {
    const { address } = await start()
    const closed = new Terminal(`${process.execPath} ${main} demo --broker ${address}`)
    try {
      await closed.until(/Ctrl-C ends it/)
    } finally {
      closed.close()
    }
    const endMs = Date.now() + 15_000
    while ((await left()) !== '[] []') if (Date.now() > endMs) expect.fail(`still there: ${await left()}`)
  })

  async function start(): Promise<BrokerProcess> {
    broker ??= await startBrokerProcess({ data: join(directory, 'data') })
    return broker
  }

  /** Groups and topics of the broker. */
  async function left(): Promise<string> {
    const { address } = await start()
    const groups = await sluice(['group', 'list', '-o', 'json', '--broker', address])
    const topics = await sluice(['topic', 'list', '-o', 'json', '--broker', address])
    return `${JSON.stringify(JSON.parse(groups.stdout).groups)} ${JSON.stringify(JSON.parse(topics.stdout))}`
  }
})
