import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { batchOf } from './batches.ts'

// Plain JavaScript over the bare binary: tsx does not load TypeScript in workers on every Node.
const addon = fileURLToPath(new URL('../../native/build/Release/sluice.node', import.meta.url))
const load = `
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
const { Engine } = createRequire(import.meta.url)(${JSON.stringify(addon)})
`

// Everything under way at once: appends, syncs, cold jobs, a scan, segments being made; then the end comes.
const busy = `${load}
export function start(directory) {
  const batch = readFileSync(new URL('batch', import.meta.url))
  const facts = new Float64Array(16)
  const segments = []
  let events = 0
  const engine = new Engine({ flushThreads: 2, coldThreads: 2, onSegmentEvent: (id) => { events++; push(segments[id - 1]) } })
  function push(segment) {
    if (segment === undefined) return
    if (segment.append(batch, 0, batch.length, 0, 1, 1e6, facts) === 2) segment.seal()
    segment.sync(true)
    engine.syncDirectory(directory).catch(() => {})
    engine.scan(directory + '/0', 0, 1e9, -1, true, false, () => {}).catch(() => {})
  }
  for (let i = 0; i < 8; i++)
    segments.push(engine.createSegment({ path: directory + '/' + i, sizeBytes: 1 << 22, mode: i % 2 ? 'mmap' : 'pwrite', windowBytes: 65536, stepFirstBytes: 4096, stepMostBytes: 65536 }))
  return { engine, segments, events: () => events }
}
`

function run(program: string): Promise<{ code: number | null; signal: string | null; output: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-teardown-'))
  writeFileSync(join(directory, 'batch'), batchOf({ bodyBytes: 20_000 }))
  writeFileSync(join(directory, 'busy.mjs'), busy)
  writeFileSync(join(directory, 'main.mjs'), program)
  const child = spawn(process.execPath, [join(directory, 'main.mjs'), directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      rmSync(directory, { recursive: true })
      resolve({ code, signal, output })
    })
  })
}

describe('the end comes while everything is under way', function () {
  this.timeout(60_000)

  it('process.exit, inside of an event too', async () => {
    const result = await run(`
import { start } from './busy.mjs'
const work = start(process.argv[2])
const wait = setInterval(() => { if (work.events() > 200) process.exit(7) }, 1)
`)
    expect(result).to.deep.equal({ code: 7, signal: null, output: '' })
  })

  it('an engine that is closed lets the process end', async () => {
    const result = await run(`
import { start } from './busy.mjs'
const work = start(process.argv[2])
setTimeout(async () => { const closing = work.engine.close(); work.engine.close(); await closing; console.log('closed') }, 50)
`)
    expect(result).to.deep.equal({ code: 0, signal: null, output: 'closed\n' })
  })

  it('an error thrown by onSegmentEvent is an uncaughtException, and the events go on', async () => {
    const result = await run(`${load}
let events = 0
process.on('uncaughtException', (error) => console.log(error.message))
const engine = new Engine({ flushThreads: 1, coldThreads: 1, onSegmentEvent: () => {
  if (++events === 2) engine.close()
  throw new Error('event ' + events)
} })
for (const name of ['a', 'b'])
  engine.createSegment({ path: process.argv[2] + '/' + name, sizeBytes: 4096, mode: 'mmap', windowBytes: 0, stepFirstBytes: 4096, stepMostBytes: 4096 })
`)
    expect(result).to.deep.equal({ code: 0, signal: null, output: 'event 1\nevent 2\n' })
  })

  it('workers that are terminated, and workers that leave without closing', async () => {
    const result = await run(`
import { Worker, isMainThread, workerData, parentPort } from 'node:worker_threads'
import { mkdirSync } from 'node:fs'
import { start } from './busy.mjs'
if (isMainThread) {
  for (let round = 0; round < 8; round++) {
    const directory = process.argv[2] + '/round' + round
    mkdirSync(directory)
    const worker = new Worker(new URL(import.meta.url), { workerData: { directory, round } })
    worker.on('error', (error) => console.log(error))
    const exited = new Promise((resolve) => worker.once('exit', resolve))
    if (round % 2 === 0) {
      await new Promise((resolve) => worker.once('message', resolve))
      await worker.terminate()
    }
    await exited
  }
  console.log('done')
} else {
  const work = start(workerData.directory)
  const wait = setInterval(() => {
    if (work.events() < 100) return
    parentPort.postMessage('busy')
    clearInterval(wait)
    if (workerData.round % 2) process.exit(0)
  }, 1)
}
`)
    expect(result).to.deep.equal({ code: 0, signal: null, output: 'done\n' })
  })
})
