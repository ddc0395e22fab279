// The machine that figures were taken on: they mean nothing without it. Called by produce.ts and consume.ts.
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'

export interface Machine {
  cores: number
  cpu: string
  memoryBytes: number
  kernel: string
  node: string
  fileSystem: string
}

export function describeMachine(directory: string): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    kernel: release().split('-')[0]!,
    node: process.version,
    fileSystem: fileSystemOf(directory),
  }
}

/** Type of the mount that holds the directory, from the longest matching line of /proc/mounts. */
function fileSystemOf(directory: string): string {
  let best = { point: '', type: 'unknown' }
  try {
    for (const line of readFileSync('/proc/mounts', 'utf8').split('\n')) {
      const [, point, type] = line.split(' ')
      if (point === undefined || type === undefined || point.length < best.point.length) continue
      if (directory === point || directory.startsWith(point.endsWith('/') ? point : `${point}/`))
        best = { point, type }
    }
  } catch {
    // not Linux
  }
  return best.type
}
