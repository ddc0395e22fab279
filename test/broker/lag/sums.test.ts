// Rows of topics and groups against the rows of their partitions, and answers in pages against the whole.
import { expect } from 'chai'
import type { RequestContext } from '../../../broker/handlers/context.ts'
import { lag as lagHandler } from '../../../broker/handlers/lag.ts'
import { type LagGrain, lagGrains, type LagRow, lagStatuses } from '../../../protocol/lag.ts'
import { rowsOfColumns } from '../../../protocol/lag-wire.ts'
import { decodeResponse, encodeResponse } from '../../../protocol/messages.ts'
import { LagWorld } from './lag-world.ts'

const sum = (numbers: readonly (number | undefined)[]) => {
  const known = numbers.filter((one) => one !== undefined)
  return known.length === 0 ? undefined : known.reduce((all, one) => all + one, 0)
}
const extreme = (pick: (...numbers: number[]) => number, numbers: readonly (number | undefined)[]) => {
  const known = numbers.filter((one) => one !== undefined)
  return known.length === 0 ? undefined : pick(...known)
}

/** As docs/lag.md says it: what a row of a topic or a group is, from the rows of its partitions. */
function summed(rows: readonly LagRow[], grain: LagGrain): object[] {
  const parts = new Map<string, LagRow[]>()
  for (const row of rows) {
    const key = grain === 'topic' ? `${row.group} ${row.topic}` : row.group
    parts.set(key, [...(parts.get(key) ?? []), row])
  }
  return [...parts.values()].map((part) => {
    const ranks = part.map(({ status }) => lagStatuses.indexOf(status))
    const ofRank = part.filter((_, at) => ranks[at] === Math.max(...ranks))
    const oldest = extreme(
      Math.max,
      ofRank.map(({ timeLagMs }) => timeLagMs),
    )
    const worst = ofRank.find(({ timeLagMs }) => timeLagMs === oldest) as LagRow
    const uncommitted = part.filter(({ committed }) => committed === undefined).length
    const committed = part.filter((row) => row.committed !== undefined)
    const catchUps = committed.map(({ catchUpMs }) => catchUpMs)
    return {
      group: worst.group,
      topic: grain === 'topic' ? worst.topic : undefined,
      status: worst.status,
      rule: worst.rule,
      values: worst.values,
      worst: { topic: worst.topic, partition: worst.partition },
      partitions: part.length,
      uncommitted,
      members: worst.members,
      committedMs: extreme(
        Math.max,
        part.map(({ committedMs }) => committedMs),
      ),
      lag: sum(part.map(({ lag }) => lag)),
      timeLagMs: extreme(
        Math.max,
        part.map(({ timeLagMs }) => timeLagMs),
      ),
      bytesBehind: sum(part.map(({ bytesBehind }) => bytesBehind)),
      inPerSecond: sum(part.map(({ inPerSecond }) => inPerSecond)),
      outPerSecond: sum(part.map(({ outPerSecond }) => outPerSecond)),
      headroomMs: extreme(
        Math.min,
        part.map(({ headroomMs }) => headroomMs),
      ),
      headroomRatio: extreme(
        Math.min,
        part.map(({ headroomRatio }) => headroomRatio),
      ),
      catchUpMs:
        committed.length === 0 || catchUps.includes(undefined) ? undefined : extreme(Math.max, catchUps),
      statusCounts: Object.fromEntries(
        lagStatuses.map((status) => [status, part.filter((row) => row.status === status).length]),
      ),
    }
  })
}

describe('lag summed up', () => {
  let world: LagWorld
  let whole: LagRow[]
  let snapshotId: number

  before(async () => {
    world = await LagWorld.open()
    for (const name of ['A', 'a', 'b', 'c']) {
      await world.create(name, 7)
      await world.fill(name, 30)
    }
    await world.commit('g', 'a', 30)
    await world.commit('g', 'b', 3, [1, 3])
    await world.commit('h', 'b', 10)
    await world.join('m', 'm1', 'a', 'c')
    await world.store.deleteRecords(world.topic('b').logs[3]!, 5)
    await world.lag.sampleNow()
    await world.commit('h', 'b', 12, [0, 1, 2])
    await world.commit('g', 'A', 7, [5])
    await world.lag.sampleNow()
    const answer = await world.lag.query({ ...all, snapshotId: 0 })
    snapshotId = answer.snapshotId
    whole = await world.rows(snapshotId, true)
  })
  after(() => world.close())

  const all = { groups: [], topics: [], grain: 'partition', snapshotId: 0, history: true } as const

  it('is what its partitions are together', async () => {
    expect(new Set(whole.map(({ status }) => status)).size).to.be.above(2)
    for (const grain of ['topic', 'group'] as const) {
      const answer = await world.lag.query({ ...all, grain, snapshotId })
      const rows: LagRow[] = []
      for await (const some of answer.rows()) rows.push(...some)
      const expected = summed(whole, grain)
      expect(answer.rowsTotal).to.equal(expected.length)
      for (const [at, row] of rows.entries()) expect(row).to.deep.include(expected[at] as object)
      for (const fromEnd of [1, 2]) {
        const then = rows.map(({ history }) => history?.at(-fromEnd) ?? Number.NaN)
        const lagThen = ({ history }: LagRow) => {
          const lag = history?.at(-fromEnd)
          return lag !== undefined && Number.isNaN(lag) ? undefined : lag
        }
        const expectedThen = summed(
          whole.map((row) => ({ ...row, lag: lagThen(row) })),
          grain,
        )
        expect(then).to.deep.equal(expectedThen.map((row) => (row as LagRow).lag ?? Number.NaN))
      }
    }
  })

  it('comes in pages of any size, which together are the whole', async () => {
    const context = { services: { lag: world.lag } } as unknown as RequestContext
    for (const grain of lagGrains) {
      const pages = async (rowsMax: number) => {
        const rows: LagRow[] = []
        let fromRow = 0
        do {
          const request = {
            ...all,
            groups: [],
            topics: [],
            grain: lagGrains.indexOf(grain),
            snapshotId,
            fromRow,
            rowsMax,
          }
          const { body } = await lagHandler(request, context)
          const { lag } = decodeResponse(encodeResponse({ requestId: 1, ...body }))
          if (lag === null) throw new Error('no lag')
          const page = rowsOfColumns(lag, grain)
          expect(page.length).to.be.within(1, rowsMax === 0 ? 1_000 : rowsMax)
          rows.push(...page)
          fromRow = lag.nextRow
        } while (fromRow > 0)
        return rows
      }
      const together = await pages(0)
      for (const rowsMax of [1, 2, 5, 7, 8, 1_000])
        expect(await pages(rowsMax), `${rowsMax}`).to.deep.equal(together)
      if (grain === 'partition') expect(together).to.deep.equal(whole)
    }
  })
})
