// The record thread: takes jobs one after the other and answers each. Started by record-thread.ts; the only thread of a broker
// that decodes records to show them. It and what it imports know protocol/ and node: alone.
import { parentPort } from 'node:worker_threads'
import type { ScanJob } from './record-job.ts'
import { scan } from './record-scan.ts'

parentPort?.on('message', (job: ScanJob) => {
  const answer = scan(job)
  if (answer.kind === 'unscanned') return parentPort?.postMessage(answer)
  const { json, ends, offsets, timestamps } = answer
  // A small Buffer is a part of a shared one, which cannot be handed over: it is copied.
  const whole = json.byteLength === json.buffer.byteLength ? json : new Uint8Array(json)
  const moved = [whole, ends, offsets, timestamps].map((array) => array.buffer as ArrayBuffer)
  parentPort?.postMessage({ ...answer, json: whole }, moved)
})
