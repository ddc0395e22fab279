// Snapshots that are kept: how many, how long, of how many bytes.
import { expect } from 'chai'
import type { Snapshot } from '../../../broker/lag/snapshot.ts'
import { Snapshots } from '../../../broker/lag/snapshots.ts'
import { isSluiceError } from '../../../protocol/errors.ts'
import { limits } from '../../../protocol/limits.ts'

const taken = (nowMs: number, rowCount = 1): Snapshot => ({
  takenMs: nowMs,
  nowMs,
  sampleCount: 0,
  windowMs: 0,
  groups: [],
  rowCount,
  committed: new Float64Array(rowCount),
  committedMs: new Float64Array(rowCount),
  logStarts: new Float64Array(1),
  visibleEnds: new Float64Array(1),
  logEnds: new Float64Array(1),
  visibleBytes: new Float64Array(1),
})

describe('lag snapshots', () => {
  let snapshots: Snapshots
  beforeEach(() => {
    snapshots = new Snapshots()
  })
  const codeOf = (id: number) => {
    try {
      return snapshots.get(id).id
    } catch (error) {
      return isSluiceError(error) ? error.code : String(error)
    }
  }

  it('are the newest ones, under numbers that never come again', () => {
    const ids = Array.from(
      { length: limits.lagSnapshotsKept + 3 },
      () => snapshots.keep(taken(performance.now())).id,
    )
    expect(new Set(ids).size).to.equal(ids.length)
    expect(snapshots.count).to.equal(limits.lagSnapshotsKept)
    expect(ids.slice(0, 3).map(codeOf)).to.deep.equal(['SNAPSHOT_GONE', 'SNAPSHOT_GONE', 'SNAPSHOT_GONE'])
    expect(ids.slice(3).map(codeOf)).to.deep.equal(ids.slice(3))
    expect(codeOf(999)).to.equal('SNAPSHOT_GONE')
  })

  it('go by when they were last asked for: who pages through one comes to its end', () => {
    const first = snapshots.keep(taken(performance.now())).id
    const second = snapshots.keep(taken(performance.now())).id
    for (let more = 0; more < 2 * limits.lagSnapshotsKept; more++) {
      snapshots.keep(taken(performance.now()))
      expect(codeOf(first)).to.equal(first)
    }
    expect(codeOf(second)).to.equal('SNAPSHOT_GONE')
    expect(snapshots.count).to.equal(limits.lagSnapshotsKept)
  })

  it('are no older than the limit, however often they are asked for', () => {
    const asked = snapshots.keep(taken(performance.now() - limits.lagSnapshotMs + 50)).id
    expect(codeOf(asked)).to.equal(asked)
    snapshots.keep(taken(performance.now()))
    snapshots.forgetOld(performance.now() + 100)
    expect(codeOf(asked)).to.equal('SNAPSHOT_GONE')
    snapshots.forgetOld(performance.now() + 2 * limits.lagSnapshotMs)
    expect(snapshots.count).to.equal(0)
  })

  it('are not found once they are older', () => {
    const old = snapshots.keep(taken(performance.now() - limits.lagSnapshotMs - 1)).id
    expect(codeOf(old)).to.equal('SNAPSHOT_GONE')
    expect(snapshots.count).to.equal(0)
  })

  it('are fewer where they are large, and the newest at least', () => {
    const rows = limits.lagSnapshotBytes / 16 / 2
    const ids = Array.from({ length: 4 }, () => snapshots.keep(taken(performance.now(), rows)).id)
    expect(ids.map(codeOf)).to.deep.equal(['SNAPSHOT_GONE', 'SNAPSHOT_GONE', 'SNAPSHOT_GONE', ids[3]])
    const larger = snapshots.keep(taken(performance.now(), 3 * rows)).id
    expect(codeOf(larger)).to.equal(larger)
    expect(snapshots.count).to.equal(1)
  })
})
