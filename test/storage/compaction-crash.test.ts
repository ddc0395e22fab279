// kill -9 at every step of a swap: the next start finds the old segments or the new one, whole, says nothing of damage, and
// takes away what was left; the index never leads into the wrong file.
import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkDirectory } from '../../storage/check.ts'
import { Bed } from './compaction-bed.ts'
import { KEYS, PER_ROUND, valueOf } from './compaction-rounds.ts'
import { makeDirectory, readAll } from './fixture.ts'

const moments = ['writing', 'renamed', 'recorded', 'swapped', 'unlinked', 'half indexed'] as const

async function runUntilKilled(directory: string, moment: string): Promise<void> {
  const loaders = ['--import', 'tsx/esm', '--import', new URL('../tsx-in-workers.mjs', import.meta.url).href]
  const program = fileURLToPath(new URL('./compaction-process.ts', import.meta.url))
  const child = spawn(process.execPath, [...loaders, program, directory, moment], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const signal = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))
  expect(signal, moment).to.equal('SIGKILL')
}

/** Every key's newest record, in small reads and from many places; nothing else but what was superseded. */
async function expectRecords(bed: Bed, end: number): Promise<void> {
  expect(bed.log.endOffset).to.equal(end)
  for (const maxBytes of [1, 70_000, 300_000]) {
    const records = await readAll(bed.log, 0, maxBytes)
    const offsets = records.map(({ offset }) => offset)
    expect(offsets).to.deep.equal([...new Set(offsets)].sort((a, b) => a - b))
    for (const { offset, key, value } of records)
      expect([String(key), String(value)]).to.deep.equal([`k${offset % KEYS}`, valueOf(offset)])
    const newest = new Map(records.map(({ key, offset }) => [String(key), offset]))
    for (let n = end - KEYS; n < end; n++) expect(newest.get(`k${n % KEYS}`)).to.equal(n)
  }
}

describe('kill -9 in a compaction', function () {
  this.timeout(60_000)
  let directory: { path: string; remove: () => void }

  beforeEach(() => {
    directory = makeDirectory()
  })
  afterEach(() => directory.remove())

  it('leaves the old or the new', async () => {
    for (const [round, moment] of moments.entries()) {
      await runUntilKilled(directory.path, moment)
      const { findings } = await checkDirectory(directory.path)
      expect(findings, moment).to.deep.equal([])
      const bed = new Bed(directory.path)
      await bed.open()
      try {
        expect(bed.store.recovery, moment).to.deep.include({ damaged: [], quarantined: [], tornTails: [] })
        await expectRecords(bed, (round + 1) * PER_ROUND)
        const swapped = bed.log.segments.some((segment) => segment.generation > 0)
        expect(swapped, moment).to.equal(round >= 2)
        // Nobody has to walk to where it wants to read.
        for (const segment of bed.log.segments.filter(({ generation }) => generation > 0))
          expect(bed.log.index.holds(segment), moment).to.equal(true)
        const names = readdirSync(bed.log.context.directory.log(bed.log.topic.idHex, 0))
        expect(names.length, names.join()).to.equal(bed.log.segments.length)
      } finally {
        await bed.close()
      }
      const report = await checkDirectory(directory.path)
      expect([...report.findings, ...report.notes], moment).to.deep.equal([])
    }
  })

  it('leaves the old or the new, killed at any time', async () => {
    for (let round = 1; round <= 4; round++) {
      await runUntilKilled(directory.path, round % 2 === 0 ? 'recorded' : 'writing')
    }
    const bed = new Bed(directory.path)
    await bed.open()
    await bed.compact()
    await expectRecords(bed, 4 * PER_ROUND)
    expect((await readAll(bed.log)).length).to.equal(KEYS)
    await bed.close()
    const report = await checkDirectory(directory.path)
    expect([...report.findings, ...report.notes]).to.deep.equal([])
  })

  it('no old index entry passes for one of a joined file, whichever of its parts was rewritten last', async () => {
    const value = 'v'.repeat(100_000)
    const bed = new Bed(directory.path)
    await bed.open()
    for (let i = 0; i < 6; i++) await bed.put([[`a${i}`, value]])
    await bed.roll()
    for (const i of [0, 1, 2, 2, 3, 4, 5]) await bed.put([[`b${i}`, value]])
    await bed.roll()
    await bed.compact()
    expect(bed.log.segments.map(({ generation }) => generation).slice(0, 2)).to.deep.equal([0, 1])
    for (let i = 0; i < 5; i++) await bed.put([[`a${i}`, 'small']])
    await bed.roll()
    const { index } = bed.log.context
    const replace = index.replace.bind(index)
    const killed = makeDirectory()
    index.replace = (...args) => {
      cpSync(directory.path, killed.path, { recursive: true })
      index.replace = replace
      return replace(...args)
    }
    await bed.compact()
    await bed.close()
    const { findings } = await checkDirectory(killed.path)
    killed.remove()
    expect(findings).to.deep.equal([])
  })
})
