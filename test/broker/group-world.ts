// A group, its members and a disk, for group-model.test.ts: members that do as the wire's comments ask, zombies that do not, answers
// that arrive late or never, a broker that restarts from what it had stored. Every step is checked as it happens.
import { expect } from 'chai'
import {
  assignedTo,
  fromStored,
  newGroup,
  nextDeadlineMs,
  ownerOf,
  step,
  toStored,
} from '../../broker/groups/group.ts'
import type {
  AssignorName,
  Group,
  GroupEffect,
  GroupEvent,
  PartitionKey,
  StoredGroup,
  SubscribedTopic,
} from '../../broker/groups/model.ts'
import { decodeMetadataRecord, encodeMetadataRecord } from '../../protocol/messages.ts'

type Answer = Extract<GroupEffect, { tag: number }>

export const sessionTimeoutMs = 10_000
export const maxProcessingMs = 30_000
const topicNames = ['a', 'b', 'c'] as const

export interface Wish {
  topics: string[]
  assignor: AssignorName
  instanceId: string
  zombie: boolean
}

/** One session of one consumer. */
class Client {
  readonly id: string
  readonly zombie: boolean
  /** What it works on, and what of that it is giving up. */
  readonly working = new Map<PartitionKey, number>()
  readonly giving = new Map<PartitionKey, number>()
  readonly toldOf: [PartitionKey, number][] = []
  readonly inbox: Answer[] = []
  snapshot = new Map<PartitionKey, number>()
  syncTag = -1
  out = false
  /** The group has put it out, whether it knows or not: what it still works on is refused by the epoch, not prevented. */
  fenced = false

  constructor(id: string, zombie: boolean) {
    this.id = id
    this.zombie = zombie
  }

  get held(): Map<PartitionKey, number> {
    return new Map([...this.working, ...this.giving])
  }

  /** Only the answer to the latest sync counts. */
  take(answer: Answer): void {
    if (answer.kind === 'refused' && answer.code !== 'ABORTED') this.stop()
    if (answer.kind !== 'assigned') return
    for (const entry of answer.assigned) this.toldOf.push(entry)
    if (answer.tag !== this.syncTag || this.out) return
    for (const [key, epoch] of this.working)
      if (answer.assigned.get(key) !== epoch) this.giving.set(key, epoch)
    for (const key of this.giving.keys()) this.working.delete(key)
    for (const [key, epoch] of answer.assigned) {
      this.giving.delete(key)
      this.working.set(key, epoch)
    }
  }

  stop(): void {
    this.out = true
    this.working.clear()
    this.giving.clear()
  }
}

export class World {
  group: Group
  readonly clients = new Map<number, Client>() // by slot
  readonly everybody: Client[] = []
  readonly topics = new Map<string, SubscribedTopic>()
  #nowMs = 1_000
  #lastTag = 0
  #topicCount = 0
  #stored: Buffer
  #storedRevision = 0
  readonly #waitingForDisk: [Client, Answer][] = []
  readonly #askedBy = new Map<number, Client>() // open requests
  readonly #ownersTold = new Map<string, string>() // partition@epoch → member, over restarts
  #ownersSeen = new Map<string, string>() // the same within one life of the broker
  #highestTold = 0
  readonly #committed = new Map<PartitionKey, number>() // under which epoch last

  constructor() {
    this.group = newGroup('g', this.#moment())
    this.#stored = this.#encoded()
    this.#createTopic('a', 4)
    this.#createTopic('b', 3)
    this.tell({ kind: 'topics', topics: new Map(this.topics) })
  }

  // ---- what members do

  join(slot: number, wish: Wish): void {
    let client = this.clients.get(slot)
    if (client === undefined || client.out) {
      client = new Client(`m${this.everybody.length}`, wish.zombie)
      this.clients.set(slot, client)
      this.everybody.push(client)
    }
    const { topics, assignor, instanceId } = wish
    const tag = this.#ask(client)
    const rest = { clientId: 'test', address: '', sessionTimeoutMs, maxProcessingMs }
    this.tell({ kind: 'join', tag, memberId: client.id, instanceId, topics, assignor, ...rest })
    this.tell({ kind: 'connected', memberId: client.id })
  }

  sync(slot: number, how: 'honest' | 'stale' | 'wild'): void {
    const client = this.clients.get(slot)
    if (client === undefined) return
    const held = client.held
    if (how === 'stale') for (const [key, epoch] of client.snapshot) if (!held.has(key)) held.set(key, epoch)
    if (how === 'wild' && client.zombie) {
      held.clear()
      for (const [key, { assignmentEpoch }] of this.group.owners) held.set(key, assignmentEpoch)
    }
    client.snapshot = client.held
    client.syncTag = this.#ask(client)
    this.tell({ kind: 'sync', tag: client.syncTag, memberId: client.id, held })
  }

  syncEnds(slot: number): void {
    const client = this.clients.get(slot)
    if (client !== undefined) this.tell({ kind: 'syncEnds', tag: client.syncTag, memberId: client.id })
  }

  keepAlive(slot: number): void {
    const client = this.clients.get(slot)
    if (client === undefined || client.out) return
    const tag = this.#ask(client)
    this.tell({ kind: 'keepAlive', tag, memberId: client.id, blockedMs: 1, processingMs: 2 })
  }

  leave(slot: number, keepInstance: boolean): void {
    const client = this.clients.get(slot)
    if (client === undefined) return
    client.stop()
    this.tell({ kind: 'leave', tag: this.#ask(client), memberId: client.id, keepInstance })
  }

  disconnect(slot: number): void {
    const client = this.clients.get(slot)
    if (client !== undefined) this.tell({ kind: 'disconnected', memberId: client.id })
  }

  /** Answers reach the member. */
  deliver(slot: number): void {
    const client = this.clients.get(slot)
    for (const answer of client?.inbox.splice(0) ?? []) client?.take(answer)
  }

  giveUp(slot: number): void {
    const client = this.clients.get(slot)
    if (client !== undefined && !client.zombie) client.giving.clear()
  }

  /** Somebody commits under an epoch that it was once told: alive, put out or replaced. */
  commit(pick: number): void {
    const client = this.everybody[pick % Math.max(1, this.everybody.length)]
    for (const [key, epoch] of client?.toldOf ?? []) {
      const owner = ownerOf(this.group, key)
      if (owner?.memberId !== client?.id || owner?.assignmentEpoch !== epoch) continue
      expect(epoch, `commit of ${key}`).to.be.at.least(this.#committed.get(key) ?? 0)
      this.#committed.set(key, epoch)
    }
  }

  // ---- what the world does

  topicsChange(what: 'create' | 'grow' | 'delete', pick: number): void {
    const name = topicNames[pick % topicNames.length] as string
    const topic = this.topics.get(name)
    if (what === 'delete') this.topics.delete(name)
    else if (topic === undefined) this.#createTopic(name, 1 + (pick % 5))
    else if (what === 'grow')
      this.topics.set(name, { ...topic, partitions: topic.partitions + 1 + (pick % 2) })
    this.tell({ kind: 'topics', topics: new Map(this.topics) })
  }

  /** Time passes, and every deadline in it is met. */
  pass(ms: number): void {
    const endMs = this.#nowMs + ms
    for (let at = nextDeadlineMs(this.group); at <= endMs; at = nextDeadlineMs(this.group)) {
      this.#nowMs = Math.max(this.#nowMs, at)
      this.tell({ kind: 'tick' })
      expect(nextDeadlineMs(this.group), 'a tick does what is due').to.be.greaterThan(this.#nowMs)
    }
    this.#nowMs = endMs
  }

  stoodStill(ms: number): void {
    const alive = [...this.group.members.keys()]
    this.#nowMs += ms
    this.tell({ kind: 'stoodStill', forMs: ms })
    this.tell({ kind: 'tick' })
    expect([...this.group.members.keys()], 'nobody is put out for our own silence').to.deep.equal(alive)
  }

  store(): void {
    this.#stored = this.#encoded()
    this.#storedRevision = this.group.revision
    for (const [client, answer] of this.#waitingForDisk.splice(0)) this.#send(client, answer)
  }

  /** What was not stored is lost, and nobody had heard of it. */
  restart(): void {
    this.#waitingForDisk.length = 0
    this.#askedBy.clear()
    this.#ownersSeen = new Map()
    const stored = decodeMetadataRecord(this.#stored).group as StoredGroup
    this.group = fromStored(stored, new Map(this.topics), this.#moment())
    this.#storedRevision = 0
    expect(this.group.assignmentEpoch, 'epochs survive').to.be.at.least(this.#highestTold)
    this.tell({ kind: 'tick' })
  }

  // ---- the broker

  tell(event: GroupEvent): void {
    const { group } = this
    const before = { bytes: this.#encoded(), revision: group.revision, epoch: group.epoch }
    const lastEpoch = group.assignmentEpoch
    const twin = structuredClone(group)
    const effects = step(group, event, this.#moment())
    expect(step(twin, event, this.#moment()), 'the same again').to.deep.equal(effects)
    if (!this.#encoded().equals(before.bytes)) expect(group.revision).to.be.greaterThan(before.revision)
    expect(group.epoch).to.be.at.least(before.epoch)
    expect(group.assignmentEpoch).to.be.at.least(lastEpoch)
    for (const effect of effects) {
      if ('tag' in effect) this.#answered(effect)
      else if (effect.kind === 'removed') this.#byId(effect.memberId).fenced = true
    }
    this.#check()
  }

  #answered(answer: Answer): void {
    const client = this.#askedBy.get(answer.tag)
    expect(client, `request ${answer.tag} is answered once: ${answer.kind}`).to.not.equal(undefined)
    this.#askedBy.delete(answer.tag)
    const revision = answer.kind === 'refused' ? 0 : answer.revision
    if (revision <= this.#storedRevision) this.#send(client as Client, answer)
    else this.#waitingForDisk.push([client as Client, answer])
  }

  /** An answer leaves the broker: from now on somebody knows. */
  #send(client: Client, answer: Answer): void {
    client.inbox.push(answer)
    if (answer.kind !== 'assigned') return
    for (const [key, epoch] of answer.assigned) {
      this.#highestTold = Math.max(this.#highestTold, epoch)
      oneOwner(this.#ownersTold, key, epoch, client.id)
      for (const other of this.everybody) {
        const holdsOn = !other.zombie && !other.fenced && other !== client && this.group.members.has(other.id)
        if (holdsOn)
          expect(other.held.has(key), `${key} told to ${client.id}, held by ${other.id}`).to.equal(false)
      }
    }
  }

  #check(): void {
    const { group } = this
    const revoking = new Set<string>()
    for (const [key, { memberId, assignmentEpoch }] of group.owners) {
      expect(assignmentEpoch).to.be.at.most(group.assignmentEpoch)
      oneOwner(this.#ownersSeen, key, assignmentEpoch, memberId)
      expect(this.#isThere(key), `topic of ${key}`).to.equal(true)
      expect(group.members.has(memberId), `${memberId}, owner of ${key}, is a member`).to.equal(true)
      if (group.target.get(key) !== memberId) revoking.add(memberId)
    }
    for (const { id, revokeByMs, left } of group.members.values()) {
      expect(revokeByMs < Infinity, `${id} is under a deadline`).to.equal(revoking.has(id))
      expect(left && revoking.has(id), `${id} left, and holds something back`).to.equal(false)
    }
    for (const [key, memberId] of group.target) {
      if (group.members.has(memberId) && this.#isThere(key))
        expect(group.owners.has(key), `${key} lies about`).to.equal(true)
    }
    const waiting = [...group.members.values()].filter((member) => member.waiting !== undefined)
    for (const member of waiting) {
      expect(this.#askedBy.has(member.waiting?.tag ?? -1)).to.equal(true)
      expect(assignedTo(group, member.id), 'has news, is not told').to.deep.equal(member.waiting?.held)
    }
    expect(this.#askedBy.size, 'requests that nobody will answer').to.equal(waiting.length)
    expect(group.members.size === 0).to.equal(group.emptySinceMs > 0)
  }

  #byId(id: string): Client {
    return this.everybody.find((client) => client.id === id) as Client
  }

  #isThere(key: PartitionKey): boolean {
    return [...this.topics.values()].some((topic) => key.startsWith(topic.idHex))
  }

  #ask(client: Client): number {
    this.#lastTag++
    this.#askedBy.set(this.#lastTag, client)
    return this.#lastTag
  }

  #createTopic(name: string, partitions: number): void {
    this.#topicCount++
    this.topics.set(name, { idHex: this.#topicCount.toString(16).padStart(32, '0'), partitions })
  }

  #moment() {
    return { nowMs: this.#nowMs, wallMs: 1_700_000_000_000 + this.#nowMs }
  }

  #encoded(): Buffer {
    return encodeMetadataRecord({ group: toStored(this.group) })
  }
}

function oneOwner(owners: Map<string, string>, key: PartitionKey, epoch: number, memberId: string): void {
  const name = `${key}@${epoch}`
  expect(owners.get(name) ?? memberId, name).to.equal(memberId)
  owners.set(name, memberId)
}
