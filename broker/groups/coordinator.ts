// The consumer groups of this broker: finds or makes the group a request is about, tells groups of topics, of time and of
// the end of the broker. Called by the handlers; made by broker.ts when the store is open. What happens in a group decides
// `step` (group.ts) alone; live-group.ts drives it.
// Invariants: at most limits.groupsMax groups; a group that is being deleted takes no requests until that is durable.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type {
  CommitOffsetsRequest,
  CommitResultInit,
  CommittedOffsetInit,
  CommittedOffsetsRequest,
  JoinGroupRequest,
  KeepAliveRequest,
  LeaveGroupRequest,
  SyncGroupRequest,
} from '../../protocol/messages.ts'
import type { GroupFacts } from '../../storage/group-state.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { Peer } from '../handlers/context.ts'
import type { Logger } from '../log.ts'
import { Beat } from './beat.ts'
import { CommittedOffsets } from './committed-offsets.ts'
import { fromStored, newGroup } from './group.ts'
import { checkSubscriptions } from './group-size.ts'
import { topicsOfGroup, topicsOfStored } from './group-topics.ts'
import { type GroupAnswer, type GroupCounts, LiveGroup } from './live-group.ts'
import type { Moment } from './model.ts'
import { fromWire } from './partition-lists.ts'

const EXPIRY_INTERVAL_MS = 60_000

export interface CoordinatorOptions {
  readonly store: Store
  readonly log: Logger
  /** Of groups without members; -1: for ever. */
  readonly offsetsRetentionMs: number
}

export interface KnownGroup {
  readonly live: LiveGroup
  /** What is durable of it, with its offsets; undefined: nothing yet. */
  readonly facts: GroupFacts | undefined
}

export class Coordinator {
  readonly counts: GroupCounts = { rebalances: 0, membersPutOut: 0, commits: 0 }
  readonly #options: CoordinatorOptions
  readonly #store: Store
  readonly #offsets: CommittedOffsets
  readonly #groups = new Map<string, LiveGroup>()
  readonly #beat: Beat
  readonly #expiry: NodeJS.Timeout
  readonly #forgetTopics: () => void
  #stopping = false

  constructor(options: CoordinatorOptions) {
    this.#options = options
    this.#store = options.store
    this.#offsets = new CommittedOffsets(options.store)
    this.#beat = new Beat((forMs) => this.#stoodStill(forMs))
    for (const facts of this.#store.groups.all()) this.#restore(facts)
    this.#forgetTopics = this.#store.onTopicChange((topic) => this.#topicChanged(topic))
    this.#expiry = setInterval(() => void this.expireIdle(Date.now()), EXPIRY_INTERVAL_MS).unref()
  }

  get groupCount(): number {
    return this.#groups.size
  }

  get memberCount(): number {
    let count = 0
    for (const { group } of this.#groups.values()) count += group.members.size
    return count
  }

  get offsetCount(): number {
    return this.#store.groups.offsetCount
  }

  find(name: string): KnownGroup | undefined {
    const live = this.#groups.get(name)
    return live && { live, facts: this.#store.groups.get(name) }
  }

  *all(): Generator<KnownGroup> {
    for (const [name, live] of this.#groups) yield { live, facts: this.#store.groups.get(name) }
  }

  /** Answers the group epoch. INSTANCE_IN_USE, GROUP_LIMIT, and what the disk says. */
  async join(request: JoinGroupRequest, peer: Peer): Promise<number> {
    for (let busy; (busy = this.#deletionOf(request.group)) !== undefined; ) await busy
    const live = this.#open(request.group)
    const { memberId, instanceId, sessionTimeoutMs, maxProcessingMs } = request
    const topics = [...new Set(request.topics)]
    checkSubscriptions(live.group, memberId, topics)
    if (topics.some((name) => !live.group.topics.has(name) && this.#store.topicByName(name) !== undefined))
      this.#tellTopics(live, topics)
    try {
      await live.ask((tag) => ({
        kind: 'join',
        tag,
        memberId,
        instanceId,
        clientId: peer.clientId,
        address: peer.address,
        topics,
        assignor: request.assignor === 'range' ? 'range' : 'uniform',
        sessionTimeoutMs,
        maxProcessingMs,
      }))
    } catch (error) {
      this.#dropUnused(live)
      throw error
    }
    live.speaks(memberId, peer) // it may die before it syncs
    return live.group.epoch
  }

  /** A long poll. UNKNOWN_MEMBER; TOO_MANY_REQUESTS where the same member asked again. */
  sync(
    request: SyncGroupRequest,
    peer: Peer,
  ): Promise<{ answer: Extract<GroupAnswer, { kind: 'assigned' }>; groupEpoch: number }> {
    const { memberId } = request
    const live = this.#ofMember(request)
    live.speaks(memberId, peer)
    const waitMs = Math.min(request.maxWaitMs, limits.syncWaitMsMax)
    const held = fromWire(request.held)
    return live
      .askAndWait((tag) => ({ kind: 'sync', tag, memberId, held }), memberId, waitMs, peer)
      .then((answer) => ({
        answer: answer as Extract<GroupAnswer, { kind: 'assigned' }>,
        groupEpoch: live.group.epoch,
      }))
  }

  /** Answers the group epoch. UNKNOWN_MEMBER. */
  async keepAlive(request: KeepAliveRequest, peer: Peer): Promise<number> {
    const { memberId, blockedMs, processingMs } = request
    const live = this.#ofMember(request)
    live.speaks(memberId, peer)
    live.told(memberId)
    await live.ask((tag) => ({ kind: 'keepAlive', tag, memberId, blockedMs, processingMs }))
    return live.group.epoch
  }

  /** Also done where there is no such member. */
  async leave({ group, memberId, keepInstance }: LeaveGroupRequest): Promise<void> {
    await this.#groups.get(group)?.ask((tag) => ({ kind: 'leave', tag, memberId, keepInstance }))
  }

  /** One result an entry, durable. Makes the group where nobody commits to one that is not there. */
  async commit(request: CommitOffsetsRequest): Promise<CommitResultInit[]> {
    const { group: name, memberId } = request
    for (let busy; (busy = this.#deletionOf(name)) !== undefined; ) await busy
    const live = memberId === '' ? this.#open(name) : this.#groups.get(name)
    live?.sawLife(memberId)
    try {
      const results = await this.#offsets.commit(request, live?.group)
      for (const { failure } of results) if (failure === undefined) this.counts.commits++
      return results
    } finally {
      if (live !== undefined) this.#dropUnused(live)
    }
  }

  /** In request order, or all there are, with every commit in it that was accepted before. */
  committed(request: CommittedOffsetsRequest): Promise<CommittedOffsetInit[]> {
    return this.#offsets.read(request, this.#groups.get(request.group)?.group)
  }

  /** Durable, with its offsets. UNKNOWN_GROUP, GROUP_NOT_EMPTY. */
  async delete(name: string): Promise<void> {
    for (let busy; (busy = this.#deletionOf(name)) !== undefined; ) await busy
    const live = this.#groups.get(name)
    if (live === undefined)
      throw new SluiceError('UNKNOWN_GROUP', `there is no group ${JSON.stringify(name)}`)
    const members = live.group.members.size
    if (members > 0) throw new SluiceError('GROUP_NOT_EMPTY', `group ${name} has ${members} members`)
    await this.#remove(live)
  }

  /** Deletes the groups that nobody was in and nobody committed to for offsets.retention.ms; once a minute by itself. */
  async expireIdle(wallMs: number): Promise<void> {
    const { offsetsRetentionMs: retentionMs, log } = this.#options
    if (retentionMs < 0) return
    for (const [name, live] of [...this.#groups]) {
      const usedMs = Math.max(live.group.emptySinceMs, this.#store.groups.get(name)?.lastCommitMs ?? 0)
      const inUse = live.group.members.size > 0 || live.deleting !== undefined || this.#offsets.busy(name)
      const isOther = this.#groups.get(name) !== live // made anew while others were being deleted
      if (inUse || isOther || this.#stopping || wallMs - usedMs < retentionMs) continue
      try {
        await this.#remove(live)
        log.info({ group: name }, 'group expired')
      } catch (err) {
        return log.warn({ err, group: name }, 'a group could not expire; tried again later')
      }
    }
  }

  /** Ends every long poll; later ones end at once. */
  stop(): void {
    this.#stopping = true
    clearInterval(this.#expiry)
    for (const live of this.#groups.values()) live.stop()
  }

  /** Before the store closes: no timer changes anything any more. */
  close(): void {
    this.stop()
    this.#beat.stop()
    this.#forgetTopics()
    for (const live of this.#groups.values()) live.close()
  }

  // ---- the rest is for the methods above

  #ofMember({ group, memberId }: { group: string; memberId: string }): LiveGroup {
    const live = this.#groups.get(group)
    if (live !== undefined) return live
    throw new SluiceError('UNKNOWN_MEMBER', `group ${group} has no member ${memberId} (any more)`)
  }

  #deletionOf(name: string): Promise<void> | undefined {
    return this.#groups.get(name)?.deleting
  }

  #open(name: string): LiveGroup {
    const known = this.#groups.get(name)
    if (known !== undefined) return known
    if (this.#groups.size >= limits.groupsMax)
      throw new SluiceError('GROUP_LIMIT', `a broker holds at most ${limits.groupsMax} groups`)
    const live = this.#live(newGroup(name, moment()))
    this.#groups.set(name, live)
    return live
  }

  #live(group: ReturnType<typeof newGroup>): LiveGroup {
    const live = new LiveGroup(group, group.revision, {
      stored: this.#store.groups,
      log: this.#options.log,
      counts: this.counts,
      checkClock: () => this.#beat.check(),
    })
    if (this.#stopping) live.stop()
    return live
  }

  #restore({ state }: GroupFacts): void {
    const topics = topicsOfStored(state, this.#store)
    this.#groups.set(state.name, this.#live(fromStored(state, topics, moment())))
  }

  #dropUnused(live: LiveGroup): void {
    const { name } = live.group
    if (!live.unused || this.#offsets.busy(name) || this.#store.groups.get(name) !== undefined) return
    if (this.#groups.get(name) !== live) return
    live.close()
    this.#groups.delete(name)
  }

  async #remove(live: LiveGroup): Promise<void> {
    const { name } = live.group
    const removed = this.#store.groups.remove(name).then(() => {
      if (this.#groups.get(name) === live) this.#groups.delete(name)
      live.deleted()
    })
    live.deleting = removed.catch(() => live.notDeleted())
    await removed
  }

  #topicChanged(topic: Topic): void {
    for (const live of this.#groups.values()) {
      const known = live.group.topics.get(topic.name)?.idHex === topic.idHex
      if (known || live.topicNames.has(topic.name)) this.#tellTopics(live)
    }
  }

  #tellTopics(live: LiveGroup, moreNames?: readonly string[]): void {
    live.run({ kind: 'topics', topics: topicsOfGroup(live, this.#store, moreNames) })
  }

  /** Nobody could give a sign of life. */
  #stoodStill(forMs: number): void {
    this.#options.log.warn({ forMs: Math.round(forMs) }, 'the broker stood still: sessions are prolonged')
    for (const live of this.#groups.values()) live.run({ kind: 'stoodStill', forMs })
  }
}

function moment(): Moment {
  return { nowMs: performance.now(), wallMs: Date.now() }
}
