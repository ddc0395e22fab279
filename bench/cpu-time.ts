// CPU seconds of a process, user and system together, all its threads. Called by rounds.ts, bars/ and growth/ before and after each round.
import { readFileSync, readdirSync } from 'node:fs'

/** Ticks a second in /proc; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Of another process, from fields 14 and 15 of /proc/PID/stat, in steps of 10 ms. */
export function processCpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ') // the name in brackets may hold blanks
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/**
 * The same to the nanosecond, from /proc/PID/task/TID/schedstat: for short measurements. Time of threads that have ended is
 * missing, so a process that ends threads meanwhile is better asked the other way.
 */
export function threadsCpuSeconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  return nanoseconds / 1e9
}
