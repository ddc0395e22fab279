// Loaded into a broker by --import: how long are the turns of its main thread? Called by turn.ts.
// A timer of 1 ms comes as soon as a turn ends, so the time between two of its calls is the longest turn between them and at
// most a millisecond. Time in which the thread could run and another had its core is taken off (second figure of
// /proc/thread-self/schedstat): with more work than cores that is the load, not the turn.
// First SIGUSR2: begin. Second: write {turnMs, turnCpuMs, wallMs, ticks} to BENCH_TURN_FILE; the next begins anew. turnCpuMs: how much
// of the longest turn the thread ran; in the rest it slept in a system call.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

const file = process.env.BENCH_TURN_FILE
const stat = `/proc/self/task/${process.pid}/schedstat`
let timer
let last
let figures

function tick() {
  const wallMs = performance.now()
  const [ranNs, waitedNs] = readFileSync(stat, 'utf8').split(' ').map(Number)
  if (last !== undefined) {
    const tookMs = wallMs - last.wallMs
    const turnMs = tookMs - (waitedNs - last.waitedNs) / 1e6
    figures.wallMs = Math.max(figures.wallMs, tookMs)
    if (turnMs > figures.turnMs) Object.assign(figures, { turnMs, turnCpuMs: (ranNs - last.ranNs) / 1e6 })
    figures.ticks += 1
  }
  last = { wallMs, ranNs, waitedNs }
}

process.on('SIGUSR2', () => {
  if (timer === undefined) {
    figures = { turnMs: 0, turnCpuMs: 0, wallMs: 0, ticks: 0 }
    last = undefined
    timer = setInterval(tick, 1)
    return
  }
  clearInterval(timer)
  timer = undefined
  writeFileSync(`${file}.new`, JSON.stringify(figures))
  renameSync(`${file}.new`, file)
})
