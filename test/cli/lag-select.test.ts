// Which rows of lag are shown, in which order; what is not known is neither hidden nor first.
import { expect } from 'chai'
import { isRead, keeps, lagSortKeys, rowOrder, worstFirst } from '../../cli/lag-select.ts'
import type { LagFilter } from '../../cli/lag-select.ts'
import type { LagRow } from '../../protocol/lag.ts'
import { partitionRow, topicRow, uncommittedRow } from './lag-rows.ts'

const read = partitionRow({ partition: 1, lag: 0, timeLagMs: 0, rule: 'caught-up', values: { lag: 0 } })
const slow = partitionRow({ partition: 2, status: 'SLOW', rule: 'ageing', lag: 50, timeLagMs: 90_000 })
const unknown = uncommittedRow({ partition: 3 })
const empty = uncommittedRow({ partition: 4, status: 'OK', rule: 'caught-up' })
const lost = partitionRow({ partition: 5, status: 'LOST', rule: 'beyond-log-end', lag: 0, timeLagMs: 0 })
const all: LagRow[] = [partitionRow(), read, slow, unknown, empty, lost]

const kept = (filter: LagFilter) => all.filter(keeps(filter)).map((row) => row.partition)

describe('cli/lag-select', () => {
  it('filters: statuses, size, age; a row whose lag is not known stays, one that is empty goes', () => {
    expect(kept({})).to.deep.equal([0, 1, 2, 3, 4, 5])
    expect(kept({ statuses: ['SLOW', 'LOST'] })).to.deep.equal([2, 5])
    expect(kept({ minLag: 100 })).to.deep.equal([0, 3])
    expect(kept({ minLag: 101 })).to.deep.equal([3])
    expect(kept({ minTimeLagMs: 90_000 })).to.deep.equal([2, 3])
    expect(kept({ minTimeLagMs: 90_001 })).to.deep.equal([3])
    expect(kept({ onlyLagging: true })).to.deep.equal([0, 2, 3, 5])
    expect(kept({ onlyLagging: true, minLag: 60, statuses: ['OK', 'NEW'] })).to.deep.equal([0, 3])
  })

  it('a sum is read only where each of its partitions certainly is', () => {
    expect(isRead(topicRow({ OK: 3 }, { lag: 0 }))).to.equal(true)
    expect(isRead(topicRow({ OK: 3 }, { lag: 0, uncommitted: 1 }))).to.equal(true)
    expect(isRead(topicRow({ OK: 2, NEW: 1 }, { lag: 0, uncommitted: 1 }))).to.equal(false)
    expect(isRead(topicRow({ OK: 3 }, { lag: 1 }))).to.equal(false)
    expect(isRead(topicRow({ NOMEMBER: 2 }, { lag: undefined, uncommitted: 2 }))).to.equal(false)
  })

  it('the worst first: status, then age, then size, then names', () => {
    const rows = [...all, partitionRow({ group: 'a' }), partitionRow({ group: 'b', timeLagMs: 7_000 })]
    const order = rows.sort(rowOrder(worstFirst)).map((row) => `${row.group}/${row.partition}`)
    expect(order).to.deep.equal([
      'billing/5',
      'billing/2',
      'billing/3',
      'b/0',
      'a/0',
      'billing/0',
      'billing/1',
      'billing/4',
    ])
  })

  it('every order has the unknown last in both directions, and begins with the worst unless told', () => {
    for (const key of lagSortKeys) {
      for (const direction of ['asc', 'desc', undefined] as const) {
        const rows = [unknown, slow, read, partitionRow()].sort(rowOrder({ key, direction }))
        if (['lag', 'time-lag', 'committed', 'out', 'headroom', 'commit-age', 'bytes'].includes(key))
          expect(rows.at(-1)!.partition, `${key} ${direction}`).to.equal(3)
      }
    }
    const lags = (direction?: 'asc' | 'desc') =>
      [slow, read, partitionRow()].sort(rowOrder({ key: 'lag', direction })).map((row) => row.lag)
    expect(lags()).to.deep.equal([100, 50, 0])
    expect(lags('desc')).to.deep.equal([100, 50, 0])
    expect(lags('asc')).to.deep.equal([0, 50, 100])
    const short = partitionRow({ partition: 9, headroomMs: 10 })
    expect([partitionRow(), short].sort(rowOrder({ key: 'headroom' }))[0]).to.equal(short)
    const old = partitionRow({ partition: 9, committedMs: 5 })
    expect([partitionRow(), old].sort(rowOrder({ key: 'commit-age' }))[0]).to.equal(old)
  })
})
