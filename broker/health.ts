// What /readyz says. Called by broker.ts for http.ts.
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Store } from '../storage/store.ts'
import type { BrokerState } from './broker.ts'
import type { Readiness } from './http.ts'

export async function readiness(
  state: BrokerState,
  directory: string,
  store: Store | undefined,
): Promise<Readiness> {
  const writable = await isWritable(directory)
  return {
    ready: state === 'ready' && writable,
    state,
    recovered: store !== undefined,
    disk: { writable },
    topics: store === undefined ? 0 : [...store.topics()].length,
  }
}

async function isWritable(directory: string): Promise<boolean> {
  try {
    await access(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}
