import { expect } from 'chai'
import { AppendFact, BatchFact, inspect, type Segment, Verdict } from '../../native/index.ts'
import { type BatchFields, batchOf, HEADER_BYTES } from './batches.ts'
import { Workbench } from './workbench.ts'

const MOST_BYTES = 10_000
const good = batchOf()

// What is wrong, the bytes, and the verdict of inspect and of append where they differ (append hashes, inspect does not).
const wrongFields: [string, BatchFields, Verdict, Verdict?][] = [
  ['magic 0', { magic: 0 }, Verdict.magic],
  ['magic 1', { magic: 1 }, Verdict.magic],
  ['magic 3', { magic: 3 }, Verdict.magic],
  ['a length below 49', { batchLength: 48 }, Verdict.truncated],
  ['a negative length', { batchLength: -1 }, Verdict.truncated],
  ['a length of 0', { batchLength: 0 }, Verdict.truncated],
  ['a length one byte too long', { batchLength: good.length - 12 + 1 }, Verdict.truncated],
  ['the longest length', { batchLength: 0x7fffffff }, Verdict.truncated],
  ['a wrong CRC', { crc: 1 }, Verdict.ok, Verdict.crc],
  ['no records', { recordsCount: 0, lastOffsetDelta: -1 }, Verdict.counts],
  ['a negative count', { recordsCount: -5 }, Verdict.counts],
  ['a last offset too large', { recordsCount: 2, lastOffsetDelta: 2 }, Verdict.counts],
  ['a last offset too small', { recordsCount: 2, lastOffsetDelta: 0 }, Verdict.counts],
  ['the largest last offset', { recordsCount: -0x80000000, lastOffsetDelta: 0x7fffffff }, Verdict.counts],
  ['codec 5', { attributes: 5 }, Verdict.codec],
  ['codec 7', { attributes: 7 }, Verdict.codec],
  ['log-append time', { attributes: 8 }, Verdict.attributes],
  ['transactional', { attributes: 16 }, Verdict.attributes],
  ['a control batch', { attributes: 32 }, Verdict.attributes],
  ['a delete horizon', { attributes: 64 }, Verdict.attributes],
  ['a reserved bit', { attributes: 128 }, Verdict.attributes],
  ['the sign bit', { attributes: -0x8000 }, Verdict.attributes],
  ['a producer without sequence', { producerId: 5, producerEpoch: 0 }, Verdict.sequence],
  ['a producer without epoch', { producerId: 5, baseSequence: 0 }, Verdict.sequence],
  ['a sequence without producer', { baseSequence: 3 }, Verdict.sequence],
  ['a producer below -1', { producerId: -2 }, Verdict.sequence],
  ['a batch over the limit', { bodyBytes: MOST_BYTES }, Verdict.tooLarge],
  ['a base offset', { baseOffset: 1 }, Verdict.baseOffset, Verdict.ok],
]

describe('verdicts', () => {
  const facts = new Float64Array(BatchFact.width * 3)
  const see = (bytes: Buffer, fromClient = true) =>
    inspect(bytes, 0, bytes.length, MOST_BYTES, fromClient, facts)
  let bench: Workbench
  let segment: Segment
  before(async () => {
    bench = new Workbench()
    segment = await bench.created('verdicts')
  })
  after(() => bench.close())

  for (const [name, fields, inspected, appended] of wrongFields)
    it(`${name}, alone and behind a good batch`, () => {
      const bad = batchOf(fields)
      expect(see(bad) % 32, 'inspect').to.equal(inspected)
      expect(see(Buffer.concat([good, bad])), 'inspect behind a good one').to.equal(
        inspected + 32 * (inspected === Verdict.ok ? 2 : 1),
      )
      for (const bytes of [bad, Buffer.concat([good, bad])]) {
        const before = segment.position
        const verdict = segment.append(bytes, 0, bytes.length, 0, 1, MOST_BYTES, bench.facts)
        expect(verdict, 'append').to.equal(appended ?? inspected)
        if (verdict !== Verdict.ok) expect(segment.position, 'nothing was appended').to.equal(before)
      }
    })

  it('a batch cut at each byte is truncated, and no byte at all is empty', () => {
    for (let length = 0; length < good.length; length++) {
      const expected = length === 0 ? Verdict.empty : Verdict.truncated
      expect(inspect(good, 0, length, MOST_BYTES, true, facts) % 32, `${length}`).to.equal(expected)
      expect(segment.append(good, 0, length, 0, 1, MOST_BYTES, new Float64Array(AppendFact.width))).to.equal(
        expected,
      )
    }
  })

  it('any flipped bit that the CRC covers is found by append', () => {
    for (let bit = 17 * 8; bit < good.length * 8; bit++) {
      const bad = Buffer.from(good)
      bad[bit >> 3] ^= 1 << (bit & 7)
      const verdict = segment.append(bad, 0, bad.length, 0, 1, MOST_BYTES, bench.facts)
      expect(verdict, `bit ${bit}`).to.not.equal(Verdict.ok)
    }
  })

  it('inspect tells the numbers of each batch', () => {
    const batches = Buffer.concat([
      batchOf({ recordsCount: 3, baseTimestamp: 10, maxTimestamp: 12 }),
      batchOf({ bodyBytes: 5, attributes: 4, producerId: 2 ** 52, producerEpoch: 9, baseSequence: 77 }),
    ])
    expect(see(batches)).to.equal(Verdict.ok + 32 * 2)
    expect([...facts.subarray(0, 8)]).to.deep.equal([100, 3, -1, -1, -1, 0, 10, 12])
    expect([...facts.subarray(8, 16)]).to.deep.equal([66, 1, 2 ** 52, 9, 77, 4, 1_000, 2_000])
  })

  it('inspect says when the facts do not hold all batches', () => {
    const four = Buffer.concat([good, good, good, good])
    expect(see(four)).to.equal(Verdict.tooMany + 32 * 3)
  })

  it('a clients epoch and sequence of 0 without producer id are fine, and a base offset of our own too', () => {
    expect(see(batchOf({ producerEpoch: 0, baseSequence: 0 }))).to.equal(Verdict.ok + 32)
    expect(see(batchOf({ baseOffset: 5 }), false)).to.equal(Verdict.ok + 32)
    expect(HEADER_BYTES).to.equal(61)
  })
})
