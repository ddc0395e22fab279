// The arithmetic of a benchmark: medians, and rates from what one round moved.
import { expect } from 'chai'
import { makeRecords, recordsInCall } from '../../bench/load.ts'
import { measureRound, spread, spreads } from '../../bench/rounds.ts'

describe('bench/rounds', () => {
  it('median, smallest and largest', () => {
    expect(spread([3, 1, 2])).to.deep.equal({ median: 2, min: 1, max: 3 })
    expect(spread([4, 1, 2, 3])).to.deep.equal({ median: 2.5, min: 1, max: 4 })
    expect(spread([7])).to.deep.equal({ median: 7, min: 7, max: 7 })
  })

  it('rates follow from the time that the work took', async () => {
    const round = await measureRound(
      process.pid,
      500,
      1_000_000,
      () => new Promise((resolve) => setTimeout(resolve, 20)),
    )
    expect(round.seconds).to.be.within(0.015, 5)
    expect(round.recordsPerSecond * round.seconds).to.be.closeTo(500, 1e-6)
    expect(round.megabytesPerSecond * round.seconds).to.be.closeTo(1, 1e-6)
    expect(round.clientCpuSecondsPerGib).to.be.at.least(0)
    expect(spreads([round, round]).seconds.median).to.equal(round.seconds)
  })

  it('records are the same each time, and a call never holds more than it should', () => {
    expect(makeRecords(3, 10)).to.deep.equal(makeRecords(3, 10))
    expect(makeRecords(2, 7).map((record) => record.value!.length)).to.deep.equal([7, 7])
    expect(recordsInCall(1_000_000, 100)).to.equal(10_000)
    expect(recordsInCall(5, 100)).to.equal(5)
    expect(recordsInCall(1_000_000, 1024 * 1024)).to.equal(4)
    expect(recordsInCall(10, 64 * 1024 * 1024)).to.equal(1)
  })
})
