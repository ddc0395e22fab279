// Who takes part in a consistency run: what each producer and consumer is told, so that together they use every way of the SDK.
// Called by run.ts.
import type { RunOptions } from './options.ts'
import type { Role } from './processes.ts'

export const TOPIC = 'consistency'
export const GROUP = 'consistency'

const codecs = ['none', 'lz4', 'zstd', 'gzip', 'snappy'] as const
const deliveryTimeoutsMs = [30_000, 4_000, 10_000] as const
const ways = ['batches', 'records', 'run', 'batches'] as const

function at<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T
}

export function producerRoles({ producers, recordsPerSecond, idempotent }: RunOptions): Role[] {
  return Array.from({ length: producers }, (_, i) => ({
    name: `p${i}`,
    program: 'producer',
    options: {
      recordsPerSecond: recordsPerSecond / producers,
      compression: at(codecs, i),
      idempotent,
      deliveryTimeoutMs: at(deliveryTimeoutsMs, i),
    },
  }))
}

export function consumerRoles({ consumers, sessionTimeoutMs }: RunOptions): Role[] {
  return Array.from({ length: consumers }, (_, i) => ({
    name: `c${i}`,
    program: 'consumer',
    options: {
      group: GROUP,
      way: at(ways, i),
      sessionTimeoutMs,
      maxProcessingMs: sessionTimeoutMs,
      ...(i % 4 === 3 && { instanceId: `static-${i}` }),
    },
  }))
}

export const ownRole: Role = { name: 'o0', program: 'reader', options: {} }

export function readerRole(ends: readonly number[]): Role {
  return { name: 'reader', program: 'reader', options: { ends } }
}
