// What went into a topic and out of it since this process opened the store. Plain numbers, for appender.ts and the broker's fetch to
// add to, and for the metrics to read.

export class TopicTraffic {
  recordsIn = 0
  batchesIn = 0
  bytesIn = 0
  /** Offsets of what was sent, which are more than records where compaction left gaps. */
  recordsOut = 0
  bytesOut = 0

  appended(batches: number, records: number, bytes: number): void {
    this.batchesIn += batches
    this.recordsIn += records
    this.bytesIn += bytes
  }

  sent(offsets: number, bytes: number): void {
    this.recordsOut += offsets
    this.bytesOut += bytes
  }

  add(other: TopicTraffic): void {
    this.recordsIn += other.recordsIn
    this.batchesIn += other.batchesIn
    this.bytesIn += other.bytesIn
    this.recordsOut += other.recordsOut
    this.bytesOut += other.bytesOut
  }
}
