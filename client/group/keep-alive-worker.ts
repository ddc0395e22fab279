// The keep-alive thread: a blocked event loop fires no timer, so a member's signs of life come from here. Started and fed by
// keep-alive.ts, one in a process, by name; it says nothing back but that a member is unknown to its broker.
// Invariant: it imports client and protocol alone, and holds nothing but what it was told.
import { parentPort, workerData } from 'node:worker_threads'
import type { Slots } from './keep-alive-slots.ts'
import { Pulse, type PulseMember } from './pulse.ts'

export interface KeepAliveWorkerData {
  readonly processSlots: Slots
}

export type KeepAliveCommand =
  | { readonly add: PulseMember; readonly remove?: undefined }
  | { readonly remove: number; readonly add?: undefined }

const { processSlots } = workerData as KeepAliveWorkerData
const pulse = new Pulse(processSlots, (key) => parentPort?.postMessage(key))

parentPort?.on('message', (command: KeepAliveCommand) => {
  if (command.add !== undefined) pulse.add(command.add)
  else pulse.remove(command.remove)
})
