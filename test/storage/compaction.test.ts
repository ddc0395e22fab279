import { expect } from 'chai'
import { readdirSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { encodeBatch } from '../../protocol/batch.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { limits } from '../../protocol/limits.ts'
import { checkDirectory } from '../../storage/check.ts'
import { Bed, DAY_MS, latest } from './compaction-bed.ts'
import { append, appended, makeDirectory, readAll } from './fixture.ts'

const shown = (records: { offset: number; key: Buffer | null; value: Buffer | null }[]) =>
  records.map(({ offset, key, value }) => `${offset} ${key ?? '-'}=${value ?? '-'}`)

describe('compaction of a log', () => {
  let directory: { path: string; remove: () => void }
  let bed: Bed

  beforeEach(async () => {
    directory = makeDirectory()
    bed = new Bed(directory.path)
    await bed.open()
  })
  afterEach(async () => {
    await bed.close()
    directory.remove()
  })

  const files = () => readdirSync(bed.log.context.directory.log(bed.log.topic.idHex, 0)).sort()
  const told = (text: string) => bed.told.filter(({ message }) => message.includes(text))

  async function expectClean(): Promise<void> {
    await bed.close()
    const report = await checkDirectory(bed.directory)
    expect([...report.findings, ...report.notes]).to.deep.equal([])
    expect(report.indexEntries).to.be.greaterThan(0)
    await bed.open()
  }

  it('keeps the last record of every key at its offset, and records without a key', async () => {
    await bed.put([
      ['a', '1'],
      ['b', '1'],
      [undefined, 'x'],
    ])
    await bed.put([
      ['a', '2'],
      ['c', '1'],
    ])
    await bed.roll()
    await bed.put([
      ['b', '2'],
      [undefined, 'y'],
      ['a', '3'],
    ])
    await bed.roll()
    await bed.put([['c', 'active']])
    await bed.compact()
    const kept = ['2 -=x', '4 c=1', '5 b=2', '6 -=y', '7 a=3', '8 c=active']
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    expect(bed.log.segments.length).to.equal(2)
    expect(files()).to.deep.equal(['00000000000000000000.1.log', '00000000000000000008.log'])
    for (const [from, first] of [
      [0, '2'],
      [1, '2'],
      [3, '4'],
      [5, '5'],
      [8, '8'],
    ] as const)
      expect(shown(await readAll(bed.log, from))[0]?.split(' ')[0], `from ${from}`).to.equal(first)
    await bed.restart()
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    expect(bed.store.recovery).to.include({ cleanLogs: 1, headersReadLogs: 0 })
    await expectClean()
    expect(latest(await readAll(bed.log)).get('c')).to.equal('active')
  })

  it('writes nothing anew where nothing goes, and remembers that over a restart', async () => {
    await bed.put([
      ['a', '1'],
      ['b', '1'],
    ])
    await bed.roll()
    await bed.compact()
    expect(files()).to.deep.equal(['00000000000000000000.log'])
    expect(bed.log.segments[0]).to.include({ generation: 0, compactedTo: 2 })
    await bed.restart()
    expect(bed.log.segments[0]).to.include({ generation: 0, compactedTo: 2 })
  })

  it('goes over the log in several passes where the keys are more than the table holds', async () => {
    for (let round = 0; round < 3; round++) {
      for (let from = 0; from < 60; from += 20)
        await bed.put(Array.from({ length: 20 }, (_, i) => [`k${from + i}`, `${round}`]))
      if (round < 2) await bed.roll()
    }
    await bed.roll()
    await bed.compact(24 * 20) // 15 keys
    expect(told('was compacted').at(-1)?.facts).to.include({ passes: 12, keys: 180 })
    const records = await readAll(bed.log)
    expect(records.map(({ offset }) => offset)).to.deep.equal(Array.from({ length: 60 }, (_, i) => 120 + i))
    expect(bed.log.segments.every(({ compactedTo, endOffset }) => compactedTo === endOffset)).to.equal(true)
    await expectClean()
  })

  it('keeps tombstones for delete.retention.ms from the first compaction on, over restarts', async () => {
    await bed.put([
      ['a', '1'],
      ['b', '1'],
    ])
    await bed.roll()
    await bed.put([['a', undefined]])
    await bed.roll()
    await bed.compact()
    const kept = ['1 b=1', '2 a=-']
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    const due = bed.nowMs + DAY_MS
    expect(bed.log.segments[0]?.deleteHorizonMs).to.equal(due)
    bed.nowMs += DAY_MS - 1
    await bed.restart()
    expect(bed.log.segments[0]?.deleteHorizonMs).to.equal(due)
    await bed.compact()
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    bed.nowMs += DAY_MS / 5
    await bed.compact()
    expect(shown(await readAll(bed.log))).to.deep.equal(['1 b=1'])
    expect(bed.log.segments[0]).to.include({ deleteHorizonMs: 0, endOffset: 3 })
    await expectClean()
    expect(bed.log.endOffset).to.equal(3)
  })

  it('leaves a segment as it is that decompresses without end, and every tombstone behind it', async () => {
    await bed.put([['a', '1']])
    await bed.put([['a', '2']])
    await bed.roll()
    await appended(bed.log, bomb())
    await bed.roll()
    await bed.put([['a', undefined]])
    await bed.put([['a', undefined]])
    await bed.roll()
    for (let i = 0; i < 3; i++) await bed.compact()
    expect(told('left as it is').map(({ facts }) => facts.position)).to.deep.equal([0])
    expect(bed.log.segments.map(({ generation }) => generation)).to.deep.equal([1, 0, 1])
    expect(bed.log.segments.map(({ deleteHorizonMs }) => deleteHorizonMs)).to.deep.equal([0, 0, 0])
    expect(shown(await readAll(bed.log, 3))).to.deep.equal(['4 a=-'])
    expect(bed.log.state).to.equal('open')
    await expectClean()
  })

  it('leaves of each producer the last batch, so that a repeat is known without the index', async () => {
    const of = (baseSequence: number, producerId = 5) => ({ producerId, producerEpoch: 0, baseSequence })
    const pairs: [string, string][] = [
      ['a', '1'],
      ['b', '1'],
    ]
    await bed.put(pairs, of(0))
    await bed.put(pairs, of(2))
    await bed.roll()
    await bed.put([
      ['a', '2'],
      ['b', '2'],
    ])
    await bed.roll()
    await bed.put([['z', '1']])
    await bed.compact()
    expect(shown(await readAll(bed.log))).to.deep.equal(['4 a=2', '5 b=2', '6 z=1'])
    await bed.close()
    rmSync(bed.log.context.directory.index, { recursive: true })
    await bed.open()
    expect(bed.store.recovery.indexRebuilt).to.equal(true)
    const repeat = encodeBatch(
      pairs.map(([key, value]) => ({ key, value })),
      of(2),
    )
    expect(await append(bed.log, repeat)).to.include({ duplicate: true, baseOffset: 2, appendedOffset: 4 })
    await bed.put([['a', '3']], of(4))
    await bed.roll()
    await bed.compact()
    await expectClean()
    const old = encodeBatch([{ key: 'a', value: '3' }], of(4))
    expect(await append(bed.log, old)).to.include({ duplicate: true, baseOffset: 7 })
  })

  it('waits for room and says so once', async () => {
    await bed.put([['a', '1']])
    await bed.roll()
    await bed.put([['a', '2']])
    await bed.roll()
    const { disk } = bed.log.context
    Object.defineProperty(disk, 'roomBytes', { get: () => 100, configurable: true })
    await bed.compact()
    expect(told('waits for room').length).to.equal(1)
    expect(files().length).to.equal(2)
    expect(told('tried again')).to.deep.equal([])
    Reflect.deleteProperty(disk, 'roomBytes')
    await bed.compact()
    expect(shown(await readAll(bed.log))).to.deep.equal(['1 a=2'])
  })

  it('needs no more room than what it joins takes', async () => {
    for (const value of ['1', '2', '3']) {
      await bed.put([['a', value]])
      await bed.roll()
    }
    const roomBytes = bed.log.sizeBytes
    expect(roomBytes).to.be.lessThan(bed.log.topic.settings.segmentBytes)
    Object.defineProperty(bed.log.context.disk, 'roomBytes', { get: () => roomBytes, configurable: true })
    await bed.compact()
    expect(shown(await readAll(bed.log))).to.deep.equal(['2 a=3'])
  })

  it('finds times in what is left', async () => {
    const began = bed.nowMs
    for (let i = 0; i < 8; i++) {
      bed.nowMs = began + i * 1_000
      await bed.put([[`k${i % 3}`, `${i}`]])
      if (i % 3 === 2) await bed.roll()
    }
    await bed.roll()
    await bed.compact()
    const left = await readAll(bed.log)
    for (let i = 0; i <= 8; i++) {
      const ms = began + i * 1_000 - 500
      const first = left.find(({ timestamp }) => timestamp >= ms)
      const { found, offset } = await bed.log.findTime(ms)
      expect([found, offset], `${i}`).to.deep.equal([first !== undefined, first?.offset ?? 8])
    }
  })
})

/** A batch whose 130 KB are more than anybody may decompress. */
function bomb(): Buffer {
  const records = gzipSync(Buffer.alloc(limits.decompressedBytesMax + 1))
  const batch = Buffer.concat([encodeBatch([{ key: 'k' }]).subarray(0, 61), records])
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt16BE(1, 21)
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)
  return batch
}
