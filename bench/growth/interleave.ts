// The order of a measurement: every round visits all points before the next begins, so that what drifts (temperature, a
// neighbour, free memory) falls on all of them alike; odd rounds go backwards, so that no point always follows the same one.
// Called by every scenario of this folder.

/**
 * `warmUps` rounds (numbered below 0) come first and are not counted: compilers, caches and files are then as they stay.
 * Resolves with the results of each point, round by round. Rejects between two visits when the signal
 * says so.
 */
export async function interleaved<Point, Result>(
  points: readonly Point[],
  rounds: number,
  signal: AbortSignal,
  visit: (point: Point, round: number) => Promise<Result>,
  warmUps = 0,
): Promise<Result[][]> {
  const results: Result[][] = points.map(() => [])
  for (let round = -warmUps; round < rounds; round++) {
    const order = [...points.keys()]
    if (round % 2 !== 0) order.reverse()
    for (const at of order) {
      signal.throwIfAborted()
      const result = await visit(points[at]!, round)
      if (round >= 0) results[at]!.push(result)
    }
  }
  return results
}
