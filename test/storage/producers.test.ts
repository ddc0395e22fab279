import { expect } from 'chai'
import { decodeProducerSnapshot, encodeProducerSnapshot } from '../../protocol/messages.ts'
import { isSluiceError } from '../../protocol/errors.ts'
import { ProducerTable } from '../../storage/producers.ts'

const batch = (baseSequence: number, recordsCount = 1, producerEpoch = 0, producerId = 7) => ({
  producerId,
  producerEpoch,
  baseSequence,
  recordsCount,
})

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isSluiceError(error)) return error.code
    throw error
  }
  return 'no error'
}

describe('producer table', () => {
  let table: ProducerTable
  beforeEach(() => {
    table = new ProducerTable(5, 3)
  })

  it('takes batches in sequence and knows a repeat by its original offset', () => {
    expect(table.check(batch(0, 3))).to.equal(undefined)
    table.update(batch(0, 3), 100, 1)
    expect(table.check(batch(3, 2))).to.equal(undefined)
    table.update(batch(3, 2), 103, 2)
    expect(table.check(batch(0, 3))).to.deep.equal({ baseOffset: 100, endOffset: 103, appendMs: 1 })
    expect(table.check(batch(3, 2))).to.deep.equal({ baseOffset: 103, endOffset: 105, appendMs: 2 })
  })

  it('knows the last five batches only', () => {
    for (let sequence = 0; sequence < 6; sequence++) table.update(batch(sequence), sequence, 1)
    expect(table.check(batch(1))?.baseOffset).to.equal(1)
    expect(codeOf(() => table.check(batch(0)))).to.equal('OUT_OF_ORDER_SEQUENCE')
  })

  it('refuses a gap, and a repeat of another length', () => {
    table.update(batch(0, 3), 0, 1)
    expect(codeOf(() => table.check(batch(4)))).to.equal('OUT_OF_ORDER_SEQUENCE')
    expect(codeOf(() => table.check(batch(0, 2)))).to.equal('OUT_OF_ORDER_SEQUENCE')
  })

  it('refuses an unknown producer unless it begins', () => {
    expect(codeOf(() => table.check(batch(1)))).to.equal('UNKNOWN_PRODUCER_ID')
    expect(table.check(batch(0))).to.equal(undefined)
  })

  it('refuses an older epoch; a newer one begins at sequence 0', () => {
    table.update(batch(0, 1, 4), 0, 1)
    expect(codeOf(() => table.check(batch(1, 1, 3)))).to.equal('INVALID_PRODUCER_EPOCH')
    expect(codeOf(() => table.check(batch(1, 1, 5)))).to.equal('OUT_OF_ORDER_SEQUENCE')
    expect(table.check(batch(0, 1, 5))).to.equal(undefined)
    table.update(batch(0, 1, 5), 1, 2)
    expect(table.check(batch(0, 1, 5))?.baseOffset).to.equal(1)
  })

  it('wraps sequences after 2^31-1', () => {
    table.update(batch(2 ** 31 - 2, 2), 0, 1)
    expect(table.check(batch(0))).to.equal(undefined)
    table.update(batch(2 ** 31 - 1, 2, 0, 8), 5, 1) // its second record has sequence 0
    expect(table.check(batch(1, 1, 0, 8))).to.equal(undefined)
  })

  it('forgets the producer that is idle for longest, and those that are too old', () => {
    for (const id of [1, 2, 3]) table.update(batch(0, 1, 0, id), id, id)
    table.update(batch(1, 1, 0, 1), 9, 9)
    table.update(batch(0, 1, 0, 4), 10, 10)
    expect(table.size).to.equal(3)
    expect(codeOf(() => table.check(batch(1, 1, 0, 2)))).to.equal('UNKNOWN_PRODUCER_ID')
    expect(table.expire(9)).to.equal(1)
    expect(codeOf(() => table.check(batch(1, 1, 0, 3)))).to.equal('UNKNOWN_PRODUCER_ID')
    expect(table.check(batch(2, 1, 0, 1))).to.equal(undefined)
  })

  it('comes back from its entries, zeros included', () => {
    table.update(batch(0, 1, 0, 1), 0, 0)
    for (let sequence = 0; sequence < 7; sequence++) table.update(batch(sequence), sequence, 1)
    const copy = new ProducerTable(5, 3)
    const stored = encodeProducerSnapshot({ coversOffset: 7, producers: table.toEntries() })
    copy.load(decodeProducerSnapshot(stored).producers)
    expect(copy.check(batch(2))?.baseOffset).to.equal(2)
    expect(copy.check(batch(7))).to.equal(undefined)
    expect(copy.check(batch(0, 1, 0, 1))).to.deep.equal({ baseOffset: 0, endOffset: 1, appendMs: 0 })
    expect(copy.check(batch(1, 1, 0, 1))).to.equal(undefined)
  })
})
