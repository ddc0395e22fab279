// Headroom against what retention does: the clock and the appends go on until the segment is dropped.
import { expect } from 'chai'
import fc from 'fast-check'
import { headroom, headroomOf } from '../../storage/headroom.ts'
import type { Log } from '../../storage/log.ts'
import { type RetainedSegment, segmentsToDrop, shouldSealByAge } from '../../storage/retention.ts'
import type { Store } from '../../storage/store.ts'
import { appended, makeBatch, makeDirectory, openStore } from './fixture.ts'

const HOUR_MS = 3_600_000

interface Case {
  retentionMs: number
  retentionBytes: number
  segmentMs: number
  segmentBytes: number
  bytesPerSecond: number
  segments: RetainedSegment[]
  place: number
}

/** A log of a few segments that were filled one after the other until now (time 0); the last one is active. */
const cases = fc
  .record({
    retentionMs: fc.oneof(fc.constant(-1), fc.integer({ min: 2_000, max: 100_000 })), // a gap of appends is a second at most
    retentionBytes: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 5_000 })),
    segmentMs: fc.integer({ min: 1_000, max: 100_000 }),
    segmentBytes: fc.integer({ min: 100, max: 2_000 }),
    bytesPerSecond: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
    sizes: fc.array(
      fc.record({ part: fc.double({ min: 0.01, max: 1, noNaN: true }), spanMs: fc.nat(20_000) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    chosen: fc.nat(5),
  })
  .map(({ sizes, chosen, ...policy }): Case => {
    const segments: RetainedSegment[] = []
    let endMs = 0
    for (const [at, { part, spanMs }] of [...sizes].reverse().entries()) {
      const sizeBytes = Math.max(1, Math.floor(part * policy.segmentBytes))
      const sealed = at > 0
      segments.unshift({
        baseOffset: 0,
        sizeBytes,
        firstAppendMs: endMs - spanMs,
        lastAppendMs: endMs,
        sealed,
      })
      endMs -= spanMs
    }
    for (const [at, segment] of segments.entries()) segment.baseOffset = at * 10
    return { ...policy, segments, place: chosen % segments.length }
  })

/** When retention, looking every stepMs, drops the chosen segment; Infinity when not until untilMs. */
function dropMs({ segments, place, ...policy }: Case, stepMs: number, untilMs: number): number {
  const live = segments.map((segment) => ({ ...segment }))
  const target = live[place]
  let owed = 0
  for (let nowMs = 0; nowMs <= untilMs; nowMs += stepMs) {
    let active = live[live.length - 1] as RetainedSegment
    if (nowMs > 0) owed += (policy.bytesPerSecond * stepMs) / 1_000
    for (; owed >= 1; owed--) {
      if (active.sealed || active.sizeBytes >= policy.segmentBytes) {
        active.sealed = true
        active = {
          baseOffset: active.baseOffset + 10,
          sizeBytes: 0,
          firstAppendMs: nowMs,
          lastAppendMs: nowMs,
          sealed: false,
        }
        live.push(active)
      }
      active.sizeBytes++
      active.lastAppendMs = nowMs
    }
    if (!active.sealed && shouldSealByAge(active, policy, nowMs)) active.sealed = true
    live.splice(0, segmentsToDrop(live, policy, 0, nowMs))
    if (target !== undefined && !live.includes(target)) return nowMs
    if (live.length === 0) return nowMs
  }
  return Number.POSITIVE_INFINITY
}

function told({ segments, place, ...policy }: Case): number {
  const growth = { nowMs: 0, bytesPerSecond: policy.bytesPerSecond, segmentBytes: policy.segmentBytes }
  const after = segments.slice(place + 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const segment = segments[place] as RetainedSegment
  return headroomOf(segment, segment.sealed, after, policy, growth).ms
}

describe('headroom', () => {
  it('ends when retention drops the segment, whatever the settings and the rate', () => {
    let dropped = 0
    fc.assert(
      fc.property(cases, (one) => {
        const ms = told(one)
        // A step of appends, and the bytes that the arithmetic divides.
        const stepMs = 50
        const slackMs = 2 * stepMs + (one.bytesPerSecond > 0 ? 3_000 / one.bytesPerSecond : 0)
        const found = dropMs(one, stepMs, Math.min(ms, 400_000) + slackMs + 1)
        if (ms > 400_000) return found === Number.POSITIVE_INFINITY
        dropped++
        return Math.abs(found - ms) <= slackMs
      }),
      { numRuns: 400, seed: 5 },
    )
    expect(dropped).to.be.greaterThan(200)
  })

  it('is to the millisecond for what is sealed and has an age', () => {
    const segment = { baseOffset: 0, sizeBytes: 10, firstAppendMs: 1_000, lastAppendMs: 2_000, sealed: true }
    const policy = { retentionMs: 5_000, retentionBytes: -1, segmentMs: HOUR_MS }
    const growth = { nowMs: 3_000, bytesPerSecond: 0, segmentBytes: 100 }
    const { ms, ratio } = headroomOf(segment, true, 0, policy, growth)
    const active = { ...segment, baseOffset: 10, sealed: false }
    expect(segmentsToDrop([segment, active], policy, 0, 3_000 + ms - 1)).to.equal(0)
    expect(segmentsToDrop([segment, active], policy, 0, 3_000 + ms)).to.equal(1)
    expect(ratio).to.be.closeTo(0.8, 0.001)
  })

  it('is the smaller one of age and size, and a part of the limit that comes first', () => {
    const segment = { sizeBytes: 10, firstAppendMs: 0, lastAppendMs: 0 }
    const policy = { retentionMs: 100_000, retentionBytes: 1_000, segmentMs: HOUR_MS }
    const of = (bytesPerSecond: number) =>
      headroomOf(segment, true, 500, policy, { nowMs: 50_000, bytesPerSecond, segmentBytes: 100 })
    expect(of(100)).to.deep.equal({ ms: 5_000, ratio: 0.5 })
    expect(of(1).ms).to.equal(50_001)
    expect(of(Number.NaN).ms).to.equal(50_001)
    expect(
      headroomOf(segment, true, 2_000, policy, { nowMs: 0, bytesPerSecond: 1, segmentBytes: 1 }),
    ).to.deep.equal({
      ms: 0,
      ratio: 0,
    })
  })
})

describe('headroom of a log', () => {
  let directory: { path: string; remove: () => void }
  let store: Store
  let nowMs = 1_700_000_000_000

  beforeEach(async () => {
    directory = makeDirectory()
    store = await openStore(directory.path, { clock: { nowMs: () => nowMs } })
  })
  afterEach(async () => {
    await store.close()
    directory.remove()
  })

  async function make(settings: Record<string, string>): Promise<Log> {
    const all = { durability: 'memory', 'flush.interval.ms': '1', 'segment.bytes': '1MiB', ...settings }
    const topic = await store.createTopic({ name: 't', partitions: 1, settings: all })
    return topic.logs[0] as Log
  }

  const sealed = async (log: Log) => {
    while (log.segments.some((segment) => segment.ended && !segment.sealed)) await store.maintain()
  }

  it('is what retain() does with it, by age', async () => {
    const log = await make({ 'retention.ms': '1h', 'segment.ms': '10m' })
    await appended(log, makeBatch())
    nowMs += 5_000
    await appended(log, makeBatch())
    expect(headroom(log, 0, nowMs, 0)?.ms).to.equal(HOUR_MS + 1) // active, nothing comes any more
    nowMs += 600_000
    await log.retain(nowMs, true)
    await sealed(log)
    await appended(log, makeBatch())
    expect(log.segmentCount).to.equal(2)
    const { ms } = headroom(log, 1, nowMs, 10) as { ms: number }
    expect(ms).to.equal(HOUR_MS + 1 - 600_000)
    expect(await log.retain(nowMs + ms - 1, true)).to.equal(0)
    expect(await log.retain(nowMs + ms, true)).to.equal(1)
    expect(headroom(log, 1, nowMs, 10)).to.deep.equal({ ms: 0, ratio: 0 }) // gone
    expect(headroom(log, 3, nowMs, 10)).to.equal(undefined) // nothing there
  })

  it('is what retain() does with it, by size', async () => {
    const log = await make({ 'retention.ms': '-1', 'retention.bytes': '3MiB' })
    const batch = makeBatch({ valueBytes: 262_000 })
    for (let count = 0; count < 8; count++) await appended(log, batch)
    await sealed(log)
    const first = headroom(log, 0, nowMs, batch.length) as { ms: number }
    let appends = 0
    for (; (await log.retain(nowMs, true)) === 0; appends++) await appended(log, batch)
    expect(first.ms / 1_000).to.be.within(appends - 1, appends + 1)
    expect(headroom(log, log.startOffset, nowMs, 0)).to.equal(undefined) // never, at this rate
  })

  it('is not known where nothing is deleted', async () => {
    const log = await make({ 'cleanup.policy': 'compact', 'retention.ms': '1h' })
    await appended(log, makeBatch())
    expect(headroom(log, 0, nowMs, 10)).to.equal(undefined)
    await store.alterTopic(log.topic, {
      set: { 'cleanup.policy': 'delete', 'retention.ms': '-1' },
      reset: [],
    })
    expect(headroom(log, 0, nowMs, 10)).to.equal(undefined)
  })

  it('an older segment that is younger by the clock keeps those behind it', async () => {
    const log = await make({ 'retention.ms': '1h', 'segment.ms': '10m' })
    await appended(log, makeBatch())
    const trueMs = nowMs
    await log.retain(nowMs + 600_000, false)
    await sealed(log)
    nowMs -= HOUR_MS / 2 // the clock is put back
    await appended(log, makeBatch())
    await log.retain(nowMs + 600_000, false)
    await sealed(log)
    await appended(log, makeBatch())
    expect(log.segmentCount).to.equal(3)
    const { ms } = headroom(log, 1, nowMs, 0) as { ms: number }
    expect(nowMs + ms).to.equal(trueMs + HOUR_MS + 1)
    expect(await log.retain(nowMs + ms - 1, true)).to.equal(0)
    expect(await log.retain(nowMs + ms, true)).to.equal(2)
    nowMs = 1_700_000_000_000
  })
})
