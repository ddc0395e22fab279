// Sends the keep-alives of group members, each on a connection of its own. Runs in the keep-alive thread (keep-alive-worker.ts),
// and on the main thread where no thread can be started (keep-alive.ts).
// A member's keep-alive leaves every intervalMs, and at once when its event loop is first seen to be blocked. It stops leaving
// while the loop is blocked, or the application asks for nothing more, for longer than maxProcessingMs: then the broker puts
// the member out one session timeout later, and its partitions go to others.
// Invariants: one keep-alive of a member is under way at a time; after `remove` nothing is sent for it.
import { SluiceError } from '../../protocol/errors.ts'
import { Dialer, type DialerOptions } from '../connection/dialer.ts'
import { Lane } from '../connection/lane.ts'
import { Deadline } from '../connection/retry.ts'
import { beat, confirmed, inHandSince, monotonicMs, type Slots } from './keep-alive-slots.ts'

/** From here on a loop that does not turn is told to the broker. */
export const BLOCKED_FROM_MS = 1_000
/** How often slots are looked at. */
const LOOK_MS = 250

export interface PulseMember {
  readonly key: number
  readonly dial: DialerOptions
  readonly group: string
  readonly memberId: string
  readonly intervalMs: number
  readonly sessionTimeoutMs: number
  readonly maxProcessingMs: number
  readonly slots: Slots
}

interface Beating extends PulseMember {
  readonly lane: Lane
  dueAtMs: number
  sending: boolean
  toldBlocked: boolean
  removed: boolean
}

export class Pulse {
  readonly #processSlots: Slots
  readonly #onUnknown: (key: number) => void
  readonly #members = new Map<number, Beating>()
  #timer: NodeJS.Timeout | undefined

  /** `onUnknown`: the broker does not know this member (any more). */
  constructor(processSlots: Slots, onUnknown: (key: number) => void) {
    this.#processSlots = processSlots
    this.#onUnknown = onUnknown
  }

  add(member: PulseMember): void {
    const { dial, intervalMs, sessionTimeoutMs } = member
    const lane = new Lane(new Dialer(dial), { requestTimeoutMs: Math.max(1_000, sessionTimeoutMs / 3) })
    const dueAtMs = monotonicMs() + intervalMs
    this.#members.set(member.key, {
      ...member,
      lane,
      dueAtMs,
      sending: false,
      toldBlocked: false,
      removed: false,
    })
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS)
    this.#timer.unref()
    // Connected from the start: a static id with an open connection is not taken over.
    void this.#send(this.#members.get(member.key) as Beating, 0, 0)
  }

  remove(key: number): void {
    const member = this.#members.get(key)
    if (member === undefined) return
    member.removed = true
    this.#members.delete(key)
    member.lane.close()
    if (this.#members.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    const nowMs = monotonicMs()
    const blockedMs = nowMs - beat.read(this.#processSlots)
    const told = blockedMs >= BLOCKED_FROM_MS ? blockedMs : 0
    for (const member of this.#members.values()) {
      const since = inHandSince.read(member.slots)
      const processingMs = since === 0 ? 0 : Math.max(0, nowMs - since)
      if (told === 0) member.toldBlocked = false
      const urgent = told > 0 && !member.toldBlocked
      if (member.sending || (nowMs < member.dueAtMs && !urgent)) continue
      if (Math.max(blockedMs, processingMs) >= member.maxProcessingMs) continue
      member.toldBlocked = told > 0
      void this.#send(member, told, processingMs)
    }
  }

  async #send(member: Beating, blockedMs: number, processingMs: number): Promise<void> {
    const { group, memberId, lane, intervalMs, sessionTimeoutMs, slots } = member
    const sentAtMs = monotonicMs()
    member.sending = true
    member.dueAtMs = sentAtMs + intervalMs
    try {
      const keepAlive = { group, memberId, blockedMs, processingMs }
      await lane.attempt({ keepAlive }, new Deadline(Math.max(1_000, sessionTimeoutMs / 3)))
      confirmed.write(slots, sentAtMs)
    } catch (error) {
      // Whatever else failed is tried again: the next look comes soon.
      member.dueAtMs = Math.min(member.dueAtMs, monotonicMs() + LOOK_MS)
      const unknown = error instanceof SluiceError && error.code === 'UNKNOWN_MEMBER'
      if (unknown && !member.removed) this.#onUnknown(member.key)
    } finally {
      member.sending = false
    }
  }
}
