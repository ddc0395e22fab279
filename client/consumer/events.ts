// What a consumer tells while it runs: `consumer.on(name, listener)`. Called by consumer.ts and group/.
// Invariant: a listener that throws, or whose promise rejects, disturbs nobody here: its error is thrown in a turn of its own,
// where it becomes the process's uncaughtException, as with any event emitter.
import type { ConsumerNotice } from './fetch-settings.ts'
import type { TopicPartition } from '../admin/group-description.ts'

export interface AssignedPartition extends TopicPartition {
  /** Given out once in a group: it and the partition name one owner for ever. */
  readonly assignmentEpoch: number
}

/** What `consumer.on` can listen to. */
export interface ConsumerEvents {
  /** The group gave these partitions to this consumer; they begin where `assignment` says. */
  assigned: (partitions: readonly AssignedPartition[]) => void
  /** They were given up, in order: what was finished is committed. */
  revoked: (partitions: readonly TopicPartition[]) => void
  /** The session ended (see sessionTimeoutMs, maxProcessingMs): others may work on them already. A new session begins by itself. */
  lost: (partitions: readonly TopicPartition[]) => void
  /** The event loop was not seen to turn for so many milliseconds, a second at least, to a quarter of a second. Of consumers in a group. */
  stalled: (blockedMs: number) => void
  /** What `orElse` dealt with, and the like; the same as onNotice hears. */
  notice: (notice: ConsumerNotice) => void
}

export class Emitter {
  readonly #listeners = new Map<string, Set<(argument: never) => void>>()

  /** Answers a function that unsubscribes. */
  on<Name extends keyof ConsumerEvents>(name: Name, listener: ConsumerEvents[Name]): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    const own = (argument: never) => (listener as (argument: never) => unknown)(argument)
    listeners.add(own)
    return () => void listeners.delete(own)
  }

  emit<Name extends keyof ConsumerEvents>(name: Name, argument: Parameters<ConsumerEvents[Name]>[0]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])])
      void undisturbed(() => listener(argument as never))
  }
}

/** Calls what the program gave; its error is nobody's here. Resolves when it is done. */
export async function undisturbed(call: () => unknown): Promise<void> {
  try {
    await call()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
