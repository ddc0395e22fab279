// Which handler answers which request: the listing of this folder, as a table. Called by connection.ts.
// Behaviour: every request of protocol/apis.ts has exactly one row; the compiler insists.
// Deliberately not: no switch, no handler knows a socket.
// Limits: a request whose row carries no payload must bring none (INVALID_REQUEST); connection.ts checks.
import type { ApiName } from '../../protocol/apis.ts'
import type { Request } from '../../protocol/messages.ts'
import { alterTopic } from './alter-topic.ts'
import { commitOffsets } from './commit-offsets.ts'
import { committedOffsets } from './committed-offsets.ts'
import type { Handler } from './context.ts'
import { createTopics } from './create-topics.ts'
import { deleteGroups } from './delete-groups.ts'
import { deleteRecords } from './delete-records.ts'
import { deleteTopics } from './delete-topics.ts'
import { describeGroups } from './describe-groups.ts'
import { describeTopics } from './describe-topics.ts'
import { fetch } from './fetch.ts'
import { hello } from './hello.ts'
import { initProducerId } from './init-producer-id.ts'
import { joinGroup } from './join-group.ts'
import { keepAlive } from './keep-alive.ts'
import { lag } from './lag.ts'
import { leaveGroup } from './leave-group.ts'
import { listGroups } from './list-groups.ts'
import { listOffsets } from './list-offsets.ts'
import { metadata } from './metadata.ts'
import { produce } from './produce.ts'
import { syncGroup } from './sync-group.ts'

type Handlers = { readonly [Name in ApiName]: Handler<NonNullable<Request[Name]>> }

export const handlers: Handlers = {
  hello,
  metadata,
  createTopics,
  deleteTopics,
  describeTopics,
  alterTopic,
  initProducerId,
  produce,
  fetch,
  listOffsets,
  deleteRecords,
  joinGroup,
  syncGroup,
  keepAlive,
  leaveGroup,
  commitOffsets,
  committedOffsets,
  listGroups,
  describeGroups,
  deleteGroups,
  lag,
}

// Commits and farewells change something, but hold what members have done: they pass until the end, as produce does.
const readers: ReadonlySet<ApiName> = new Set<ApiName>([
  'hello',
  'metadata',
  'describeTopics',
  'fetch',
  'listOffsets',
  'keepAlive',
  'leaveGroup',
  'commitOffsets',
  'committedOffsets',
  'listGroups',
  'describeGroups',
  'lag',
])

/** Refused while the broker stops. */
export function changesTheStore(api: ApiName): boolean {
  return !readers.has(api)
}
