// The records a benchmark sends: one list, sent again and again, so that making them is not what is measured.
// Called by produce.ts and consume.ts.
import type { Producer, RecordInput, Topic } from '../client/index.ts'

/** Records of one sendBatch call, and calls under way at a time. */
const recordsPerCall = 10_000
const callsInFlight = 8
const bytesPerCallMost = 4 * 1024 * 1024

export type BenchRecord = RecordInput<Buffer, Buffer>

/** Values that a codec can shorten about as well as text: letters and digits, drawn from a fixed seed. */
export function makeRecords(count: number, size: number): BenchRecord[] {
  const alphabet = Buffer.from('abcdefghijklmnopqrstuvwxyz     eeeeaaaattttnnnn0123456789,.:/{}""')
  let state = 0x9e3779b9
  return Array.from({ length: count }, () => {
    const value = Buffer.allocUnsafe(size)
    for (let i = 0; i < size; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      value[i] = alphabet[(state >>> 16) % alphabet.length]!
    }
    return { value }
  })
}

export function recordsInCall(records: number, size: number): number {
  return Math.max(1, Math.min(records, recordsPerCall, Math.floor(bytesPerCallMost / Math.max(1, size))))
}

/** Sends `total` records, a few sendBatch calls at a time; resolves when all are acknowledged. */
export async function sendAll(
  producer: Producer,
  topic: Topic<Buffer, Buffer>,
  records: readonly BenchRecord[],
  total: number,
  signal: AbortSignal,
): Promise<void> {
  const flying = new Set<Promise<unknown>>()
  for (let sent = 0; sent < total; sent += records.length) {
    const batch = total - sent < records.length ? records.slice(0, total - sent) : records
    const call: Promise<unknown> = producer
      .sendBatch(topic, batch, { signal })
      .finally(() => flying.delete(call))
    flying.add(call)
    if (flying.size >= callsInFlight) await Promise.race(flying)
  }
  await Promise.all(flying)
}
