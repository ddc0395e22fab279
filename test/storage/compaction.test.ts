import { expect } from 'chai'
import { readdirSync } from 'node:fs'
import { checkDirectory } from '../../storage/check.ts'
import { Bed, latest } from './compaction-bed.ts'
import { makeDirectory, readAll } from './fixture.ts'

const shown = (records: { offset: number; key: Buffer | null; value: Buffer | null }[]) =>
  records.map(({ offset, key, value }) => `${offset} ${key ?? '-'}=${value ?? '-'}`)

describe('compaction of a log', () => {
  let directory: { path: string; remove: () => void }
  let bed: Bed

  beforeEach(async () => {
    directory = makeDirectory()
    bed = new Bed(directory.path)
    await bed.open()
  })
  afterEach(async () => {
    await bed.close()
    directory.remove()
  })

  const files = () =>
    readdirSync(bed.store.recovery ? bed.log.context.directory.log(bed.log.topic.idHex, 0) : '')

  it('keeps the last record of every key at its offset, and records without a key', async () => {
    await bed.put([
      ['a', '1'],
      ['b', '1'],
      [undefined, 'x'],
    ])
    await bed.put([
      ['a', '2'],
      ['c', '1'],
    ])
    await bed.roll()
    await bed.put([
      ['b', '2'],
      [undefined, 'y'],
      ['a', '3'],
    ])
    await bed.roll()
    await bed.put([['c', 'active']])
    await bed.compact()
    const kept = ['2 -=x', '4 c=1', '5 b=2', '6 -=y', '7 a=3', '8 c=active']
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    expect(bed.log.segments.length).to.equal(2)
    expect(files().sort()).to.deep.equal(['00000000000000000000.1.log', '00000000000000000008.log'])
    for (const [from, first] of [
      [0, '2'],
      [1, '2'],
      [3, '4'],
      [5, '5'],
      [8, '8'],
    ] as const)
      expect(shown(await readAll(bed.log, from))[0]?.split(' ')[0], `from ${from}`).to.equal(first)
    await bed.restart()
    expect(shown(await readAll(bed.log))).to.deep.equal(kept)
    expect(bed.store.recovery.cleanLogs).to.equal(1)
    await bed.close()
    const report = await checkDirectory(bed.directory)
    expect([...report.findings, ...report.notes]).to.deep.equal([])
    expect(report.indexEntries).to.be.greaterThan(1)
    await bed.open()
    expect(latest(await readAll(bed.log))).to.deep.equal(
      new Map([
        ['c', 'active'],
        ['b', '2'],
        ['a', '3'],
      ]),
    )
  })
})
