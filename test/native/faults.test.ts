import { expect } from 'chai'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AppendMode, SegmentEvent, SegmentFailure, Verdict } from '../../native/index.ts'
import { batchOf } from './batches.ts'
import { Workbench } from './workbench.ts'

const addon = fileURLToPath(new URL('../../native/build/Release/sluice.node', import.meta.url))

// Appends until the disk is "full" (the size a file may have), says so, waits for a byte on stdin, appends one more.
const program = (mode: AppendMode) => `
const { readFileSync } = require('node:fs')
const { Engine } = require(${JSON.stringify(addon)})
const batch = Buffer.from(${JSON.stringify(batchOf({ bodyBytes: 10_000 }).toString('base64'))}, 'base64')
const facts = new Float64Array(6)
let wake
const engine = new Engine({ flushThreads: 1, coldThreads: 1, onSegmentEvent: (...told) => { if (told[1] !== 2) wake(told) } })
const event = () => new Promise((resolve) => { wake = resolve })
const file = process.argv[1]
const segment = engine.createSegment({ path: file, sizeBytes: 1 << 22, mode: '${mode}', windowBytes: 65536, stepFirstBytes: 65536, stepMostBytes: 1 << 20 })
async function fill() {
  while (true) {
    const verdict = segment.append(batch, 0, batch.length, 0, 1, 1e6, facts)
    if (verdict === 0) continue
    if (verdict !== 1) return 'verdict ' + verdict
    const told = await event()
    if (told[1] !== 1) return told[1] === 7 ? 'noSpace' : 'event ' + told
  }
}
async function main() {
  await event()
  const first = await fill()
  const { position } = segment
  const again = await fill()
  segment.sync(true)
  console.log(first, again, position === segment.position, position > 900000, position <= 1 << 20)
  await new Promise((resolve) => process.stdin.once('data', resolve))
  console.log(await fill(), segment.position > position)
  process.exit(0)
}
main()
`

describe('faults', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.close())

  it('a file cut short under its mapping fails the segment and not the process', async () => {
    const segment = await bench.created('cut')
    const other = await bench.created('other')
    expect(await bench.append(segment, batchOf(), 0)).to.equal(Verdict.ok)
    truncateSync(bench.path('cut'), 0)
    expect(await bench.append(segment, batchOf({ bodyBytes: 9_000 }), 1)).to.equal(Verdict.fault)
    expect(await bench.event(segment, SegmentEvent.failed)).to.include({ b: SegmentFailure.copy })
    expect(segment.position).to.equal(100)
    expect(await bench.append(segment, batchOf(), 1)).to.equal(Verdict.sealed)
    expect(bench.engine.counters().sigbusCaught).to.equal(1)
    expect(await bench.append(other, batchOf(), 0)).to.equal(Verdict.ok)
    segment.close()
  })

  it('a segment whose directory is gone fails at its first sync, once and for good', async () => {
    const segment = await bench.created('lost')
    await bench.append(segment, batchOf(), 0)
    rmSync(bench.directory, { recursive: true })
    segment.sync(true)
    expect(await bench.event(segment, SegmentEvent.failed)).to.include({ b: SegmentFailure.sync })
    expect(segment.durablePosition).to.equal(0)
    segment.sync(true)
    segment.seal()
    expect(await bench.append(segment, batchOf(), 1)).to.equal(Verdict.sealed)
    const again = new Workbench()
    await again.close() // a turn of other threads: nothing more has been told meanwhile
    expect(bench.told.filter((told) => told.segment === segment.id)).to.deep.equal([])
  })

  it('a pwrite that stopped in the middle leaves no batch behind for a recovery to find', async () => {
    const limit = (fileBytes: number | string): unknown =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${fileBytes}:unlimited`])
    const segment = await bench.created('halves', {
      mode: 'pwrite',
      stepFirstBytes: 1 << 20,
      stepMostBytes: 1 << 20,
    })
    const scanned = async (): Promise<number> =>
      (await bench.engine.scan(bench.path('halves'), 0, 1 << 20, 0, true, false, () => {})).position
    const batch = batchOf({ bodyBytes: 939 })
    const three = Buffer.concat([batch, batch, batch])
    try {
      limit(2500)
      expect(segment.append(three, 0, three.length, 0, 7, 1 << 20, bench.facts)).to.equal(Verdict.later)
    } finally {
      limit('unlimited')
    }
    await bench.event(segment, SegmentEvent.noSpace)
    expect(segment.position).to.equal(0)
    expect(await scanned(), 'nothing was appended').to.equal(0)
    expect(await bench.append(segment, batch, 0)).to.equal(Verdict.ok)
    expect(await scanned(), 'one batch was').to.equal(1000)
    expect(await bench.append(segment, three, 1)).to.equal(Verdict.ok)
    expect(await scanned()).to.equal(4000)
  })

  for (const mode of ['mmap', 'pwrite'] as AppendMode[])
    it(`no room for the next step is told, and over when there is room again (${mode})`, async () => {
      const directory = mkdtempSync(join(tmpdir(), 'sluice-full-'))
      const limited = `ulimit -S -f 1024; exec "$0" -e "$1" "$2"`
      const child = spawn('bash', ['-c', limited, process.execPath, program(mode), join(directory, 'log')])
      let output = ''
      child.stderr.on('data', (text) => (output += text))
      child.stdout.on('data', (text) => {
        if (output === '') {
          execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited'])
          child.stdin.end('go')
        }
        output += text
      })
      await new Promise((resolve) => child.on('close', resolve))
      rmSync(directory, { recursive: true })
      expect(output).to.equal('noSpace noSpace true true true\nverdict 2 true\n')
    })
})
