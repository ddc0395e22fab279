// The compaction worker as the main thread sees it: started by the first request, ended when idle. Owned by compaction.ts.
// Invariants: at most one request under way; each gets one answer, a `failed` one where the thread ended before it.
import { Worker } from 'node:worker_threads'
import type { CompactionAnswer, CompactionRequest } from './compaction-job.ts'

// Written out so that the compiler's rewriting of extensions is not needed: in dist/ this file is JavaScript.
const program = new URL(
  import.meta.url.endsWith('.ts') ? './compaction-worker.ts' : './compaction-worker.js',
  import.meta.url,
)

export class CompactionThread {
  #worker: Worker | undefined
  #answer: ((answer: CompactionAnswer) => void) | undefined

  get running(): boolean {
    return this.#worker !== undefined
  }

  ask(request: CompactionRequest): Promise<CompactionAnswer> {
    return new Promise((resolve) => {
      this.#answer = resolve
      this.#worker ??= this.#start()
      this.#worker.postMessage(request)
    })
  }

  #start(): Worker {
    const worker = new Worker(program, { name: 'sluice-compaction' })
    worker.unref()
    worker.on('message', (answer: CompactionAnswer) => this.#give(answer))
    worker.on('error', (error) => this.#lost(worker, error.message))
    worker.on('exit', () => this.#lost(worker, 'the thread ended'))
    return worker
  }

  #give(answer: CompactionAnswer): void {
    const resolve = this.#answer
    this.#answer = undefined
    resolve?.(answer)
  }

  #lost(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#give({ kind: 'failed', code: '', reason })
  }

  /** In the middle of a request too. Resolves when the thread touches no file any more. */
  async end(): Promise<void> {
    const worker = this.#worker
    if (worker === undefined) return
    await worker.terminate()
    this.#lost(worker, 'compaction was stopped')
  }
}
