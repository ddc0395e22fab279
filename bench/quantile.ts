// Quantiles of a sample, by nearest rank: the smallest value that at least this share of the sample does not exceed.
// Called by latency.ts. Pure.

/** `share` in (0, 1]; the sample must be sorted ascending and not empty. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  // 0.07 * 100 is 7.000000000000001: a rank must not move because of the last bit.
  const rank = Math.ceil(share * sorted.length - 1e-9)
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!
}
