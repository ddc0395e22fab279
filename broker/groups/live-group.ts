// One group at work: gives events to `step`, keeps answers back until what they tell is stored, owns the group's timer and
// knows which connections speak for which member. Made and called by coordinator.ts; decides nothing itself.
// Invariants: an answer leaves after its revision is durable; at most one append of the group is under way, and what
// changes meanwhile is in the next one, so there is never a queue of them; every request ends exactly once: by its
// effect, by a failed append, or by stop().
import { isSluiceError, SluiceError } from '../../protocol/errors.ts'
import type { StoredGroups } from '../../storage/groups.ts'
import type { Peer } from '../handlers/context.ts'
import type { Logger } from '../log.ts'
import { nextDeadlineMs, step, toStored } from './group.ts'
import type { Group, GroupEffect, GroupEvent } from './model.ts'

/** After a failed append the next one waits this long; requests that need it fail at once meanwhile. */
const RETRY_MS = 500
/** Storing a large group takes a part of the main thread: at most one in so many milliseconds. */
const STORE_SHARE = 4

export type GroupAnswer = Extract<GroupEffect, { kind: 'done' | 'assigned' }>

/** What happened since the start, for the metrics. */
export interface GroupCounts {
  rebalances: number
  membersPutOut: number
  commits: number
}

export interface GroupHost {
  readonly stored: StoredGroups
  readonly log: Logger
  readonly counts: GroupCounts
  /** Called before anything is decided by time. */
  checkClock(): void
}

interface Waiting {
  readonly resolve: (answer: GroupAnswer) => void
  readonly reject: (error: unknown) => void
  endWait: (() => void) | undefined
  forgetWait: (() => void) | undefined
}

interface Speaker {
  readonly peers: Map<Peer, () => void>
  toldAtMs: number
}

export class LiveGroup {
  readonly group: Group
  /** Being deleted; never rejects. Nothing is stored meanwhile. */
  deleting: Promise<void> | undefined
  readonly #host: GroupHost
  readonly #waiting = new Map<number, Waiting>()
  readonly #speakers = new Map<string, Speaker>()
  #held: GroupAnswer[] = []
  #storedRevision: number
  #storing = false
  #failure: unknown
  #retryAtMs = 0
  #timer: NodeJS.Timeout | undefined
  #timerDueMs = Number.POSITIVE_INFINITY
  #nextTag = 1
  #stopping = false
  #closed = false
  #names: { epoch: number; names: ReadonlySet<string> } = { epoch: -1, names: new Set() }

  constructor(group: Group, storedRevision: number, host: GroupHost) {
    this.group = group
    this.#storedRevision = storedRevision
    this.#host = host
    this.#arm()
  }

  /** The topics its members subscribe to, whether they are there or not. */
  get topicNames(): ReadonlySet<string> {
    if (this.#names.epoch !== this.group.epoch || this.#names.names.size === 0) {
      const names = new Set<string>()
      for (const member of this.group.members.values()) for (const name of member.topics) names.add(name)
      this.#names = { epoch: this.group.epoch, names }
    }
    return this.#names.names
  }

  /** Nothing that would have to be kept. */
  get unused(): boolean {
    return this.group.members.size === 0 && this.group.revision === 0 && this.#waiting.size === 0
  }

  /** Resolves with the effect that answers this event, once it is stored; rejects with what refused it. */
  ask(event: (tag: number) => GroupEvent): Promise<GroupAnswer> {
    const tag = this.#nextTag++
    if (this.#closed) return Promise.reject(new SluiceError('SHUTTING_DOWN'))
    return new Promise((resolve, reject) => {
      this.#waiting.set(tag, { resolve, reject, endWait: undefined, forgetWait: undefined })
      this.run(event(tag))
    })
  }

  /** As ask(), and ends the wait after waitMs, when nothing more comes over the connection, or when the broker stops. */
  askAndWait(
    event: (tag: number) => GroupEvent,
    memberId: string,
    waitMs: number,
    peer: Peer,
  ): Promise<GroupAnswer> {
    const tag = this.#nextTag
    const answered = this.ask(event)
    const waiting = this.#waiting.get(tag)
    if (waiting === undefined || this.#held.some((answer) => answer.tag === tag)) return answered
    const endWait = () => this.run({ kind: 'syncEnds', tag, memberId })
    if (this.#stopping || peer.ended || waitMs <= 0) {
      endWait()
      return answered
    }
    const timer = setTimeout(endWait, waitMs)
    peer.onEnd.add(endWait)
    waiting.endWait = endWait
    waiting.forgetWait = () => {
      clearTimeout(timer)
      peer.onEnd.delete(endWait)
    }
    return answered
  }

  run(event: GroupEvent): void {
    if (this.#closed) return
    this.#host.checkClock()
    const effects = step(this.group, event, { nowMs: performance.now(), wallMs: Date.now() })
    for (const effect of effects) this.#apply(effect)
    if (event.kind === 'leave') this.#forgetSpeaker(event.memberId) // also where its static id stays
    this.#store()
    if (event.kind !== 'keepAlive') this.#arm() // which only moves a deadline away
  }

  /**
   * This connection speaks for the member from now on until nothing more comes over it. That is its peer's end, not its close: a
   * client that was killed has ended its half, and its connection stays open as long as an answer to it is under way.
   */
  speaks(memberId: string, peer: Peer): void {
    if (!this.group.members.has(memberId)) return
    let speaker = this.#speakers.get(memberId)
    if (speaker === undefined) {
      speaker = { peers: new Map(), toldAtMs: performance.now() }
      this.#speakers.set(memberId, speaker)
    }
    const { peers } = speaker
    if (peers.has(peer)) return
    this.run({ kind: 'connected', memberId })
    if (peer.ended) return this.run({ kind: 'disconnected', memberId }) // while its join was being stored
    const gone = () => {
      peers.delete(peer)
      this.run({ kind: 'disconnected', memberId })
    }
    peers.set(peer, gone)
    peer.onEnd.add(gone)
  }

  told(memberId: string): void {
    const speaker = this.#speakers.get(memberId)
    if (speaker !== undefined) speaker.toldAtMs = performance.now()
  }

  /** Commits come from its event loop: that turns, and what it has in hand it has had for longer. */
  sawLife(memberId: string): void {
    const member = this.group.members.get(memberId)
    if (member === undefined) return
    const processingMs = this.processingMs(memberId)
    this.told(memberId)
    this.run({ kind: 'keepAlive', tag: 0, memberId, blockedMs: 0, processingMs })
  }

  /** As of the last keep-alive and the time since, while it lasts. */
  processingMs(memberId: string): number {
    return this.#since(memberId, this.group.members.get(memberId)?.processingMs ?? 0)
  }

  blockedMs(memberId: string): number {
    return this.#since(memberId, this.group.members.get(memberId)?.blockedMs ?? 0)
  }

  #since(memberId: string, saidMs: number): number {
    const toldAtMs = this.#speakers.get(memberId)?.toldAtMs ?? performance.now()
    return saidMs === 0 ? 0 : Math.round(saidMs + performance.now() - toldAtMs)
  }

  /** Ends every wait; later ones end at once. Connections close from now on, and nobody is put out over that. */
  stop(): void {
    this.#stopping = true
    clearTimeout(this.#timer)
    for (const { endWait } of [...this.#waiting.values()]) endWait?.()
  }

  /** Durably gone: who waits for a change to be stored (the last member's goodbye) has more than that. */
  deleted(): void {
    for (const answer of this.#held.splice(0)) this.#take(answer.tag)?.resolve(answer)
    this.close()
  }

  /** The deletion failed: what came meanwhile is stored after all. */
  notDeleted(): void {
    this.deleting = undefined
    this.#store()
  }

  /** Nothing happens here any more. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const memberId of [...this.#speakers.keys()]) this.#forgetSpeaker(memberId)
    this.#failAll(new SluiceError('SHUTTING_DOWN'))
  }

  #apply(effect: GroupEffect): void {
    if (effect.kind === 'refused') {
      this.#take(effect.tag)?.reject(refusal(effect))
    } else if (effect.kind === 'done' || effect.kind === 'assigned') {
      if (effect.revision <= this.#storedRevision) this.#take(effect.tag)?.resolve(effect)
      else if (this.#waiting.has(effect.tag)) this.#held.push(effect)
    } else if (effect.kind === 'removed') {
      this.#removed(effect.memberId, effect.why)
    } else {
      this.#host.counts.rebalances++
      this.#host.log.debug({ group: this.group.name, moved: effect.moved }, 'group assigned anew')
    }
  }

  #removed(memberId: string, why: string): void {
    this.#forgetSpeaker(memberId)
    const facts = { group: this.group.name, memberId, why }
    if (why !== 'expired' && why !== 'held on') return this.#host.log.debug(facts, 'group member gone')
    this.#host.counts.membersPutOut++
    this.#host.log.warn(facts, 'group member put out')
  }

  #forgetSpeaker(memberId: string): void {
    for (const [peer, gone] of this.#speakers.get(memberId)?.peers ?? []) peer.onEnd.delete(gone)
    this.#speakers.delete(memberId)
  }

  #take(tag: number): Waiting | undefined {
    const waiting = this.#waiting.get(tag)
    if (waiting === undefined) return undefined
    this.#waiting.delete(tag)
    waiting.forgetWait?.()
    return waiting
  }

  #store(): void {
    const { revision } = this.group
    const nothingToDo = this.#storing || revision <= this.#storedRevision || this.deleting !== undefined
    if (nothingToDo || this.#closed) return
    const beganMs = performance.now()
    if (beganMs < this.#retryAtMs) return this.#failHeld(this.#failure)
    this.#storing = true
    const saved = this.#host.stored.save(toStored(this.group))
    const tookMs = performance.now() - beganMs
    saved.then(
      () => this.#wasStored(revision, beganMs + STORE_SHARE * tookMs),
      (error: unknown) => this.#notStored(error),
    )
  }

  #wasStored(revision: number, nextMs: number): void {
    this.#storedRevision = revision
    const ready = this.#held.filter((answer) => answer.revision <= revision)
    this.#held = this.#held.filter((answer) => answer.revision > revision)
    for (const answer of ready) this.#take(answer.tag)?.resolve(answer)
    const next = () => {
      this.#storing = false
      this.#store()
    }
    const restMs = nextMs - performance.now()
    if (restMs > 1) setTimeout(next, restMs)
    else next()
  }

  #notStored(error: unknown): void {
    this.#storing = false
    this.#failure =
      isSluiceError(error) && error.code === 'MESSAGE_TOO_LARGE'
        ? new SluiceError('GROUP_LIMIT', `group ${this.group.name} is too large to be stored`, {
            cause: error,
          })
        : error
    this.#retryAtMs = performance.now() + RETRY_MS
    this.#failHeld(this.#failure)
  }

  #failHeld(error: unknown): void {
    for (const { tag } of this.#held.splice(0)) this.#take(tag)?.reject(error)
  }

  #failAll(error: unknown): void {
    this.#held = []
    for (const tag of [...this.#waiting.keys()]) this.#take(tag)?.reject(error)
  }

  /** A timer that is due earlier stays: it looks again when it fires. */
  #arm(): void {
    const dueMs = nextDeadlineMs(this.group)
    if (dueMs >= this.#timerDueMs || this.#closed || this.#stopping) return
    clearTimeout(this.#timer)
    this.#timerDueMs = dueMs
    this.#timer = setTimeout(() => this.#onTimer(), Math.max(0, Math.ceil(dueMs - performance.now())))
  }

  #onTimer(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY
    this.#host.checkClock() // may move the deadlines, and arm the timer
    if (nextDeadlineMs(this.group) <= performance.now()) this.run({ kind: 'tick' })
    else this.#arm()
  }
}

/** ABORTED does not travel: what a client may not have is two syncs at once. */
function refusal({ code, message }: Extract<GroupEffect, { kind: 'refused' }>): SluiceError {
  return new SluiceError(code === 'ABORTED' ? 'TOO_MANY_REQUESTS' : code, message)
}
