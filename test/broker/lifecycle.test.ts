import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { startBroker } from '../../broker/index.ts'
import { batchOf, createTopic, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** A Node process with TypeScript; ended by the test that started it, or by the kernel with us. */
function run(code: string): ChildProcess {
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  return spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function linesOf(child: ChildProcess, count: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    lines.push(line)
    if (lines.length === count) break
  }
  return lines
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk) => {
    text += chunk
  })
  return () => text
}

describe('broker: stopping', () => {
  it('leaves no handle: the process ends by itself', async () => {
    const child = run(`
      const { startBroker } = await import(${url('../../broker/index.ts')})
      const { RawPeer } = await import(${url('./raw-peer.ts')})
      const broker = await startBroker({ http: '127.0.0.1:0' })
      const peer = await RawPeer.hello(broker.address)
      await peer.call({ metadata: { names: ['t'], create: true } })
      await broker.close()
      console.log('closed')
    `)
    const stderr = textOf(child.stderr as NodeJS.ReadableStream)
    const stdout = textOf(child.stdout as NodeJS.ReadableStream)
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
    const [code] = await once(child, 'exit')
    clearTimeout(timer)
    expect([code, stdout(), stderr()]).to.deep.equal([0, 'closed\n', ''])
  })

  it('ends long polls, answers what is under way and refuses what is new', async () => {
    const broker = await startBroker({ logLevel: 'silent' })
    const peer = await RawPeer.hello(broker.address)
    const id = await createTopic(peer, 'ending')
    const quiet = await createTopic(peer, 'quiet')
    const polled = fetch(peer, quiet, {}, { maxWaitMs: 60_000, minBytes: 1 })
    const produced = produce(peer, id, batchOf('last'))
    await peer.call({ metadata: { all: true } })
    const begun = performance.now()
    const closed = broker.close()
    await Promise.all([polled, produced])
    await closed
    expect(performance.now() - begun).to.be.lessThan(5_000)
    await peer.ended
  })
})

describe('broker: as a process', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-process-'))
  })
  after(() => rmSync(directory, { recursive: true }))

  function broker(): ChildProcess {
    const sources = JSON.stringify({
      flags: { data: join(directory, 'data'), listen: '127.0.0.1:0', http: '127.0.0.1:0' },
    })
    return run(`
      const { resolveConfig } = await import(${url('../../broker/config.ts')})
      const { runBroker } = await import(${url('../../broker/main.ts')})
      process.exitCode = await runBroker(resolveConfig(${sources}))
    `)
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`says ready, stops by ${signal} with 0 and a clean marker`, async () => {
      const child = broker()
      const stderr = textOf(child.stderr as NodeJS.ReadableStream)
      const exited = once(child, 'exit')
      const [ready] = await linesOf(child, 1)
      const match = /^ready listen=(127\.0\.0\.1:\d+) http=(127\.0\.0\.1:\d+)$/.exec(ready ?? '')
      expect(match, ready).to.not.equal(null)
      const peer = await RawPeer.hello(match?.[1] as string)
      child.kill(signal)
      expect(await exited).to.deep.equal([0, null])
      await peer.ended
      expect(existsSync(join(directory, 'data', 'clean'))).to.equal(true)
      const log = stderr()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(log.at(-1)).to.include({ msg: 'stopped' })
    })
  }
})
