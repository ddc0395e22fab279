// Walking a segment file: whole batches, then its end, reserved zeros or a torn place.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { SegmentFile } from '../../cli/segment-file.ts'
import { decodeBatch, encodeBatch } from '../../protocol/batch.ts'

describe('cli/segment-file', () => {
  let directory: string
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-dump-'))
  })
  after(() => rm(directory, { recursive: true, force: true }))

  const first = encodeBatch([{ value: Buffer.from('one') }, { key: 'k', value: Buffer.from('two') }])
  const large = encodeBatch([{ value: Buffer.alloc(6_000_000, 'x') }], { baseOffset: 2 })
  const last = encodeBatch([{ value: Buffer.from('three') }], { baseOffset: 3 })

  async function walk(bytes: Buffer) {
    const path = join(directory, 'segment.log')
    await writeFile(path, bytes)
    const file = await SegmentFile.open(path)
    const found: [position: number, values: string[]][] = []
    for await (const batch of file.batches()) {
      const records = decodeBatch(batch.bytes, batch.header.position)
      found.push([batch.position, records.map((record) => record.value!.toString().slice(0, 5))])
    }
    await file.close()
    return { found, end: file.end }
  }

  it('reads batches of every size, also larger than its window', async () => {
    const { found, end } = await walk(Buffer.concat([first, large, last]))
    expect(found).to.deep.equal([
      [0, ['one', 'two']],
      [first.length, ['xxxxx']],
      [first.length + large.length, ['three']],
    ])
    expect(end).to.deep.equal({ kind: 'end', position: first.length + large.length + last.length })
  })

  it('an empty file has no batch', async () => {
    expect(await walk(Buffer.alloc(0))).to.deep.equal({ found: [], end: { kind: 'end', position: 0 } })
  })

  it('zeros up to the end are reserved space', async () => {
    const { found, end } = await walk(Buffer.concat([first, Buffer.alloc(5_000_000)]))
    expect(found).to.have.length(1)
    expect(end).to.deep.equal({ kind: 'zeros', position: first.length, bytes: 5_000_000 })
  })

  it('says where and why a file is torn', async () => {
    const flipped = Buffer.from(last)
    flipped[flipped.length - 1]! ^= 1
    const crc = await walk(Buffer.concat([first, flipped]))
    expect(crc.end).to.deep.include({ kind: 'torn', position: first.length, bytes: last.length })
    expect((crc.end as { reason: string }).reason).to.match(/CRC/)
    for (const cut of [12, 30, 61, last.length - 1]) {
      const { found, end } = await walk(Buffer.concat([first, last.subarray(0, cut)]))
      expect(found).to.have.length(1)
      expect(end, `cut at ${cut}`).to.deep.include({ kind: 'torn', position: first.length, bytes: cut })
    }
    const huge = Buffer.from(last)
    huge.writeInt32BE(2_000_000_000, 8)
    expect((await walk(huge)).end).to.deep.include({ kind: 'torn', position: 0 })
  })
})
