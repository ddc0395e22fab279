// Compaction and what goes wrong around it: a segment that cannot be read for a while, readers that wait for a file while it goes,
// a metadata log that failed.
import { expect } from 'chai'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { checkDirectory } from '../../storage/check.ts'
import { Bed, DAY_MS, latest } from './compaction-bed.ts'
import { makeDirectory, readAll } from './fixture.ts'

describe('compaction among faults', function () {
  this.timeout(40_000)
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

  for (const compactedBefore of [false, true]) {
    it(`brings no deleted key back once a segment is readable again, compacted before: ${compactedBefore}`, async () => {
      await bed.put([['k', 'v']])
      await bed.put([['z', '1']])
      await bed.put([['z', '2']])
      await bed.roll()
      if (compactedBefore) await bed.compact()
      await bed.put([['k', undefined]])
      await bed.put([['y', '1']])
      await bed.put([['y', '2']])
      await bed.roll()
      const path = bed.log.segments[0]?.path ?? ''
      const whole = readFileSync(path)
      const flipped = Buffer.from(whole)
      flipped[70] = (whole[70] as number) ^ 1
      writeFileSync(path, flipped)
      for (let i = 0; i < 2; i++) await bed.compact()
      expect(bed.told.filter(({ level }) => level !== 'info').length).to.equal(1)
      // Looked up as far as this run can; the next one has to look again.
      expect(bed.log.segments.at(-1)).to.include({ compactedTo: bed.log.endOffset, generation: 1 })
      writeFileSync(path, whole)
      await bed.restart()
      await bed.put([['x', '1']])
      await bed.roll()
      await bed.compact()
      bed.nowMs += 2 * DAY_MS
      await bed.compact()
      expect(Object.fromEntries(latest(await readAll(bed.log)))).to.deep.equal({ x: '1', y: '2', z: '2' })
      await bed.close()
      expect((await checkDirectory(directory.path)).findings).to.deep.equal([])
    })
  }

  it('finds a time although the file that is looked into goes meanwhile', async () => {
    for (let i = 0; i < 4; i++) {
      await bed.put([['a', `${i}`]])
      bed.nowMs += 1_000
      await bed.put([[`k${i}`, '']])
      await bed.roll()
      bed.nowMs += 1_000
    }
    await bed.restart()
    const { log } = bed
    const { cache } = log.context
    const warm = cache.warm.bind(cache)
    let compacted: Promise<void> | undefined
    cache.warm = async (...place) => {
      const errno = await warm(...place)
      await (compacted ??= bed.compact())
      return errno
    }
    const ms = log.segments[2]?.maxTimestampMs ?? 0
    expect(await log.findTime(ms)).to.deep.include({ found: true, offset: 5 })
    expect(log.segments.length).to.equal(1)
    expect(compacted).to.be.instanceOf(Promise)
  })

  it('makes the entries of a compacted file anew where the index fell back into the middle of it', async () => {
    for (let i = 0; i < 4; i++) {
      await bed.put([
        ['a', `${i}`],
        [`k${i}`, 'v'.repeat(100_000)],
      ])
    }
    await bed.roll()
    await bed.compact()
    const { index } = bed.log
    const offsets = bed.log.context.index
    await offsets.remove(index.key, 0, 8, 100)
    const cover = { offset: 4, maxTimestampMs: bed.nowMs }
    const stale = { offset: 2, position: 5, appendMs: 1, maxTimestampMs: 1, generation: 0, estimated: false }
    await offsets.write([{ log: index.key, entries: [stale], cover, producers: undefined }])
    await bed.restart()
    const [segment] = bed.log.segments
    expect(segment?.generation).to.equal(1)
    expect(segment !== undefined && bed.log.index.holds(segment)).to.equal(true)
    for (let from = 0; from < 8; from++)
      expect((await readAll(bed.log, from))[0]?.offset).to.equal(from < 6 && from % 2 === 0 ? from + 1 : from)
  })

  it('leaves its file alone when nobody knows whether the metadata log names it', async () => {
    await bed.put([['a', '1']])
    await bed.roll()
    await bed.put([['a', '2']])
    await bed.roll()
    const { metadata } = bed.log.context
    const append = metadata.append.bind(metadata)
    metadata.append = async () => {
      Object.defineProperty(metadata, 'failed', { get: () => true, configurable: true })
      throw new Error('the sync failed')
    }
    await bed.compact()
    const path = (bed.log.segments[0]?.path ?? '').replace('.log', '.1.log')
    const before = statSync(path)
    bed.nowMs += DAY_MS
    await bed.compact()
    expect(statSync(path)).to.include({ ino: before.ino, mtimeMs: before.mtimeMs })
    metadata.append = append
    Reflect.deleteProperty(metadata, 'failed')
  })
})
