// A group with a clock and short ways to tell it things, for group-step.test.ts.
import { expect } from 'chai'
import {
  assignedTo,
  fromStored,
  newGroup,
  REBALANCE_INTERVAL_MS,
  stateOf,
  step,
  toStored,
} from '../../broker/groups/group.ts'
import type {
  Group,
  GroupEffect,
  GroupEvent,
  Member,
  PartitionKey,
  StoredGroup,
} from '../../broker/groups/model.ts'
import { decodeMetadataRecord, encodeMetadataRecord } from '../../protocol/messages.ts'

type JoinEvent = Extract<GroupEvent, { kind: 'join' }>
type Answer = Extract<GroupEffect, { tag: number }>

export const idHex = (name: string) => Buffer.from(name.padEnd(16, '.')).toString('hex')

/** A group with a clock; members sync at once and obey at once, unless a test says otherwise. */
export class Bench {
  group: Group
  nowMs = 0
  effects: GroupEffect[] = []
  #tag = 0
  topics: Record<string, number>

  constructor(topics: Record<string, number> = { t: 6 }) {
    this.topics = topics
    this.group = newGroup('g', this.moment)
    this.setTopics(topics)
  }

  get moment() {
    return { nowMs: this.nowMs, wallMs: 5_000_000 + this.nowMs }
  }

  get topicMap() {
    return new Map(
      Object.entries(this.topics).map(([name, partitions]) => [name, { idHex: idHex(name), partitions }]),
    )
  }

  tell(event: GroupEvent): GroupEffect[] {
    this.effects = step(this.group, event, this.moment)
    return this.effects
  }

  /** The effects of one request, and its own answer. */
  ask(
    event: { kind: 'sync' | 'keepAlive' | 'leave' | 'join' } & Record<string, unknown>,
  ): Answer | undefined {
    const tag = ++this.#tag
    return this.tell({ ...event, tag } as unknown as GroupEvent).find(
      (effect): effect is Answer => 'tag' in effect && effect.tag === tag,
    )
  }

  setTopics(topics: Record<string, number>): GroupEffect[] {
    this.topics = topics
    return this.tell({ kind: 'topics', topics: this.topicMap })
  }

  join(memberId: string, more: Partial<JoinEvent> = {}): Answer | undefined {
    const defaults = { instanceId: '', clientId: 'test', address: 'here', topics: ['t'], assignor: 'uniform' }
    const times = { sessionTimeoutMs: 10_000, maxProcessingMs: 30_000 }
    return this.ask({ kind: 'join', memberId, ...defaults, ...times, ...more })
  }

  sync(memberId: string, held: ReadonlyMap<PartitionKey, number> = new Map()): Answer | undefined {
    return this.ask({ kind: 'sync', memberId, held })
  }

  keepAlive(memberId: string): Answer | undefined {
    return this.ask({ kind: 'keepAlive', memberId, blockedMs: 7, processingMs: 8 })
  }

  leave(memberId: string, keepInstance = false): Answer | undefined {
    return this.ask({ kind: 'leave', memberId, keepInstance })
  }

  /** All wait in a sync with what they are to hold. */
  settle(): void {
    this.pass(REBALANCE_INTERVAL_MS)
    for (let round = 0; round < 2; round++) {
      for (const id of this.group.members.keys()) if (!this.member(id).left) this.sync(id, this.held(id))
    }
    expect(stateOf(this.group)).to.equal('stable')
  }

  pass(ms: number): void {
    this.nowMs += ms
    this.tell({ kind: 'tick' })
  }

  member(id: string): Member {
    return this.group.members.get(id) as Member
  }

  held(id: string): Map<PartitionKey, number> {
    return assignedTo(this.group, id)
  }

  /** Partition numbers that the member is to hold. */
  numbers(id: string): number[] {
    return [...this.held(id).keys()].map((key) => Number(key.split('/')[1])).sort((one, other) => one - other)
  }

  restart(): void {
    const bytes = encodeMetadataRecord({ group: toStored(this.group) })
    this.group = fromStored(decodeMetadataRecord(bytes).group as StoredGroup, this.topicMap, this.moment)
    this.tell({ kind: 'tick' })
  }
}

export const removed = (effects: GroupEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'removed' ? [`${effect.memberId} ${effect.why}`] : []))
export const moved = (effects: GroupEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'rebalanced' ? [effect.moved] : []))
