// The memory that the main thread and the keep-alive thread share: whether the event loop turns, since when the application has
// something in hand, and when the broker last confirmed a member. Written and read by keep-alive.ts (main) and pulse.ts.
//
//   process   [0] beat         main: when its event loop turned last
//
//   member    [0] inHandSince  main: since when the application asks for nothing more; 0: it has nothing in hand
//             [1] confirmed    thread: when the keep-alive that the broker answered last was sent; 0: none was
//
// Every slot is 64 bits wide and holds milliseconds of the monotonic clock (process.hrtime), which all threads of a process
// read alike; performance.now() counts from the start of its thread.
// Invariant: each slot has one writer; reads and writes are atomic.
export type Slots = BigInt64Array

const BEAT = 0
const IN_HAND_SINCE = 0
const CONFIRMED = 1

export function newProcessSlots(): Slots {
  return new BigInt64Array(new SharedArrayBuffer(8))
}

export function newMemberSlots(): Slots {
  return new BigInt64Array(new SharedArrayBuffer(16))
}

/** Now, in whole milliseconds; the same in all threads. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n)
}

export const beat = field(BEAT)
export const inHandSince = field(IN_HAND_SINCE)
export const confirmed = field(CONFIRMED)

function field(index: number) {
  return {
    read: (slots: Slots): number => Number(Atomics.load(slots, index)),
    write: (slots: Slots, ms: number): void => void Atomics.store(slots, index, BigInt(ms)),
  }
}
