// Compaction that is cut short: by the end of the store or of the topic, or because retention was there first.
import { expect } from 'chai'
import { existsSync, readdirSync } from 'node:fs'
import { checkDirectory } from '../../storage/check.ts'
import { Bed, DAY_MS } from './compaction-bed.ts'
import { makeDirectory, readAll } from './fixture.ts'

const MUCH = 'v'.repeat(900_000)

describe('compaction that is cut short', function () {
  this.timeout(40_000)
  let directory: { path: string; remove: () => void }
  let bed: Bed

  beforeEach(async () => {
    directory = makeDirectory()
    bed = new Bed(directory.path, {
      'cleanup.policy': 'compact,delete',
      'min.cleanable.dirty.ratio': '0',
      'segment.ms': '2d',
      // Longer than any test here lives: what the store's own pass comes to while a test waits for its index must not be
      // what decides how many segments there are.
      'retention.ms': '30d',
    })
    await bed.open()
    for (let i = 0; i < 20; i++) await bed.put([['a', `${i}${MUCH}`]])
    await bed.roll()
  })
  afterEach(async () => {
    await bed.close()
    directory.remove()
  })

  const path = () => bed.log.context.directory.log(bed.log.topic.idHex, 0)

  /** The store compacts by itself; resolves when it has begun. */
  async function begun(): Promise<void> {
    bed.log.compacting = undefined
    await bed.store.maintain()
    expect(bed.log.compacting).to.be.instanceOf(Promise)
  }

  it('ends with the store, at once, and nothing is lost', async () => {
    await begun()
    const before = performance.now()
    await bed.close()
    expect(performance.now() - before).to.be.below(2_000)
    const report = await checkDirectory(bed.directory)
    expect([...report.findings, ...report.notes]).to.deep.equal([])
    await bed.open()
    expect(bed.store.recovery.clean).to.equal(true)
    expect((await readAll(bed.log)).at(-1)?.offset).to.equal(19)
  })

  it('ends with the topic, whose files go', async () => {
    await begun()
    const gone = path()
    await bed.store.deleteTopic(bed.log.topic)
    await bed.store.deletionsDone()
    expect(existsSync(gone)).to.equal(false)
    expect(bed.told.filter(({ level }) => level !== 'info')).to.deep.equal([])
  })

  it('throws its file away where retention dropped what it was made from', async () => {
    const { log } = bed
    const compacting = bed.compact()
    await log.retain(bed.nowMs + 31 * DAY_MS, true)
    await compacting
    expect(log.segments).to.deep.equal([])
    expect(readdirSync(path())).to.deep.equal([])
    expect([log.startOffset, log.endOffset]).to.deep.equal([20, 20])
    await bed.put([['b', '1']])
    expect((await readAll(log)).map(({ offset }) => offset)).to.deep.equal([20])
  })

  it('drops by age what was compacted, in the same way', async () => {
    await bed.compact()
    // What is left of nineteen files fits into the last one's.
    expect(bed.log.segments.map(({ generation, endOffset }) => [generation, endOffset])).to.deep.equal([
      [1, 20],
    ])
    await bed.put([['b', '1']])
    await bed.log.retain(bed.nowMs + 31 * DAY_MS, true)
    expect(readdirSync(path())).to.deep.equal(['00000000000000000020.log'])
    await bed.restart()
    expect([bed.log.startOffset, bed.log.endOffset]).to.deep.equal([20, 21])
  })

  it('joins nothing that age would not delete together', async () => {
    for (let day = 1; day <= 10; day++) {
      bed.nowMs += DAY_MS
      await bed.put([[`of day ${day}`, '1']])
      await bed.roll()
      await bed.compact()
    }
    for (const { firstAppendMs, lastAppendMs } of bed.log.segments)
      expect(lastAppendMs - firstAppendMs).to.be.at.most(2 * DAY_MS)
    expect(bed.log.segments.length).to.be.within(4, 6)
    await bed.log.retain(bed.nowMs + 23 * DAY_MS, true)
    const left = (await readAll(bed.log)).map(({ key }) => String(key))
    expect(left[0]).to.be.oneOf(['of day 2', 'of day 3'])
    expect(left.length).to.be.within(8, 9)
  })
})
