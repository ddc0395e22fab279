// What compaction-process.ts writes, so that who reads it afterwards knows.
export const KEYS = 300
export const PER_ROUND = 400

export function valueOf(n: number): string {
  return `${n}:`.padEnd(2_000, '.')
}
