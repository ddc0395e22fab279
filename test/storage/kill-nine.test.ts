// kill -9 at random moments of a process that rolls segments and the metadata log and makes and deletes topics: what it said is
// so afterwards, nothing else is there, and the directory passes its check. Eight kills of one directory, one after the other.
import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkDirectory } from '../../storage/check.ts'
import type { Log } from '../../storage/log.ts'
import { appended, makeBatch, makeDirectory, openStore, readAll } from './fixture.ts'

const KILLS = 8
const writer = join(dirname(fileURLToPath(import.meta.url)), 'change-process.ts')

/** What the process said until it was killed, `afterMs` after its first word. */
async function runAndKill(directory: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  let timer: NodeJS.Timeout | undefined
  const exited = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  )
  child.stdout.on('data', (chunk: Buffer) => {
    out += String(chunk)
    timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs)
  })
  expect(await exited).to.equal('SIGKILL')
  clearTimeout(timer)
  return out.slice(0, out.lastIndexOf('\n')).split('\n')
}

describe('kill -9 while everything changes', function () {
  this.timeout(40_000)
  let directory: { path: string; remove: () => void }

  beforeEach(() => {
    directory = makeDirectory()
  })
  afterEach(() => directory.remove())

  it('keeps what was said', async () => {
    const topics = new Map<string, 'there' | 'asked'>()
    const gone = new Set<string>()
    let acked = -1
    for (let kill = 0; kill < KILLS; kill++) {
      for (const line of await runAndKill(directory.path, Math.random() * 500)) {
        const [word, what = ''] = line.split(' ')
        if (word === 'ack') acked = Number(what)
        else if (word === 'made') topics.set(what, 'there')
        else if (word === 'asks') topics.set(what, 'asked')
        else {
          topics.delete(what)
          gone.add(what)
        }
      }
      const { findings } = await checkDirectory(directory.path)
      expect(findings).to.deep.equal([])
      const store = await openStore(directory.path)
      expect(store.recovery.damaged).to.deep.equal([])
      for (const [name, state] of topics) {
        if (state === 'there') expect(store.topicByName(name)?.logs.length, name).to.equal(3)
      }
      for (const { name } of store.topics()) {
        expect(gone.has(name), `${name} came back`).to.equal(false)
        // Made, and killed before it could say so.
        if (name !== 't') topics.set(name, topics.get(name) ?? 'there')
      }
      await store.maintain() // what retention has to take goes now, and not while it is read
      const log = store.topicByName('t')?.logs[0] as Log
      await expectRecords(log, acked)
      await store.close()
    }
  })
})

async function expectRecords(log: Log, acked: number): Promise<void> {
  expect(log.endOffset).to.be.greaterThan(acked)
  const records = await readAll(log, log.startOffset, 4 << 20)
  const keys = records.map(({ offset, key }) => `${offset} ${String(key)}`)
  expect(keys).to.deep.equal(
    keys.map((_, place) => `${log.startOffset + place} s${log.startOffset + place}-0`),
  )
  expect(log.startOffset + keys.length).to.equal(log.endOffset)
  const sequence = log.endOffset - 1
  const last = { producerId: 5, producerEpoch: 0, baseSequence: sequence, label: `s${sequence}` }
  expect((await appended(log, makeBatch({ ...last, valueBytes: 300_000 }))).duplicate).to.equal(true)
}
