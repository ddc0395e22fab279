// What /readyz says: ready while recovery is finished, the disk takes appends and no stop has begun; details for people.
// Called by broker.ts for http.ts and the console. A log that went read-only is told but does not make the broker unready: the others serve.
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Store } from '../storage/store.ts'
import type { BrokerState } from './broker.ts'
import type { Readiness } from './http.ts'

export interface BrokerReadiness extends Readiness {
  readonly state: BrokerState
  readonly disk: { readonly writable: boolean; readonly full: boolean; readonly freeBytes: number | null }
}

export async function readiness(
  state: BrokerState,
  directory: string,
  store: Store | undefined,
): Promise<BrokerReadiness> {
  const stats = store?.stats()
  const writable = (await isWritable(directory)) && stats?.diskFull !== true
  return {
    ready: state === 'ready' && writable,
    state,
    recovered: store !== undefined,
    disk: { writable, full: stats?.diskFull ?? false, freeBytes: finite(stats?.diskFreeBytes) },
    topics: stats?.topics ?? 0,
    partitions: stats?.logs ?? 0,
    readOnlyPartitions: stats?.readOnlyLogs ?? 0,
  }
}

function finite(bytes: number | undefined): number | null {
  return bytes !== undefined && Number.isFinite(bytes) ? bytes : null
}

async function isWritable(directory: string): Promise<boolean> {
  try {
    await access(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}
