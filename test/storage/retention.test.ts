import { expect } from 'chai'
import { ClockGuard, segmentsToDrop, shouldSealByAge } from '../../storage/retention.ts'

const segment = (baseOffset: number, sizeBytes: number, lastAppendMs: number, sealed = true) => ({
  baseOffset,
  sizeBytes,
  firstAppendMs: lastAppendMs - 10,
  lastAppendMs,
  sealed,
})
const forever = { retentionMs: -1, retentionBytes: -1, segmentMs: 1_000 }

describe('retention', () => {
  const three = [segment(0, 100, 1_000), segment(10, 100, 2_000), segment(20, 50, 3_000, false)]

  it('keeps everything without limits', () => {
    expect(segmentsToDrop(three, forever, 0, 1e9)).to.equal(0)
  })

  it('drops the oldest while the rest is large enough', () => {
    expect(segmentsToDrop(three, { ...forever, retentionBytes: 151 }, 0, 0)).to.equal(0)
    expect(segmentsToDrop(three, { ...forever, retentionBytes: 150 }, 0, 0)).to.equal(1)
    expect(segmentsToDrop(three, { ...forever, retentionBytes: 50 }, 0, 0)).to.equal(2)
  })

  it('never drops the active segment', () => {
    expect(segmentsToDrop(three, { ...forever, retentionBytes: 0 }, 0, 0)).to.equal(2)
    expect(segmentsToDrop(three, { ...forever, retentionMs: 1 }, 0, 1e9)).to.equal(2)
  })

  it('drops by the time of the last append, in order', () => {
    const policy = { ...forever, retentionMs: 500 }
    expect(segmentsToDrop(three, policy, 0, 1_500)).to.equal(0)
    expect(segmentsToDrop(three, policy, 0, 1_501)).to.equal(1)
    const youngFirst = [segment(0, 1, 9_000), segment(10, 1, 1), segment(20, 1, 1, false)]
    expect(segmentsToDrop(youngFirst, policy, 0, 9_100)).to.equal(0)
  })

  it('drops what lies below the start of the log', () => {
    expect(segmentsToDrop(three, forever, 10, 0)).to.equal(1)
    expect(segmentsToDrop(three, forever, 19, 0)).to.equal(1)
    expect(segmentsToDrop(three, forever, 25, 0)).to.equal(2)
  })

  it('seals an active segment by age, an empty one never', () => {
    expect(shouldSealByAge(segment(0, 1, 1_000, false), forever, 1_989)).to.equal(false)
    expect(shouldSealByAge(segment(0, 1, 1_000, false), forever, 1_990)).to.equal(true)
    expect(shouldSealByAge(segment(0, 0, 1_000, false), forever, 1e9)).to.equal(false)
    const short = { ...forever, retentionMs: 100, segmentMs: 1e9 }
    expect(shouldSealByAge(segment(0, 1, 1_000, false), short, 1_101)).to.equal(true)
  })

  it('notices a wall clock that runs away from the monotonic one', () => {
    const guard = new ClockGuard(1_000, 0)
    expect(guard.jumpedMs(2_000, 1_000)).to.equal(0)
    expect(guard.jumpedMs(9_002_000, 2_000)).to.equal(8_999_000)
    expect(guard.jumpedMs(9_003_000, 3_000)).to.equal(0)
  })
})
