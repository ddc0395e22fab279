// What /metrics says of the process: event loop, processor time, memory, descriptors, garbage collection, under the names that other
// Node programs use where there are such names. Called by metrics.ts where there is an HTTP address.
// Not prom-client's own set: it resets the event loop's figures for whoever asks first, names gauges `…_total`, and reads the list of
// descriptors on the main thread, which takes long with thousands of connections.
// Invariants: two scrapers see the same; after stop() nothing of it runs.
import { readdir, readFile } from 'node:fs/promises'
import { constants, monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** How often the event loop's delay is looked at, which is what it is when nothing is late. */
const RESOLUTION_MS = 20
/** The figures are of the window under way and the one before it: of one to two minutes. */
const WINDOW_MS = 60_000

interface Delay {
  readonly count: number
  readonly meanMs: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Delay of the event loop: how much later than planned a timer fired. */
export class EventLoopDelay {
  readonly #monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #timer: NodeJS.Timeout
  #before: Delay = { count: 0, meanMs: 0, p99Ms: 0, maxMs: 0 }

  constructor() {
    this.#monitor.enable()
    this.#timer = setInterval(() => {
      this.#before = this.#window()
      this.#monitor.reset()
    }, WINDOW_MS).unref()
  }

  /** Of the last one to two minutes, in seconds. p99: the larger one of two windows. Empty while there is nothing yet. */
  read(): Record<string, number> {
    const [now, before] = [this.#window(), this.#before]
    const count = now.count + before.count
    if (count === 0) return {}
    return {
      event_loop_delay_mean_seconds: (now.meanMs * now.count + before.meanMs * before.count) / count / 1000,
      event_loop_delay_p99_seconds: Math.max(now.p99Ms, before.p99Ms) / 1000,
      event_loop_delay_max_seconds: Math.max(now.maxMs, before.maxMs) / 1000,
    }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#monitor.disable()
  }

  #window(): Delay {
    const { mean, max } = this.#monitor
    if (Number.isNaN(mean)) return { count: 0, meanMs: 0, p99Ms: 0, maxMs: 0 }
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
    return {
      count: Number(this.#monitor.count),
      meanMs: late(mean),
      p99Ms: late(this.#monitor.percentile(99)),
      maxMs: late(max),
    }
  }
}

export const eventLoopHelp = {
  event_loop_delay_mean_seconds: 'How late the event loop was on average, over the last one to two minutes.',
  event_loop_delay_p99_seconds:
    'How late the event loop was in the worst hundredth of looks, over one to two minutes.',
  event_loop_delay_max_seconds: 'How late the event loop was at most, over the last one to two minutes.',
}

export const processTotals = {
  event_loop_active_seconds_total: 'Time in which the event loop did something: its rate is its utilization.',
}

export function processTotalsOf(): Record<string, number> {
  return { event_loop_active_seconds_total: performance.eventLoopUtilization().active / 1000 }
}

/** Metrics named as everywhere, `process_…` and `nodejs_…`. Answers how to stop. */
export function addNodeMetrics(registry: Registry): () => void {
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number | undefined | Promise<number | undefined>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await read()
        if (value === undefined) this.remove()
        else this.set(value)
      },
    })
  const startedSeconds = Math.round((Date.now() - performance.now()) / 1000)
  gauge('process_start_time_seconds', 'When the process started, since 1970.', () => startedSeconds)
  gauge('process_resident_memory_bytes', 'Memory held, mapped segments in the page cache included.', () =>
    process.memoryUsage.rss(),
  )
  gauge('process_open_fds', 'Descriptors open.', async () => {
    const names = await readdir('/proc/self/fd').catch(() => undefined)
    return names && names.length - 1 // one is that of the directory itself
  })
  gauge('process_max_fds', 'Descriptors that may be open.', maxDescriptors)
  gauge('nodejs_heap_size_total_bytes', 'Size of the JavaScript heap.', () => process.memoryUsage().heapTotal)
  gauge(
    'nodejs_heap_size_used_bytes',
    'Used part of the JavaScript heap.',
    () => process.memoryUsage().heapUsed,
  )
  gauge(
    'nodejs_external_memory_bytes',
    'Memory outside of the heap that JavaScript objects hold.',
    () => process.memoryUsage().external,
  )
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of all threads, in user and system mode.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1e6)
    },
  })
  return observeCollections(registers)
}

async function maxDescriptors(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
  return soft === undefined ? undefined : Number(soft)
}

const kinds: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
}

function observeCollections(registers: Registry[]): () => void {
  const seconds = new Histogram({
    name: 'nodejs_gc_duration_seconds',
    help: 'Time in garbage collection, by kind: major, minor, incremental or weakcb.',
    labelNames: ['kind'],
    buckets: [0.001, 0.01, 0.1, 1],
    registers,
  })
  for (const kind of Object.values(kinds)) seconds.zero({ kind })
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { detail } = entry as { detail?: { kind?: number } }
      const kind = kinds[detail?.kind ?? -1]
      if (kind !== undefined) seconds.observe({ kind }, entry.duration / 1000)
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return () => observer.disconnect()
}
