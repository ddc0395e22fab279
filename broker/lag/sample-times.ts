// When samples were taken, and where logs ended then: once for all rows. Written by sampler.ts, read by window.ts.
// The rings are longer than the window by as many samples as a snapshot can be old, so that whoever asks about a kept snapshot
// finds the window that it had.
import { limits } from '../../protocol/limits.ts'

/** Samples that count. */
export const WINDOW = limits.lagSamples
/** Samples that are kept. */
export const RING = WINDOW + Math.ceil(limits.lagSnapshotMs / limits.lagSampleMs)

/** Milliseconds of the monotonic clock. */
export class SampleTimes {
  readonly #atMs = new Float64Array(RING)
  /** Samples ever taken; they are numbered from 0. */
  count = 0

  add(nowMs: number): void {
    this.#atMs[this.count % RING] = nowMs
    this.count++
  }

  /** Of a sample that is kept. */
  atMs(sample: number): number {
    return this.#atMs[sample % RING] as number
  }

  /** The oldest sample of the window that ends before sample `end`, not older than `first`; `end` where there is none left. */
  oldest(first: number, end: number): number {
    return Math.min(end, Math.max(first, end - WINDOW, this.count - RING))
  }
}

/** Where a log has its rings. */
interface LogPlace {
  readonly ends: Float64Array
  readonly bytes: Float64Array
  readonly first: number
}

/** Logs that share arrays: two of its own for each of 18,000 were a collection of garbage of 20 ms. */
const LOGS_A_BLOCK = 32

/** Places are handed out once: snapshots read the rings of logs that are gone. Arrays go with the last log that has a part of them. */
export class LogPlaces {
  #ends = new Float64Array(0)
  #bytes = new Float64Array(0)
  #used = 0

  take(): LogPlace {
    if (this.#used === this.#ends.length) {
      this.#ends = new Float64Array(LOGS_A_BLOCK * RING)
      this.#bytes = new Float64Array(LOGS_A_BLOCK * RING)
      this.#used = 0
    }
    const first = this.#used
    this.#used += RING
    return { ends: this.#ends, bytes: this.#bytes, first }
  }
}

/** One log at each sample. */
export class LogWindow {
  readonly #times: SampleTimes
  readonly #ends: Float64Array
  readonly #bytes: Float64Array
  readonly #place: number
  readonly #first: number

  constructor(times: SampleTimes, places: LogPlaces) {
    this.#times = times
    const { ends, bytes, first } = places.take()
    this.#ends = ends
    this.#bytes = bytes
    this.#place = first
    this.#first = times.count
  }

  add(sample: number, visibleEnd: number, visibleBytes: number): void {
    const at = this.#at(sample)
    this.#ends[at] = visibleEnd
    this.#bytes[at] = visibleBytes
  }

  /** Its visible end; NaN: not known. */
  end(sample: number): number {
    return this.#knows(sample) ? (this.#ends[this.#at(sample)] as number) : Number.NaN
  }

  /** Its visible end so long before a sample, but after the one in front of it: as if records had come evenly. */
  endBefore(sample: number, ms: number): number {
    const end = this.end(sample)
    const before = this.end(sample - 1)
    if (Number.isNaN(before)) return ms === 0 ? end : Number.NaN
    const apartMs = this.#times.atMs(sample) - this.#times.atMs(sample - 1)
    return apartMs > 0 ? end - ((end - before) * Math.min(ms, apartMs)) / apartMs : end
  }

  /** Over the window before a moment; NaN: not known. */
  bytesPerSecond(nowMs: number, sampleCount: number, visibleBytes: number): number {
    const oldest = this.#times.oldest(this.#first, sampleCount)
    if (oldest >= sampleCount) return Number.NaN
    const windowMs = nowMs - this.#times.atMs(oldest)
    // Compaction takes bytes away: then nothing is known for a while.
    const bytes = visibleBytes - (this.#bytes[this.#at(oldest)] as number)
    return windowMs >= limits.lagSampleMs && bytes >= 0 ? (1_000 * bytes) / windowMs : Number.NaN
  }

  #at(sample: number): number {
    return this.#place + (sample % RING)
  }

  #knows(sample: number): boolean {
    return sample >= this.#first && sample >= this.#times.count - RING && sample < this.#times.count
  }
}
