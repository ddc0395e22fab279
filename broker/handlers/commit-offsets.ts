// CommitOffsets: how far a group has come.
// Behaviour: each entry by itself, in request order; answered once what was accepted is durable. A member commits what it owns under
//   the assignment epoch it names, also while it has to give it up; going back is allowed. Without a member id only while the
//   group has no members; the group is made where there is none.
// Deliberately not: an offset below the begin of the log is kept; the consumer hears of it when it fetches.
// Limits: partitionsPerRequestMax entries, committedOffsetsMax offsets of all groups (GROUP_LIMIT); UNKNOWN_MEMBER,
//   PARTITION_NOT_OWNED, GROUP_NOT_EMPTY, OFFSET_OUT_OF_RANGE beyond the visible end, LOG_TRUNCATED, UNKNOWN_TOPIC_ID, UNKNOWN_PARTITION.
import type { CommitOffsetsRequest } from '../../protocol/messages.ts'
import { checkGroupName } from '../../protocol/names.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function commitOffsets(
  request: CommitOffsetsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  checkGroupName(request.group)
  return answer({ commitOffsets: { results: await services.groups.commit(request) } })
}
