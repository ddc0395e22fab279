// All measurements of growth, in the order in which they run. Called by main.ts.
import { beside, besideSizes } from './beside.ts'
import { consumers, consumersSizes } from './consumers.ts'
import type { Curve } from './curve.ts'
import type { Growth } from './growth.ts'
import { idle, idleSizes } from './idle.ts'
import { partitions, partitionsSizes } from './partitions.ts'
import { producers, producersSizes } from './producers.ts'
import { randomFetch, randomFetchSizes } from './random-fetch.ts'
import { recordSizes, recordSizesSizes } from './record-sizes.ts'
import { recovery, recoverySizes } from './recovery.ts'

export interface Scenario {
  name: string
  what: string
  /** `longBytes`: of the long log, where there is one. */
  run(growth: Growth, sizes: 'full' | 'quick', longBytes?: number): Promise<Curve[]>
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'random-fetch',
    what: 'a fetch at a random offset of a short and of a long log',
    run: (growth, sizes, longBytes) => {
      const { logBytes, ...rest } = randomFetchSizes[sizes]
      return randomFetch(growth, { ...rest, logBytes: [logBytes[0], longBytes ?? logBytes[1]] })
    },
  },
  {
    name: 'partitions',
    what: 'produce over 1 to 1,000 partitions',
    run: (growth, sizes) => partitions(growth, partitionsSizes[sizes]),
  },
  {
    name: 'producers',
    what: 'produce from 1 to 64 connections',
    run: (growth, sizes) => producers(growth, producersSizes[sizes]),
  },
  {
    name: 'idle',
    what: 'memory of up to 10,000 idle connections',
    run: (growth, sizes) => idle(growth, idleSizes[sizes]),
  },
  {
    name: 'record-sizes',
    what: 'the SDK with records of 10 B to 1 MiB',
    run: (growth, sizes) => recordSizes(growth, recordSizesSizes[sizes]),
  },
  {
    name: 'consumers',
    what: '1 to 16 consumers of one cold topic',
    run: (growth, sizes) => consumers(growth, consumersSizes[sizes]),
  },
  {
    name: 'beside',
    what: 'p99 of produce beside a consumer on cold data, and beside a very slow one',
    run: (growth, sizes) => beside(growth, besideSizes[sizes]),
  },
  {
    name: 'recovery',
    what: 'the start after a kill',
    run: (growth, sizes) => recovery(growth, recoverySizes[sizes]),
  },
]
