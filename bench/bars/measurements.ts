// All measurements behind the bars, in the order in which they run. Called by main.ts.
import type { Growth } from '../growth/growth.ts'
import { gib, kib, mib } from '../growth/quantities.ts'
import type { Row } from './bars.ts'
import { fetch } from './fetch.ts'
import { produce } from './produce.ts'
import { sdkBatches, sdkSingle } from './sdk.ts'
import { startEmpty, startThousand } from './start.ts'
import { mainThreadTurn } from './turn.ts'

export interface Measurement {
  name: string
  what: string
  run(growth: Growth, quick: boolean): Promise<Row[]>
}

const memory = (name: string, frameBytes: number): Measurement => ({
  name,
  what: `durability=memory, 16 frames in flight, against the C loop`,
  run: (growth, quick) =>
    produce(growth, name, {
      durability: 'memory',
      frameBytes,
      bytes: quick ? 256 * mib : gib,
      inFlight: 16,
    }),
})

const fetching = (name: string, inFlight: number): Measurement => ({
  name,
  what: `hot, 1 MiB, ${inFlight} in flight, against sendfile -> recv; CPU too`,
  run: (growth, quick) =>
    fetch(growth, name, {
      logBytes: 512 * mib,
      batchBytes: 256 * kib,
      bytes: quick ? gib : 4 * gib,
      maxBytes: mib,
      inFlight,
    }),
})

export const measurements: readonly Measurement[] = [
  fetching('fetch', 4),
  fetching('fetch2InFlight', 2),
  memory('produce64KiB', 64 * kib),
  memory('produce256KiB', 256 * kib),
  memory('produce1MiB', mib),
  {
    name: 'produceDisk',
    what: 'durability=disk, acks=all, 16 frames in flight, against the C loop with group commit; bytes to the device',
    run: (growth, quick) =>
      produce(growth, 'produceDisk', {
        durability: 'disk',
        frameBytes: 256 * kib,
        bytes: quick ? 256 * mib : 512 * mib,
        inFlight: 16,
      }),
  },
  {
    name: 'sdkBatches',
    what: 'records a second through sendBatch and batches()',
    run: (growth, quick) => sdkBatches(growth, quick ? 1e6 : 2e6),
  },
  {
    name: 'sdkSingle',
    what: 'records a second through send and record iteration',
    run: (growth, quick) => sdkSingle(growth, quick ? 2e5 : 1e6),
  },
  { name: 'startEmpty', what: 'time to ready and idle memory', run: (growth) => startEmpty(growth) },
  {
    name: 'start1000',
    what: 'time to ready with 1,000 partitions',
    run: (growth) => startThousand(growth),
  },
  {
    name: 'turn',
    what: 'longest turn of the main thread under full load',
    run: (growth, quick) =>
      mainThreadTurn(growth, {
        largeBytes: quick ? 256 * mib : gib,
        smallBytes: quick ? 64 * mib : 256 * mib,
        fetchBytes: quick ? gib : 4 * gib,
      }),
  },
]
