// The record thread as the main thread sees it: started by the first job, ended when idle, made anew when a job takes too long.
// Owned by console.ts, asked by record-search.ts.
// Invariants: at most limits.consoleJobsMax jobs wait, one is under way; each gets one answer, within limits.consoleJobMs of its
// begin; a job that ends the thread (memory, a crash of its code) takes no other job and no broker with it.
import { Worker } from 'node:worker_threads'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { failureOf } from './failures.ts'
import type { ScanAnswer, ScanJob } from './record-job.ts'

// Written out so that the compiler's rewriting of extensions is not needed: in dist/ this file is JavaScript.
const program = new URL(
  import.meta.url.endsWith('.ts') ? './record-worker.ts' : './record-worker.js',
  import.meta.url,
)
const idleMs = 30_000
/** Of objects; the bytes of records lie outside and are bounded by what one batch may decompress to. */
const heapMiB = 128

interface Waiting {
  readonly job: ScanJob
  /** Nobody waits for the answer any more: when its turn comes it is passed over. */
  readonly gone: () => boolean
  readonly resolve: (answer: ScanAnswer) => void
}

export interface RecordThreadOptions {
  readonly jobMs: number
  /** Of the thread, for tests. */
  readonly program: URL
}

export class RecordThread {
  readonly #options: RecordThreadOptions
  readonly #queue: Waiting[] = []
  #worker: Worker | undefined
  #current: Waiting | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: Partial<RecordThreadOptions> = {}) {
    this.#options = { jobMs: limits.consoleJobMs, program, ...options }
  }

  /** TOO_MANY_REQUESTS, SHUTTING_DOWN. All else that fails is in the answer. */
  ask(job: ScanJob, gone: () => boolean = () => false): Promise<ScanAnswer> {
    if (this.#stopped) return Promise.reject(new SluiceError('SHUTTING_DOWN', 'the broker is stopping'))
    if (this.#queue.length >= limits.consoleJobsMax) {
      const text = `${limits.consoleJobsMax} requests for records wait already`
      return Promise.reject(new SluiceError('TOO_MANY_REQUESTS', text, { hint: 'ask again a little later' }))
    }
    return new Promise((resolve) => {
      this.#queue.push({ job, gone, resolve })
      this.#begin()
    })
  }

  /** Jobs that wait are answered; resolves when the thread touches no file any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    const failure = failureOf(new SluiceError('SHUTTING_DOWN', 'the broker is stopping'))
    for (const { resolve } of this.#queue.splice(0)) resolve({ kind: 'unscanned', gone: false, failure })
    await this.#end(failure)
  }

  #begin(): void {
    if (this.#current !== undefined) return
    const next = this.#next()
    clearTimeout(this.#timer)
    if (next === undefined) {
      this.#timer = setTimeout(() => void this.#end(idle), idleMs).unref()
      return
    }
    this.#current = next
    this.#timer = setTimeout(() => this.#late(), this.#options.jobMs)
    this.#worker ??= this.#start()
    this.#worker.postMessage(next.job)
  }

  #next(): Waiting | undefined {
    for (;;) {
      const next = this.#queue.shift()
      if (next === undefined || !next.gone()) return next
      next.resolve({ kind: 'unscanned', gone: false, failure: nobody })
    }
  }

  #start(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: heapMiB }
    const worker = new Worker(this.#options.program, { name: 'sluice-records', resourceLimits })
    worker.unref()
    worker.on('message', (answer: ScanAnswer) => {
      if (this.#worker === worker) this.#give(answer)
    })
    worker.on('error', () => this.#lost(worker))
    worker.on('exit', () => this.#lost(worker))
    return worker
  }

  #give(answer: ScanAnswer): void {
    const current = this.#current
    this.#current = undefined
    current?.resolve(answer)
    if (!this.#stopped) this.#begin()
  }

  #late(): void {
    const text = `decoding these records took longer than ${this.#options.jobMs} ms`
    const hint = 'one batch here is larger or stranger than batches are: look at it with `sluice dump`'
    void this.#end(failureOf(new SluiceError('REQUEST_TIMED_OUT', text, { hint })))
  }

  #lost(worker: Worker): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const failure = failureOf(new SluiceError('CORRUPT_BATCH', 'decoding these records ended their thread'))
    if (this.#current !== undefined) this.#give({ kind: 'unscanned', gone: false, failure })
  }

  async #end(failure: ReturnType<typeof failureOf>): Promise<void> {
    clearTimeout(this.#timer)
    const worker = this.#worker
    this.#worker = undefined
    if (this.#current !== undefined) this.#give({ kind: 'unscanned', gone: false, failure })
    await worker?.terminate()
  }
}

const idle = failureOf(new SluiceError('INTERNAL'))
const nobody = failureOf(new SluiceError('REQUEST_TIMED_OUT', 'nobody waits for these records any more'))
