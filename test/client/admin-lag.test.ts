// Pages of lag: one instant or none, also where the broker did not keep it to the last page.
import { expect } from 'chai'
import { readLag } from '../../client/admin/admin-lag.ts'
import { Deadline } from '../../client/connection/retry.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { LagColumnWriter } from '../../protocol/lag-wire.ts'
import { decodeResponse, encodeResponse } from '../../protocol/messages.ts'
import { partitionRow } from '../cli/lag-rows.ts'

const PAGES = 3

/** Answers page by page; `goes` says after which page of a snapshot it is gone. */
class Broker {
  readonly asked: [snapshotId: number, fromRow: number][] = []
  readonly #goes: readonly number[]
  #snapshotId = 0

  constructor(...goes: number[]) {
    this.#goes = goes
  }

  read = async (body: unknown) => {
    const { snapshotId, fromRow } = (body as { lag: { snapshotId: number; fromRow: number } }).lag
    this.asked.push([snapshotId, fromRow])
    if (snapshotId === 0) this.#snapshotId++
    const id = snapshotId || this.#snapshotId
    if (fromRow >= (this.#goes[id - 1] ?? PAGES)) throw new SluiceError('SNAPSHOT_GONE', `${id} is gone`)
    const { names, columns } = this.#row(id, fromRow)
    const nextRow = fromRow + 1 === PAGES ? 0 : fromRow + 1
    const lag = { snapshotId: id, takenMs: 1, windowMs: 2, rowsTotal: PAGES, nextRow, names, columns }
    return { response: decodeResponse(encodeResponse({ lag })), payload: Buffer.alloc(0) }
  }

  #row(id: number, partition: number): LagColumnWriter {
    const writer = new LagColumnWriter()
    writer.add(partitionRow({ partition, committed: id }))
    return writer
  }
}

describe('client: lag', () => {
  const read = async (broker: Broker, snapshotId?: number) => {
    const report = await readLag(
      broker as never,
      snapshotId === undefined ? {} : { snapshotId },
      new Deadline(10_000),
    ).catch((error: SluiceError) => error.code)
    if (typeof report === 'string') return report
    return [report.snapshotId, ...report.rows.map(({ partition, committed }) => `${partition}:${committed}`)]
  }

  it('begins anew where its snapshot is gone, and has no row of it', async () => {
    const broker = new Broker(2, 1)
    expect(await read(broker)).to.deep.equal([3, '0:3', '1:3', '2:3'])
    expect(broker.asked.map(([id]) => id)).to.deep.equal([0, 1, 1, 0, 2, 0, 3, 3])
  })

  it('says so where it is gone each time, and at once where that very snapshot was asked for', async () => {
    const broker = new Broker(1, 1, 1, 1, 1)
    expect(await read(broker)).to.equal('SNAPSHOT_GONE')
    expect(broker.asked).to.have.length(6)
    const other = new Broker(1)
    expect(await read(other, 1)).to.equal('SNAPSHOT_GONE')
    expect(other.asked).to.have.length(2)
  })
})
