// A group member with no manners: each request spelled out, over a plain socket. Called by the group tests.
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type {
  CommitResult,
  CommittedOffset,
  Failure,
  GroupDescription,
  GroupTopic,
  JoinGroupRequestInit,
  OffsetCommitInit,
  Response,
  SyncGroupResponse,
} from '../../protocol/messages.ts'
import { RawPeer } from './raw-peer.ts'

/** Partition of the only topic → assignment epoch. */
export type Held = Map<number, number>

export class Member {
  readonly id: string
  readonly peer: RawPeer
  readonly group: string
  held: GroupTopic[] = []

  constructor(peer: RawPeer, group: string, id: string) {
    this.peer = peer
    this.group = group
    this.id = id
  }

  static async join(address: string, group: string, request: JoinGroupRequestInit = {}): Promise<Member> {
    const member = new Member(await RawPeer.hello(address), group, request.memberId ?? randomUUID())
    const { joinGroup, failure } = await member.tryJoin(request)
    expect(failure?.message).to.equal(undefined)
    expect(joinGroup?.keepAliveIntervalMs).to.be.greaterThan(0)
    return member
  }

  async tryJoin(request: JoinGroupRequestInit = {}): Promise<Response> {
    const ids = { group: this.group, memberId: this.id }
    const wishes = { sessionTimeoutMs: 30_000, maxProcessingMs: 60_000, ...request }
    return (await this.peer.call({ joinGroup: { ...ids, ...wishes } })).response
  }

  async trySync(maxWaitMs = 10_000, held = this.held): Promise<Response> {
    const ids = { group: this.group, memberId: this.id }
    return (await this.peer.call({ syncGroup: { ...ids, held, maxWaitMs } })).response
  }

  /** What it shall hold; says that it holds `held`. */
  async sync(maxWaitMs = 10_000): Promise<SyncGroupResponse> {
    const { syncGroup, failure } = await this.trySync(maxWaitMs)
    expect(failure?.message).to.equal(undefined)
    return syncGroup as SyncGroupResponse
  }

  /** Syncs and takes over what is said, until `enough`; gives up at once what is revoked. */
  async until(enough: (partitions: number[]) => boolean): Promise<number[]> {
    while (!enough(this.partitions)) this.held = (await this.sync()).assigned
    return this.partitions
  }

  get partitions(): number[] {
    return this.held.flatMap(({ partitions }) => partitions).sort((a, b) => a - b)
  }

  epochOf(partition: number): number {
    for (const { partitions, assignmentEpochs } of this.held) {
      const index = partitions.indexOf(partition)
      if (index >= 0) return assignmentEpochs[index] as number
    }
    return 0
  }

  async keepAlive(blockedMs = 0, processingMs = 0): Promise<Response> {
    const ids = { group: this.group, memberId: this.id }
    return (await this.peer.call({ keepAlive: { ...ids, blockedMs, processingMs } })).response
  }

  async leave(keepInstance = false): Promise<void> {
    const { response } = await this.peer.call({
      leaveGroup: { group: this.group, memberId: this.id, keepInstance },
    })
    expect(response.leaveGroup).to.not.equal(null)
  }

  commit(...offsets: OffsetCommitInit[]): Promise<(Failure | null)[]> {
    return commit(this.peer, this.group, this.id, ...offsets)
  }

  close(): Promise<void> {
    return this.peer.close()
  }
}

export async function commit(
  peer: RawPeer,
  group: string,
  memberId: string,
  ...offsets: OffsetCommitInit[]
): Promise<(Failure | null)[]> {
  const { response } = await peer.call({ commitOffsets: { group, memberId, offsets } })
  expect(response.failure?.message).to.equal(undefined)
  const results = response.commitOffsets?.results as CommitResult[]
  return results.map(({ failure }) => failure)
}

export async function committed(
  peer: RawPeer,
  group: string,
  topicId: Uint8Array,
  partitions: number[],
): Promise<CommittedOffset[]> {
  const { response } = await peer.call({ committedOffsets: { group, topics: [{ topicId, partitions }] } })
  return response.committedOffsets?.offsets as CommittedOffset[]
}

export async function describeGroup(peer: RawPeer, name: string): Promise<GroupDescription> {
  const { response } = await peer.call({ describeGroups: { names: [name] } })
  return response.describeGroups?.groups[0] as GroupDescription
}
