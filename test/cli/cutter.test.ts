// The cutter under every way its input can arrive: records are the bytes between delimiters, whatever the chunks.
import { expect } from 'chai'
import fc from 'fast-check'
import { Cutter } from '../../cli/cutter.ts'
import { delimiterNames, terminatorOf } from '../../cli/delimiter.ts'
import type { DelimiterName } from '../../cli/delimiter.ts'

interface Cut {
  records: string[]
  unterminated: boolean
  problem: string | undefined
}

function cut(
  delimiter: DelimiterName,
  chunks: Buffer[],
  slabBytes = 64,
  recordBytesMax = 1000,
  flush = false,
): Cut {
  const cutter = new Cutter(delimiter, slabBytes, recordBytesMax)
  const records: string[] = []
  const keep = (slab: { records: Buffer[]; bytes: Buffer } | undefined) => {
    if (!slab) return
    for (const record of slab.records) records.push(record.toString('latin1'))
    slab.bytes.fill(0xee)
    cutter.recycle(slab.bytes)
  }
  for (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length && !cutter.problem; ) {
      const count = chunk.copy(cutter.space(), 0, taken)
      taken += count
      keep(cutter.filled(count))
    }
    if (flush) keep(cutter.flush())
  }
  let unterminated = false
  if (!cutter.problem) {
    const last = cutter.end()
    unterminated = last.unterminated
    keep(last.slab)
  }
  expect(cutter.count).to.equal(records.length)
  return { records, unterminated, problem: cutter.problem?.message }
}

function chop(bytes: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
  return chunks
}

function join(delimiter: DelimiterName, records: Buffer[]): Buffer {
  return Buffer.concat(
    records.flatMap((record) => {
      if (delimiter !== 'u32') return [record, terminatorOf(delimiter)]
      const length = Buffer.alloc(4)
      length.writeUInt32BE(record.length)
      return [length, record]
    }),
  )
}

describe('cli/cutter', () => {
  const cases: [DelimiterName, string, string[], boolean][] = [
    ['newline', '', [], false],
    ['newline', 'a\nbc\n', ['a', 'bc'], false],
    ['newline', 'a\n\n\nb', ['a', '', '', 'b'], true],
    ['newline', '\r\n', ['\r'], false],
    ['nul', 'a\n\0\0b\0', ['a\n', '', 'b'], false],
    ['blank-line', 'a: 1\nb\n\nc\n\n', ['a: 1\nb', 'c'], false],
    ['blank-line', 'a\n\n\nb\n', ['a', '\nb\n'], true],
    ['blank-line', '\n\n\n\n\n', ['', '', '\n'], true],
    ['u32', '\0\0\0\x02ab\0\0\0\0\0\0\0\x01c', ['ab', '', 'c'], false],
  ]
  for (const [delimiter, input, records, unterminated] of cases) {
    it(`${delimiter}: ${JSON.stringify(input)} in chunks of every size`, () => {
      const bytes = Buffer.from(input, 'latin1')
      for (let size = 1; size <= bytes.length + 1; size++) {
        for (const slabBytes of [4, 5, 7, 64]) {
          for (const flush of [false, true]) {
            const found = cut(delimiter, chop(bytes, size), slabBytes, 1000, flush)
            expect(found, `chunk ${size}, slab ${slabBytes}`).to.deep.equal({
              records,
              unterminated,
              problem: undefined,
            })
          }
        }
      }
    })
  }

  it('gives back any records, in any chunks, with any slab', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...delimiterNames),
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 4, max: 90 }),
        fc.boolean(),
        (delimiter, arrays, chunkBytes, slabBytes, flush) => {
          // A record may not hold its own delimiter, nor end so that the delimiter would begin in it.
          const clean = (bytes: Uint8Array) =>
            Buffer.from(bytes).map((byte) => (byte === 0 || byte === 10 ? 1 : byte))
          const records = arrays.map((bytes) =>
            delimiter === 'u32' ? Buffer.from(bytes) : Buffer.from(clean(bytes)),
          )
          const found = cut(delimiter, chop(join(delimiter, records), chunkBytes), slabBytes, 1000, flush)
          expect(found.records).to.deep.equal(records.map((record) => record.toString('latin1')))
          expect(found.unterminated).to.equal(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('stops at a record over the limit, names it, and hands out the records ahead of it', () => {
    for (const size of [1, 3, 100]) {
      for (const slabBytes of [4, 16, 256]) {
        const found = cut(
          'newline',
          chop(Buffer.from(`ab\ncd\n${'x'.repeat(40)}\nef\n`), size),
          slabBytes,
          10,
        )
        expect(found.records).to.deep.equal(['ab', 'cd'])
        expect(found.problem).to.match(/^record 3 .* the limit is 10$/)
      }
    }
    const prefixed = cut('u32', [Buffer.from('\0\0\0\x01a\xff\xff\xff\xff', 'latin1')], 64, 10)
    expect(prefixed.records).to.deep.equal(['a'])
    expect(prefixed.problem).to.equal('record 2 of the input has 4294967295 bytes, the limit is 10')
  })

  it('takes a record of exactly the limit, also at the end', () => {
    expect(cut('newline', [Buffer.from('0123456789\n0123456789')], 8, 10).records).to.have.length(2)
    expect(cut('newline', [Buffer.from('0123456789a')], 64, 10).problem).to.match(/^record 1 /)
  })

  it('u32: an end inside a record is an error', () => {
    expect(cut('u32', [Buffer.from('\0\0\0\x03ab', 'latin1')]).problem).to.equal(
      'the input ends inside record 1: 3 bytes wanted, 2 there',
    )
    expect(cut('u32', [Buffer.from('\0\0\0\x01a\0\0', 'latin1')])).to.deep.include({ records: ['a'] })
    expect(cut('u32', [Buffer.from('\0\0', 'latin1')]).problem).to.match(/4 bytes of length wanted, 2 there/)
  })
})
