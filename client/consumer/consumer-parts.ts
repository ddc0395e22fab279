// Checks the options of a consumer against each other, and puts its parts together. Called by consumer.ts.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { checkGroupName } from '../../protocol/names.ts'
import type { Assignment } from './assignment.ts'
import type { ConsumerOptions } from './consumer-options.ts'
import type { DialerOptions } from '../connection/dialer.ts'
import { Emitter } from './events.ts'
import type { ConsumerNotice, FetchSettings } from './fetch-settings.ts'
import { Fetcher } from './fetcher.ts'
import { Committer } from '../group/committer.ts'
import { Membership } from '../group/membership.ts'
import { GroupStarts } from '../group/starts.ts'
import type { Lane } from '../connection/lane.ts'
import type { Logger } from '../logger.ts'
import type { Metadata } from '../connection/metadata.ts'
import { OwnAssignment } from './own-assignment.ts'
import { Deadline } from '../connection/retry.ts'
import { checkedStart } from '../options.ts'
import { handleOf } from '../topic.ts'

export interface ConsumerContext {
  readonly lane: Lane
  /** A connection of its own: group sessions are kept apart from fetching. */
  readonly newLane: () => Lane
  /** For the keep-alive thread, which dials by itself. */
  readonly dial: DialerOptions
  readonly metadata: Metadata
  readonly requestTimeoutMs: number
  readonly deliveryTimeoutMs: number
  readonly logger: Logger
}

export interface ConsumerParts {
  readonly fetcher: Fetcher
  readonly assignment: Assignment
  readonly emitter: Emitter
}

const ONLY_MEMBERS = ['instanceId', 'assignor', 'sessionTimeoutMs', 'maxProcessingMs', 'onRevoked'] as const

export function makeParts(options: ConsumerOptions, context: ConsumerContext): ConsumerParts {
  checkTogether(options)
  const emitter = new Emitter()
  const notice = (told: ConsumerNotice) => {
    options.onNotice?.(told)
    emitter.emit('notice', told)
  }
  const { group } = options
  if (group === undefined) {
    const fetcher = new Fetcher(context.lane, context.metadata, fetchSettings(options, context, notice))
    const { metadata } = context
    return {
      fetcher,
      emitter,
      assignment: new OwnAssignment({ ...own(options), group: undefined }, metadata, fetcher),
    }
  }
  return inGroup(options, group, context, emitter, notice)
}

function inGroup(
  options: ConsumerOptions,
  group: string,
  context: ConsumerContext,
  emitter: Emitter,
  notice: (told: ConsumerNotice) => void,
): ConsumerParts {
  const { metadata, logger, requestTimeoutMs, deliveryTimeoutMs, dial } = context
  const lane = context.newLane()
  const made: { membership?: Membership } = {}
  const fetcher = new Fetcher(context.lane, metadata, {
    ...fetchSettings(options, context, notice),
    onMoved: (at) => {
      const committed = at.committing?.commit(at, at.offset, new Deadline(deliveryTimeoutMs))
      committed?.catch(() => {}) // the notice was told; the next commit says it again
    },
    onPulledAgain: () => made.membership?.pulledAgain(),
  })
  const committer = new Committer(lane, {
    group,
    memberId: () => made.membership?.committingAs ?? '',
    positions: () => made.membership?.positions() ?? fetcher.positions,
    commitIntervalMs: options.commitIntervalMs ?? limits.clientCommitIntervalMsDefault,
    requestTimeoutMs,
    deliveryTimeoutMs,
    logger,
    onUnknownMember: (memberId) => made.membership?.unknownMember(memberId),
  })
  const starts = new GroupStarts(lane, metadata, committer, deliveryTimeoutMs, {
    group,
    from: options.from ?? 'committed',
    orElse: options.orElse ?? 'fail',
  })
  if (options.partitions !== undefined) {
    const parts = { committer, starts, lane }
    return {
      fetcher,
      emitter,
      assignment: new OwnAssignment({ ...own(options), group: parts }, metadata, fetcher),
    }
  }
  made.membership = new Membership({
    group,
    instanceId: options.instanceId ?? '',
    topics: (options.topics ?? []).map(handleOf),
    assignor: options.assignor ?? 'uniform',
    sessionTimeoutMs: options.sessionTimeoutMs ?? limits.clientSessionTimeoutMsDefault,
    maxProcessingMs: options.maxProcessingMs ?? limits.clientMaxProcessingMsDefault,
    requestTimeoutMs,
    deliveryTimeoutMs,
    unreachableTimeoutMs: options.unreachableTimeoutMs ?? Number.POSITIVE_INFINITY,
    onRevoked: options.onRevoked,
    notice,
    lane,
    dial,
    metadata,
    fetcher,
    committer,
    starts,
    emitter,
    logger,
  })
  return { fetcher, emitter, assignment: made.membership }
}

function own(options: ConsumerOptions) {
  for (const { from } of options.partitions ?? []) if (from !== undefined) checkedStart(from)
  const from = options.from ?? (options.group === undefined ? 'latest' : 'committed')
  return { topics: (options.topics ?? []).map(handleOf), partitions: options.partitions ?? [], from }
}

function fetchSettings(
  options: ConsumerOptions,
  context: ConsumerContext,
  onNotice: (notice: ConsumerNotice) => void,
): FetchSettings {
  const maxBytes = options.maxBytes ?? limits.clientFetchBytesDefault
  return {
    maxBytes,
    maxPartitionBytes:
      options.maxPartitionBytes ?? Math.min(maxBytes, limits.clientFetchPartitionBytesDefault),
    maxBufferedBytes: options.maxBufferedBytes ?? 3 * maxBytes,
    minBytes: options.minBytes ?? 1,
    maxWaitMs: Math.min(options.maxWaitMs ?? limits.clientFetchWaitMsDefault, limits.fetchWaitMsMax),
    orElse: options.orElse ?? 'fail',
    requestTimeoutMs: context.requestTimeoutMs,
    unreachableTimeoutMs: options.unreachableTimeoutMs ?? Number.POSITIVE_INFINITY,
    onNotice,
  }
}

/** Options that are fine one by one and make no sense together. */
function checkTogether(options: ConsumerOptions): void {
  const { group, topics, partitions, from } = options
  if ((topics === undefined) === (partitions === undefined))
    throw new SluiceError('INVALID_OPTION', 'a consumer takes either topics or partitions')
  if (group !== undefined) checkGroupName(group)
  else if (from === 'committed')
    throw new SluiceError('INVALID_OPTION', "from: 'committed' needs a group, whose offsets they are")
  const missing =
    group === undefined ? 'a group' : partitions !== undefined ? 'topics in place of partitions' : undefined
  for (const name of ONLY_MEMBERS) {
    if (missing === undefined || options[name] === undefined) continue
    throw new SluiceError(
      'INVALID_OPTION',
      `consumer option ${name} is for members of a group: it needs ${missing}`,
    )
  }
  if (group === undefined && options.commitIntervalMs !== undefined)
    throw new SluiceError('INVALID_OPTION', 'consumer option commitIntervalMs needs a group to commit to')
  const names = (topics ?? []).map((each) => handleOf(each).name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new SluiceError('INVALID_OPTION', `topics names '${twice}' twice`)
  if (names.length > limits.topicsPerMemberMax && group !== undefined)
    throw new SluiceError(
      'INVALID_OPTION',
      `a group member subscribes to at most ${limits.topicsPerMemberMax} topics`,
    )
}
