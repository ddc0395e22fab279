// The first unread record of a compacted log: offsets whose records are gone, times between two entries, bytes that were taken out.
import { expect } from 'chai'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LogSegment } from '../../storage/segment.ts'
import { type FirstUnread, firstUnread, visibleBytes } from '../../storage/unread.ts'
import { Bed } from './compaction-bed.ts'
import { makeDirectory, readAll } from './fixture.ts'
import { asOlderRelease } from './older-index.ts'

describe('the first unread record of a compacted log', () => {
  let directory: { path: string; remove: () => void }
  let bed: Bed
  let appendMs: number[] // by offset

  beforeEach(async () => {
    directory = makeDirectory()
    bed = new Bed(directory.path)
    bed.nowMs -= 30 * 86_400_000
    appendMs = []
    await bed.open()
  })
  afterEach(async () => {
    await bed.store.close()
    directory.remove()
  })

  /** Batches of a few records over `keys` keys, a step of the clock after each. */
  async function fill(
    batches: number,
    keys: number,
    stepMs: (batch: number) => number,
    valueBytes = 3_000,
  ): Promise<void> {
    for (let batch = 0; batch < batches; batch++) {
      const pairs = Array.from({ length: 3 }, (_, i): [string, string] => [
        `k${(batch * 31 + i * 7) % keys}`,
        String(batch).padEnd(valueBytes, '.'),
      ])
      await bed.put(pairs)
      for (let i = 0; i < pairs.length; i++) appendMs.push(bed.nowMs)
      bed.nowMs += stepMs(batch)
    }
  }

  const at = (offset: number) => firstUnread(bed.log, offset) as FirstUnread

  /** Of each offset against the first record that is left. Answers how many were exact. */
  async function check(): Promise<number> {
    const { log } = bed
    const left = (await readAll(log)).map((record) => record.offset)
    let exact = 0
    let next = 0
    let bytes = 0
    for (let offset = log.startOffset; offset < log.visibleOffset; offset++) {
      while ((left[next] ?? Number.POSITIVE_INFINITY) < offset) next++
      const found = at(offset)
      const trueMs = appendMs[left[next] as number] as number
      if (found.estimated) {
        const { firstAppendMs } = log.segments[0] as LogSegment
        expect(found.appendMs, `offset ${offset}`).to.be.within(firstAppendMs, bed.nowMs)
      } else {
        exact++
        expect(Math.abs(trueMs - found.appendMs), `offset ${offset}`).to.be.at.most(1_000)
      }
      expect(found.bytesBefore, `offset ${offset}`).to.be.at.least(bytes)
      bytes = found.bytesBefore
    }
    expect(visibleBytes(log) - at(log.startOffset).bytesBefore).to.equal(log.sizeBytes)
    return exact
  }

  async function compacted(): Promise<void> {
    await bed.roll()
    await bed.compact()
    expect(bed.log.segments.some((segment) => segment.generation > 0)).to.equal(true)
  }

  it('is exact where what is left came in one go, and marked where hours lie between two entries', async () => {
    await fill(120, 300, () => 3) // fast: 64 KiB of what is left is of one second
    bed.nowMs += 3_600_000
    await fill(200, 40, (batch) => (batch % 10 === 9 ? 600_000 : 100))
    const { revision } = at(0)
    const end = bed.log.endBytes
    await compacted()
    await fill(5, 40, () => 2_000)
    const active = bed.log.segments.at(-1) as LogSegment
    expect(active.bytesBefore).to.equal(end) // bytes went in front of the end, which stays where it is
    expect(at(0).revision).to.be.greaterThan(revision) // earlier answers count no more
    const exact = await check()
    expect(exact).to.be.greaterThan(15) // what is active, at least
    expect(exact).to.be.below(appendMs.length) // and not what lies hours apart
    await bed.restart()
    expect(await check()).to.equal(exact)
  })

  it('is exact for a log that was filled at once, compacted twice', async () => {
    await fill(150, 200, () => 2)
    await compacted()
    const first = await check()
    expect(first).to.be.greaterThan(appendMs.length / 2)
    await fill(100, 200, () => 2)
    await compacted()
    await fill(2, 10, () => 1)
    expect(await check()).to.be.greaterThan(appendMs.length / 2)
  })

  it('knows the time of the first record that is left at the begin of a segment', async () => {
    await bed.put([['gone', 'x'.repeat(60_000)]])
    appendMs.push(bed.nowMs)
    bed.nowMs += 7_200_000
    await bed.put([['stays', 'x']])
    appendMs.push(bed.nowMs)
    bed.nowMs += 7_200_000
    await bed.put([['gone', 'y']])
    appendMs.push(bed.nowMs)
    await compacted()
    bed.nowMs += 7_200_000
    await bed.put([['more', 'z']])
    appendMs.push(bed.nowMs)
    expect(at(0)).to.include({ appendMs: appendMs[1], estimated: false })
    expect(await check()).to.be.greaterThan(0)
  })

  it('is an estimate where a release that did not know them wrote the times', async () => {
    await fill(150, 50, (batch) => (batch === 100 ? 3_600_000 : 2))
    await compacted()
    expect(at(0).estimated).to.equal(false)
    const { lastAppendMs, endOffset } = bed.log.segments[0] as LogSegment
    await bed.store.close()
    // All of the file's last append.
    const count = await asOlderRelease(directory.path, ({ generation }) =>
      generation > 0 ? lastAppendMs : undefined,
    )
    expect(count).to.be.greaterThan(0)
    await bed.open()
    for (let offset = 0; offset < endOffset; offset++)
      expect(at(offset).estimated, `offset ${offset}`).to.equal(true)
  })

  it('is an estimate all over once the index is lost', async () => {
    await fill(150, 50, () => 100)
    await compacted()
    await fill(3, 50, () => 100)
    await bed.store.close()
    rmSync(join(directory.path, 'index'), { recursive: true })
    await bed.open()
    expect(await check()).to.equal(0)
  })
})
