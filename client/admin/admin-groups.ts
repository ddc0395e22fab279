// Consumer groups as administration sees them: client.admin.groups. Called by users and by the CLI.
// Invariants: reading creates no group and no topic; a reset commits the rows it answers and nothing else, and only while
// nobody is a member. reset-offsets.ts says where a reset leads.
import { fromFailure, SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { checkGroupName } from '../../protocol/names.ts'
import type { LagReport } from '../../protocol/lag.ts'
import type { AdminCalls } from './admin-calls.ts'
import { checkPatterns, type LagSpec, readLag } from './admin-lag.ts'
import {
  type CommittedOffset,
  type GroupDescription,
  groupFromWire,
  type GroupListing,
} from './group-description.ts'
import { checkReset, planReset, type ResetOptions, type ResetRow, type ResetSpec } from './reset-offsets.ts'
import { checkOptions } from '../options.ts'
import type { CallOptions, Deadline } from '../connection/retry.ts'

/** Members that GROUP_NOT_EMPTY names; the rest is counted. */
const MEMBERS_NAMED = 3

/** client.admin.groups. Every call takes an AbortSignal, and ends within deliveryTimeoutMs. */
export class GroupAdmin {
  readonly #calls: AdminCalls

  constructor(calls: AdminCalls) {
    this.#calls = calls
  }

  /** All groups, those without members included, by name. */
  async list(options?: CallOptions): Promise<GroupListing[]> {
    const { response } = await this.#calls.read({ listGroups: {} }, options)
    const groups = (response.listGroups?.groups ?? []).map(
      ({ name, state, members, topics, groupEpoch: epoch }) => ({ name, state, members, topics, epoch }),
    )
    return groups.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /**
   * Members, assignment, committed offsets and lag; of several groups in the order of their names given.
   * Throws UNKNOWN_GROUP, INVALID_GROUP_NAME.
   */
  describe(name: string, options?: CallOptions): Promise<GroupDescription>
  describe(names: readonly string[], options?: CallOptions): Promise<GroupDescription[]>
  async describe(
    names: string | readonly string[],
    options?: CallOptions,
  ): Promise<GroupDescription | GroupDescription[]> {
    const deadline = this.#calls.deadline(options)
    if (typeof names !== 'string') return this.#describe(names, deadline)
    return (await this.#describe([names], deadline))[0] as GroupDescription
  }

  /**
   * What the group has committed, by topic and partition; partitions without a commit are not in it.
   * Throws UNKNOWN_GROUP, INVALID_GROUP_NAME.
   */
  async offsets(name: string, options?: CallOptions): Promise<CommittedOffset[]> {
    const { partitions } = await this.describe(name, options)
    return partitions.flatMap(({ topic, partition, committed, leaderEpoch, committedMs }) =>
      committed === undefined || committedMs === undefined
        ? []
        : [{ topic, partition, offset: committed, leaderEpoch, committedMs }],
    )
  }

  /**
   * How far groups are behind, of one instant: records, time, bytes, rates, status and its reason. All of it on a broker with
   * many partitions is much: name groups, or let topics or groups be summed up with `by`.
   * Throws UNKNOWN_GROUP and UNKNOWN_TOPIC for a name (not for a pattern) that is none, SNAPSHOT_GONE, INVALID_OPTION,
   * INVALID_ARGUMENT.
   */
  async lag(spec: LagSpec = {}, options?: CallOptions): Promise<LagReport> {
    checkOptions('groups.lag', spec)
    checkPatterns(spec)
    return readLag(this.#calls, spec, this.#calls.deadline(options))
  }

  /**
   * Forgets the group and all it has committed; durable when it resolves.
   * Throws GROUP_NOT_EMPTY while it has members, UNKNOWN_GROUP, INVALID_GROUP_NAME.
   */
  async delete(name: string, options?: CallOptions): Promise<void> {
    checkGroupName(name)
    const deadline = this.#calls.deadline(options)
    const { response } = await this.#calls.change({ deleteGroups: { names: [name] } }, deadline)
    const failure = response.deleteGroups?.groups[0]?.failure
    if (failure) throw await this.#namingMembers(fromFailure(failure), name, deadline)
  }

  /**
   * Moves what the group has committed, and answers every row it commits: durable when it resolves. With `dryRun` nothing is
   * committed, and `commitReset` takes the rows.
   * Throws GROUP_NOT_EMPTY while the group has members (with `dryRun` too), UNKNOWN_GROUP (unless `create`), UNKNOWN_TOPIC,
   * UNKNOWN_PARTITION, NO_COMMITTED_OFFSET where there is nothing to move, INVALID_ARGUMENT, INVALID_GROUP_NAME.
   */
  async resetOffsets(name: string, spec: ResetSpec, options: ResetOptions = {}): Promise<ResetRow[]> {
    checkGroupName(name)
    checkOptions('groups.resetOffsets', spec)
    checkOptions('the options of groups.resetOffsets', options)
    checkReset(spec)
    const deadline = this.#calls.deadline(options)
    const group = await this.#toReset(name, options.create ?? false, deadline)
    if (group !== undefined && group.members.length > 0) throw notEmpty(group)
    const rows = await planReset(this.#calls, name, group?.partitions ?? [], spec, deadline)
    if (options.dryRun !== true) await this.#commit(name, rows, deadline)
    return rows
  }

  /**
   * Commits rows that `resetOffsets` answered with `dryRun`, as they are; durable when it resolves.
   * Throws GROUP_NOT_EMPTY, UNKNOWN_TOPIC_ID where a topic was made anew since, OFFSET_OUT_OF_RANGE, INVALID_GROUP_NAME.
   */
  async commitReset(name: string, rows: readonly ResetRow[], options?: CallOptions): Promise<void> {
    checkGroupName(name)
    await this.#commit(name, rows, this.#calls.deadline(options))
  }

  async #describe(names: readonly string[], deadline: Deadline): Promise<GroupDescription[]> {
    for (const name of names) checkGroupName(name)
    const once = [...new Set(names)]
    const described = new Map<string, GroupDescription>()
    for (let i = 0; i < once.length; i += limits.groupsPerRequestMax) {
      const part = once.slice(i, i + limits.groupsPerRequestMax)
      const { response } = await this.#calls.read({ describeGroups: { names: part } }, deadline)
      for (const [j, name] of part.entries()) {
        const group = response.describeGroups?.groups[j]
        if (group === undefined)
          throw new SluiceError('INTERNAL', 'the broker left a group out of its answer')
        if (group.failure !== null) throw naming(fromFailure(group.failure), name)
        described.set(name, groupFromWire(group))
      }
    }
    return names.map((name) => described.get(name) as GroupDescription)
  }

  async #toReset(name: string, create: boolean, deadline: Deadline): Promise<GroupDescription | undefined> {
    try {
      return (await this.#describe([name], deadline))[0]
    } catch (error) {
      if (create && error instanceof SluiceError && error.code === 'UNKNOWN_GROUP') return undefined
      throw error
    }
  }

  async #commit(name: string, rows: readonly ResetRow[], deadline: Deadline): Promise<void> {
    for (let i = 0; i < rows.length; i += limits.partitionsPerRequestMax) {
      const part = rows.slice(i, i + limits.partitionsPerRequestMax)
      const offsets = part.map(({ topicId, partition, after: offset, leaderEpoch }) => ({
        topicId: Buffer.from(topicId, 'hex'),
        partition,
        offset,
        leaderEpoch,
        hasLeaderEpoch: true,
      }))
      try {
        const { response } = await this.#calls.change({ commitOffsets: { group: name, offsets } }, deadline)
        for (const [j, { topic, partition }] of part.entries()) {
          const failure = response.commitOffsets?.results[j]?.failure
          if (failure) throw fromFailure(failure, { topic, partition })
        }
      } catch (error) {
        throw await this.#namingMembers(error, name, deadline)
      }
    }
  }

  /** GROUP_NOT_EMPTY with who they are, where that can be learned; other errors as they are. */
  async #namingMembers(error: unknown, name: string, deadline: Deadline): Promise<unknown> {
    if (!(error instanceof SluiceError)) return error
    if (error.code !== 'GROUP_NOT_EMPTY') return naming(error, name)
    try {
      const [group] = await this.#describe([name], deadline)
      return group === undefined || group.members.length === 0 ? error : notEmpty(group)
    } catch {
      return error
    }
  }
}

function naming(error: SluiceError, name: string): SluiceError {
  if (error.code !== 'UNKNOWN_GROUP') return error
  return new SluiceError('UNKNOWN_GROUP', `there is no group '${name}'`, { cause: error })
}

function notEmpty({ name, members }: GroupDescription): SluiceError {
  const named = members
    .slice(0, MEMBERS_NAMED)
    .map(({ memberId, clientId, address }) => `${memberId} (client '${clientId}' at ${address})`)
  const rest = members.length - named.length
  const who = rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
  const count = members.length === 1 ? 'a member' : `${members.length} members`
  const longestMs = Math.max(...members.map(({ sessionTimeoutMs }) => sessionTimeoutMs))
  return new SluiceError('GROUP_NOT_EMPTY', `group '${name}' has ${count}: ${who}`, {
    hint: `stop its consumers; one that died is put out ${longestMs / 1000} s after its last sign of life`,
    details: { members: members.map(({ memberId }) => memberId) },
  })
}
