import { expect } from 'chai'
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import { append, appended, makeBatch, makeDirectory, openStore, readAll, type Told } from './fixture.ts'

const here = dirname(fileURLToPath(import.meta.url))

function flip(path: string, position: number): void {
  const bytes = readFileSync(path)
  bytes[position] = (bytes[position] as number) ^ 0x55
  writeFileSync(path, bytes)
}

/** Puts values into the index that fail their CRC; in a process of its own, as LMDB asks for. */
function garble(index: string): void {
  const child = spawnSync(process.execPath, ['--import', 'tsx', join(here, 'index-damage.ts'), index])
  expect(child.status, String(child.stderr)).to.equal(0)
}

describe('recovery', () => {
  let directory: { path: string; remove: () => void }
  let crashed: string // a copy of the directory taken while the store was open: what kill -9 leaves
  let told: Told[]
  let stores: Store[]

  beforeEach(() => {
    directory = makeDirectory()
    crashed = `${directory.path}-crashed`
    told = []
    stores = []
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    directory.remove()
    rmSync(crashed, { recursive: true, force: true })
  })

  async function open(path: string): Promise<Store> {
    const store = await openStore(path, {}, told)
    stores.push(store)
    return store
  }

  async function make(settings: Record<string, string> = {}): Promise<{ store: Store; log: Log }> {
    const store = await open(directory.path)
    const topic = await store.createTopic({ name: 't', partitions: 1, settings })
    return { store, log: topic.logs[0] as Log }
  }

  async function crash(): Promise<void> {
    cpSync(directory.path, crashed, { recursive: true })
  }

  async function reopen(path = crashed): Promise<{ store: Store; log: Log }> {
    const store = await open(path)
    return { store, log: store.topicByName('t')?.logs[0] as Log }
  }

  const batch = (sequence: number, valueBytes = 1_000) =>
    makeBatch({ producerId: 5, producerEpoch: 0, baseSequence: sequence, valueBytes, label: `s${sequence}` })

  async function fill(log: Log, count: number, valueBytes = 1_000): Promise<void> {
    for (let sequence = 0; sequence < count; sequence++) await appended(log, batch(sequence, valueBytes))
  }

  async function expectRecords(log: Log, count: number): Promise<void> {
    const keys = (await readAll(log)).map((record) => `${record.offset} ${String(record.key)}`)
    expect(keys).to.deep.equal(Array.from({ length: count }, (_, i) => `${i} s${i}-0`))
  }

  it('after a clean stop reads no segment and maps nothing', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    await fill(log, 30, 100_000)
    expect(log.segmentCount).to.equal(3)
    await store.close()
    const again = await reopen(directory.path)
    expect(again.store.recovery).to.include({ clean: true, cleanLogs: 1, scannedLogs: 0, headersReadLogs: 0 })
    const { sealedSegmentsOpened, engine } = again.store.stats()
    expect({ sealedSegmentsOpened, mappings: engine.mappings, coldReads: engine.coldReads }).to.deep.equal({
      sealedSegmentsOpened: 0,
      mappings: 0,
      coldReads: 0,
    })
    await expectRecords(again.log, 30)
    expect((await appended(again.log, batch(29, 100_000))).baseOffset).to.equal(29)
    expect((await appended(again.log, batch(30))).baseOffset).to.equal(30)
  })

  it('a file that changed its size after a clean stop is no clean log', async () => {
    const { store, log } = await make()
    await fill(log, 5)
    await store.close()
    const path = (log.segments[0] as { path: string }).path
    truncateSync(path, statSync(path).size - 10)
    const again = await reopen(directory.path)
    expect(again.store.recovery).to.include({ clean: true, cleanLogs: 0, scannedLogs: 1 })
    expect(again.log.state).to.equal('read-only')
    expect(again.store.recovery.damaged).to.have.lengthOf(1)
  })

  it('after a crash has every acknowledged record, once, and knows repeats', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    await fill(log, 15, 100_000)
    await store.maintain()
    for (let sequence = 15; sequence < 25; sequence++)
      await appended(log, batch(sequence, 100_000), sequence % 2 ? 'all' : 'leader')
    await crash()
    const again = await reopen()
    expect(again.store.recovery).to.include({ clean: false, scannedLogs: 1 })
    expect(again.store.recovery.tornTails).to.deep.equal([])
    await expectRecords(again.log, 25)
    const repeat = await appended(again.log, batch(22, 100_000))
    expect([repeat.baseOffset, repeat.duplicate]).to.deep.equal([22, true])
    expect((await appended(again.log, batch(25))).baseOffset).to.equal(25)
    expect(again.log.epochEnd(again.store.bootEpoch - 1)).to.equal(25)
    await again.store.close()
    const third = await reopen()
    expect(third.store.recovery.clean).to.equal(true)
    await expectRecords(third.log, 26)
  })

  it('cuts a torn tail behind the durable position and keeps the bytes aside', async () => {
    const { store, log } = await make({ durability: 'memory', 'flush.interval.ms': '60s' })
    await fill(log, 10)
    await crash()
    const path = (log.segments[0] as { path: string }).path.replace(directory.path, crashed)
    const size = log.segments[0]?.position as number
    flip(path, size - 20)
    const again = await reopen()
    await expectRecords(again.log, 9)
    expect(again.store.recovery.tornTails).to.have.lengthOf(1)
    const torn = again.store.recovery.tornTails[0] as { aside: string; position: number }
    expect(readFileSync(torn.aside).subarray(0, size - torn.position).length).to.equal(size - torn.position)
    expect(told.some(({ message }) => message.includes('torn tail'))).to.equal(true)
    expect((await appended(again.log, batch(9))).baseOffset).to.equal(9)
    await expectRecords(again.log, 10)
    expect(store.bootEpoch).to.be.lessThan(again.store.bootEpoch)
  })

  it('a bad batch below the durable position makes the log read-only, loses nothing and is told', async () => {
    const { store, log } = await make()
    await fill(log, 10)
    await store.maintain() // the checkpoint says: durable to here
    await crash()
    const path = (log.segments[0] as { path: string }).path.replace(directory.path, crashed)
    const before = readFileSync(path)
    const batchBytes = (log.segments[0]?.position as number) / 10
    flip(path, batchBytes * 4 + 16) // the magic of the fifth batch
    rmSync(join(crashed, 'index'), { recursive: true })
    const { store: again, log: damaged } = await reopen()
    expect(damaged.state).to.equal('read-only')
    expect(again.recovery.damaged).to.have.lengthOf(1)
    expect(again.recovery.damaged[0]?.position).to.equal(batchBytes * 4)
    expect(told.some(({ level, message }) => level === 'error' && message.includes('damaged'))).to.equal(true)
    expect(damaged.endOffset).to.equal(10)
    const refused = await append(damaged, batch(10))
    expect(refused.error?.code).to.equal('LOG_READ_ONLY')
    expect(statSync(path).size).to.equal(before.length)
    const read = await readAll(damaged, 0, batchBytes * 2 + 1).then(
      () => 'read over the damage',
      (error) => error.code,
    )
    expect(read).to.equal('CORRUPT_BATCH')
  })

  it('a file shorter than what was durable is corruption, not a torn tail', async () => {
    const { store, log } = await make()
    await fill(log, 10)
    await store.maintain()
    await crash()
    const path = (log.segments[0] as { path: string }).path.replace(directory.path, crashed)
    truncateSync(path, (log.segments[0]?.position as number) - 100)
    const again = await reopen()
    expect(again.log.state).to.equal('read-only')
    expect(again.store.recovery.tornTails).to.deep.equal([])
    expect(again.store.recovery.damaged[0]?.what).to.match(/shorter/)
  })

  it('sets aside a file that does not continue its log', async () => {
    const { log } = await make({ durability: 'memory', 'flush.interval.ms': '60s' })
    await fill(log, 4)
    await crash()
    const path = (log.segments[0] as { path: string }).path.replace(directory.path, crashed)
    cpSync(path, join(dirname(path), '00000000000000000900.log'))
    const again = await reopen()
    await expectRecords(again.log, 4)
    expect(again.store.recovery.quarantined.map(({ expectedOffset }) => expectedOffset)).to.deep.equal([4])
    expect(existsSync(again.store.recovery.quarantined[0]?.aside as string)).to.equal(true)
  })

  for (const clean of [true, false]) {
    for (const harm of ['removed', 'garbled', 'crashed inside'] as const) {
      it(`an index that was ${harm} after a ${clean ? 'clean stop' : 'crash'} is rebuilt and loses nothing`, async () => {
        const { store, log } = await make({ 'segment.bytes': '1MiB' })
        await fill(log, 30, 100_000)
        await store.maintain()
        if (clean) await store.close()
        await crash()
        if (harm === 'removed') rmSync(join(crashed, 'index'), { recursive: true })
        if (harm === 'crashed inside') writeFileSync(join(crashed, 'index.opening'), '')
        if (harm === 'garbled') garble(join(crashed, 'index'))
        const again = await reopen()
        await expectRecords(again.log, 30)
        expect(again.store.recovery.damaged).to.deep.equal([])
        expect(again.store.recovery.indexRebuilt).to.equal(true)
        const repeat = await appended(again.log, batch(28, 100_000))
        expect([repeat.baseOffset, repeat.duplicate]).to.deep.equal([28, true])
        expect((await appended(again.log, batch(30))).baseOffset).to.equal(30)
        await again.store.maintain()
        expect(again.store.stats().indexUsable).to.equal(true)
      })
    }
  }

  it('rebuilds an index that turns out damaged while it is in use', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    await fill(log, 30, 100_000)
    while (log.segments.slice(0, -1).some(({ sealed }) => !sealed))
      await new Promise((resolve) => setTimeout(resolve, 5))
    await store.maintain()
    garble(join(directory.path, 'index'))
    log.hints.clear()
    await expectRecords(log, 30)
    while (!told.some(({ message }) => message.includes('is rebuilt')))
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect(store.stats().indexUsable).to.equal(true)
    await appended(log, batch(30))
    await store.maintain()
    await expectRecords(log, 31)
    await store.close()
    const again = await reopen(directory.path)
    expect(again.store.recovery).to.include({ clean: true, headersReadLogs: 0 })
    await expectRecords(again.log, 31)
  })

  it('bytes flipped anywhere in the index cost one restart at most', async () => {
    const { store, log } = await make()
    await fill(log, 300)
    await store.maintain()
    await store.close()
    for (const every of [3_000, 97]) {
      cpSync(directory.path, crashed, { recursive: true })
      const file = join(crashed, 'index/data.mdb')
      const bytes = readFileSync(file)
      for (let at = 11; at < bytes.length; at += every) bytes[at] = (bytes[at] as number) ^ 0x24
      writeFileSync(file, bytes)
      const open = () =>
        spawnSync(process.execPath, ['--import', 'tsx', join(here, 'open-process.ts'), crashed])
      let opened = open()
      if (opened.signal !== null) opened = open() // LMDB crashed on it
      expect(String(opened.stdout), String(opened.stderr)).to.equal('300 true\n')
      rmSync(crashed, { recursive: true })
    }
  })

  it('does not believe a clean marker of another epoch', async () => {
    const { store, log } = await make()
    await fill(log, 3)
    await store.close()
    const marker = readFileSync(join(directory.path, 'clean'))
    const second = await reopen(directory.path)
    expect(existsSync(join(directory.path, 'clean'))).to.equal(false)
    for (let sequence = 3; sequence < 6; sequence++) await appended(second.log, batch(sequence))
    await crash()
    writeFileSync(join(crashed, 'clean'), marker)
    const third = await reopen()
    expect(third.store.recovery.clean).to.equal(false)
    await expectRecords(third.log, 6)
  })

  it('never gives a producer id twice', async () => {
    const { store } = await make()
    const ids = [await store.allocateProducerId(), await store.allocateProducerId()]
    expect(ids[1]).to.equal((ids[0] as number) + 1)
    await crash()
    const again = await reopen()
    expect(await again.store.allocateProducerId()).to.be.greaterThan(ids[1] as number)
    expect(again.store.clusterId).to.equal(store.clusterId)
  })

  it('starts with a metadata log whose newest segment has no whole snapshot', async () => {
    const { log } = await make()
    await fill(log, 3)
    await crash()
    writeFileSync(join(crashed, 'meta/00000000000000099999.log'), Buffer.alloc(500))
    const again = await reopen()
    await expectRecords(again.log, 3)
  })

  for (const [mode, durability, acks] of [
    ['mmap', 'disk', 'all'],
    ['pwrite', 'disk', 'leader'],
    ['mmap', 'memory', 'all'],
  ] as const) {
    it(`kill -9 of a writer: ${mode}, ${durability}, acks=${acks}`, async () => {
      const writer = join(here, 'writer-process.ts')
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', writer, directory.path, mode, durability, acks],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      let out = ''
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk
        if (out.length > 12_000) child.kill('SIGKILL')
      })
      await exited
      const acked = [...out.matchAll(/^ack (\d+) (\d+)$/gm)].map((line) => [Number(line[1]), Number(line[2])])
      expect(acked.length).to.be.greaterThan(600)
      const { store, log } = await reopen(directory.path)
      expect(store.recovery.damaged).to.deep.equal([])
      const records = await readAll(log)
      for (const [sequence, offset] of acked)
        expect(String(records[offset as number]?.key)).to.equal(`s${sequence}-0`)
      expect(records.map(({ offset }) => offset)).to.deep.equal(records.map((_, place) => place))
      const next = makeBatch({
        producerId: 5,
        producerEpoch: 0,
        baseSequence: records.length - 1,
        valueBytes: 2_000,
        label: `s${records.length - 1}`,
      })
      expect((await appended(log, next)).duplicate).to.equal(true)
    })
  }
})
