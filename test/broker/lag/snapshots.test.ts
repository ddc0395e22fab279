// Snapshots that are kept: how many, how long, of how many bytes.
import { expect } from 'chai'
import type { Snapshot } from '../../../broker/lag/snapshot.ts'
import { Snapshots } from '../../../broker/lag/snapshots.ts'
import { isSluiceError } from '../../../protocol/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import { LagWorld } from './lag-world.ts'

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

  it('that are being paged through stay before those that nobody pages through, and the oldest of them the longest', () => {
    const paged = Array.from({ length: limits.lagSnapshotsKept - 2 }, () => {
      const kept = snapshots.keep(taken(performance.now()))
      kept.pageBegins(true)
      return kept
    })
    const ids = paged.map(({ id }) => id)
    const idle: number[] = []
    for (let more = 0; more < 2 * limits.lagSnapshotsKept; more++)
      idle.push(snapshots.keep(taken(performance.now())).id)
    expect(ids.map(codeOf)).to.deep.equal(ids)
    expect(idle.map(codeOf).filter((code) => code !== 'SNAPSHOT_GONE')).to.deep.equal(idle.slice(-2))
    const [first, second] = paged
    for (let more = 0; more < limits.lagSnapshotsKept; more++)
      snapshots.keep(taken(performance.now())).pageBegins(true)
    expect(ids.map(codeOf)).to.deep.equal(ids) // the youngest of those that are paged through went
    first?.pageBegins(false)
    first?.lastPageEnds() // and the second is left lying
    const later = performance.now() + limits.lagSnapshotPagedMs
    expect([first, second, paged[2]].map((kept) => kept?.isPaged(performance.now()))).to.deep.equal([
      false,
      true,
      true,
    ])
    expect(second?.isPaged(later)).to.equal(false)
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

  it('are being paged through from the first page of an answer to its last', async () => {
    const world = await LagWorld.open()
    try {
      await world.create('a', 300)
      await world.commit('g', 'a', 0)
      const query = { groups: [], topics: [], grain: 'partition', snapshotId: 0, history: false } as const
      const answer = await world.lag.query(query)
      const page = async (fromRow: number) => {
        for await (const rows of answer.rows(fromRow)) return rows.length
        return 0
      }
      const others = async () => {
        for (let more = 0; more < 2 * limits.lagSnapshotsKept; more++) await world.rows()
      }
      const first = await page(0)
      await others()
      expect((await world.lag.query({ ...query, snapshotId: answer.snapshotId })).rowsTotal).to.equal(300)
      for await (const rows of answer.rows(first)) expect(rows.length).to.be.above(0)
      await others()
      const error: unknown = await world.rows(answer.snapshotId).catch((reason: unknown) => reason)
      expect(isSluiceError(error) && error.code).to.equal('SNAPSHOT_GONE')
    } finally {
      await world.close()
    }
  })
})
