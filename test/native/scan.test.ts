import { expect } from 'chai'
import { writeFileSync } from 'node:fs'
import { crc32c, type ScanResult, Verdict, WalkFact } from '../../native/index.ts'
import { batchOf, stamped } from './batches.ts'
import { Workbench } from './workbench.ts'

describe('scanning a file', () => {
  let bench: Workbench
  before(() => {
    bench = new Workbench()
  })
  after(() => bench.close())

  const three = [0, 1, 2].map((i) =>
    stamped(batchOf({ recordsCount: 2, maxTimestamp: 10 + i }), 100 + 2 * i, 1),
  )
  const headersCrc = three.reduce((crc, batch) => crc32c(batch.subarray(0, 61), crc), 0)
  const end = 300

  interface Options {
    from?: number
    to?: number
    expectOffset?: number
    checkCrc?: boolean
    allowGaps?: boolean
    headersCrc?: number
  }
  async function scan(bytes: Uint8Array, options: Options = {}): Promise<ScanResult & { seen: number[] }> {
    writeFileSync(bench.path('file'), bytes)
    const seen: number[] = []
    const result = await bench.engine.scan(
      bench.path('file'),
      options.from ?? 0,
      options.to ?? Number.POSITIVE_INFINITY,
      options.expectOffset ?? 100,
      options.checkCrc ?? true,
      options.allowGaps ?? false,
      (facts, count) => {
        expect(facts.length).to.equal(count * WalkFact.width)
        for (let i = 0; i < count; i++) seen.push(facts[i * WalkFact.width + WalkFact.baseOffset])
      },
      options.headersCrc,
    )
    return { ...result, seen }
  }

  it('tells every batch and the whole', async () => {
    expect(await scan(Buffer.concat(three))).to.deep.equal({
      position: end,
      endOffset: 106,
      verdict: Verdict.ok,
      batches: 3,
      maxTimestamp: 12,
      headersCrc,
      endsInZeros: true,
      seen: [100, 102, 104],
    })
  })

  it('goes on from a position, with the CRC of the headers before', async () => {
    const result = await scan(Buffer.concat(three), {
      from: 100,
      expectOffset: 102,
      headersCrc: crc32c(three[0].subarray(0, 61)),
    })
    expect(result).to.include({ position: end, batches: 2, headersCrc })
  })

  it('zeros behind the data are a clean end', async () => {
    for (const zeros of [1, 11, 12, 13, 60, 61, 4_096, 200_000]) {
      const result = await scan(Buffer.concat([...three, Buffer.alloc(zeros)]))
      expect(result, `${zeros}`).to.include({ position: end, verdict: Verdict.ok, endsInZeros: true })
    }
  })

  it('a batch whose length word was not written yet is a clean end that is not all zeros', async () => {
    const half = Buffer.concat([...three, stamped(batchOf({ batchLength: 0 }), 106, 1)])
    expect(await scan(half)).to.include({ position: end, verdict: Verdict.ok, endsInZeros: false })
  })

  it('a file cut at every byte ends at the last whole batch', async () => {
    const whole = Buffer.concat(three)
    for (let length = 0; length <= end; length++) {
      const result = await scan(whole.subarray(0, length))
      const batches = Math.floor(length / 100)
      expect(result, `${length}`).to.include({
        position: batches * 100,
        batches,
        endOffset: 100 + 2 * batches,
      })
      expect(result.verdict === Verdict.ok, `${length}: ${result.verdict}`).to.equal(
        length % 100 === 0 || (length % 100 < 8 && result.endsInZeros),
      )
    }
  })

  it('any flipped bit of what the CRC covers stops there', async () => {
    for (let bit = 117 * 8; bit < 200 * 8; bit += 5) {
      const bytes = Buffer.concat(three)
      bytes[bit >> 3] ^= 1 << (bit & 7)
      const result = await scan(bytes)
      expect(result, `bit ${bit}`).to.include({ position: 100, batches: 1, endsInZeros: false })
      expect(result.verdict).to.not.equal(Verdict.ok)
    }
  })

  it('headers only: a wrong body goes unseen', async () => {
    const bytes = Buffer.concat(three)
    bytes[170] ^= 1
    expect(await scan(bytes, { checkCrc: false })).to.include({ position: end, headersCrc })
    expect(await scan(bytes)).to.include({ position: 100, verdict: Verdict.crc })
  })

  it('offsets must go on, or may have gaps but never go back', async () => {
    const gap = Buffer.concat([three[0], three[2]])
    expect(await scan(gap)).to.include({ position: 100, verdict: Verdict.baseOffset })
    expect(await scan(gap, { allowGaps: true })).to.include({ position: 200, endOffset: 106 })
    const back = Buffer.concat([three[1], three[0]])
    expect(await scan(back, { allowGaps: true })).to.include({ position: 100, verdict: Verdict.baseOffset })
    expect(await scan(three[0], { expectOffset: 99 })).to.include({
      position: 0,
      verdict: Verdict.baseOffset,
    })
    expect(await scan(three[0], { expectOffset: -1 })).to.include({ position: 100, endOffset: 102 })
    const compacted = stamped(batchOf({ recordsCount: 2, lastOffsetDelta: 9 }), 100, 1)
    expect(await scan(compacted)).to.include({ verdict: Verdict.counts })
    expect(await scan(compacted, { allowGaps: true })).to.include({ endOffset: 110 })
  })

  it('refuses offsets that are no whole numbers in JavaScript', async () => {
    const most = Number.MAX_SAFE_INTEGER
    for (const offset of [most, 2 ** 62]) {
      const batch = stamped(batchOf({ recordsCount: 2 }), 0, 1)
      batch.writeBigInt64BE(BigInt(offset), 0)
      const result = await scan(batch, { expectOffset: -1, allowGaps: true })
      expect(result).to.include({ verdict: Verdict.baseOffset, position: 0, batches: 0 })
    }
  })

  it('stops at `to`', async () => {
    expect(await scan(Buffer.concat(three), { to: 200 })).to.include({ position: 200, verdict: Verdict.ok })
    expect(await scan(Buffer.concat(three), { to: 250 })).to.include({
      position: 200,
      verdict: Verdict.truncated,
    })
  })

  it('goes through a file of many batches in slices', async () => {
    const parts: Buffer[] = []
    for (let i = 0; i < 3_000; i++) parts.push(stamped(batchOf({ bodyBytes: (i * 131) % 3_000 }), i, 1))
    const bytes = Buffer.concat(parts)
    for (const checkCrc of [true, false]) {
      const result = await scan(bytes, { expectOffset: 0, checkCrc })
      expect(result).to.include({ position: bytes.length, batches: 3_000, verdict: Verdict.ok })
      expect(result.seen).to.deep.equal(parts.map((_, i) => i))
    }
  })

  it('rejects with what onBatches throws, and for a missing file', async () => {
    const boom = new Error('boom')
    writeFileSync(bench.path('file'), three[0])
    const scans = [
      bench.engine.scan(bench.path('file'), 0, 1_000, -1, true, false, () => {
        throw boom
      }),
      bench.engine.scan(bench.path('missing'), 0, 1_000, -1, true, false, () => {}),
    ]
    const [thrown, missing] = await Promise.allSettled(scans)
    expect(thrown).to.have.property('reason', boom)
    expect(missing).to.have.nested.property('reason.code', 'ENOENT')
  })
})
