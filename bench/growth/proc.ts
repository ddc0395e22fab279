// What Linux tells of a process beside its CPU time: anonymous memory, bytes read from devices, descriptors it may open.
// Called by the scenarios. bench/cpu-time.ts has the CPU time.
import { readFileSync } from 'node:fs'

/** Bytes of RssAnon: memory that is in RAM and no file's. */
export function anonymousBytes(pid: number): number {
  return numberIn(`/proc/${pid}/status`, /^RssAnon:\s+(\d+) kB$/m) * 1024
}

/** Bytes that were read from block devices on behalf of the process, read-ahead included. */
export function deviceReadBytes(pid: number): number {
  return numberIn(`/proc/${pid}/io`, /^read_bytes: (\d+)$/m)
}

/** The soft limit, which Node raises to the hard one when it starts. */
export function descriptorsMost(): number {
  const text = readFileSync('/proc/self/limits', 'utf8')
  const limit = /^Max open files\s+(\S+)/m.exec(text)?.[1]
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit)
}

function numberIn(file: string, pattern: RegExp): number {
  const found = pattern.exec(readFileSync(file, 'utf8'))?.[1]
  if (found === undefined) throw new Error(`${file} has no ${pattern.source}`)
  return Number(found)
}
