// The compaction worker's thread: takes requests one after the other and answers each. Started by compaction-thread.ts, the
// only thread of ours in TypeScript that touches record bytes in a broker. It and what it imports know protocol/ and node: alone.
import { parentPort } from 'node:worker_threads'
import type { CompactionAnswer, CompactionRequest } from './compaction-job.ts'
import { CompactionRun } from './compaction-run.ts'

let run: CompactionRun | undefined

function answer(request: CompactionRequest): CompactionAnswer {
  if (request.kind === 'begin') {
    run = new CompactionRun(request)
    return run.begin()
  }
  if (run === undefined) return { kind: 'failed', code: '', reason: 'nothing was begun' }
  return run.rewrite(request)
}

parentPort?.on('message', (request: CompactionRequest) => {
  const done = answer(request)
  parentPort?.postMessage(done, done.kind === 'rewritten' ? [done.entries.buffer as ArrayBuffer] : [])
})
