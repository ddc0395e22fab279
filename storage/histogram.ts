// Counts by time that native code keeps, with the bounds of their buckets. Called by store.ts.
// The buckets are those of native/src/time_histogram.h, two a doubling: 16, 24, 32, 48 µs … 67 s, and one above; a test compares them.

export interface HistogramCounts {
  /** Upper, inclusive, ascending. */
  readonly boundsSeconds: readonly number[]
  /** Not cumulative; one more than bounds: the last is of what took longer than all of them. */
  readonly counts: readonly number[]
  readonly sumSeconds: number
}

export const timeBoundsSeconds: readonly number[] = Array.from(
  { length: 45 },
  (_, at) => (16 * 2 ** (at >> 1) * (at % 2 === 1 ? 1.5 : 1)) / 1e6,
)
