// SyncGroup: what shall this member hold?
// Behaviour: a long poll. Answered at once where the assignment, epochs included, is not what the member says it holds; else when it
//   changes, max_wait_ms is over, or nothing more can come over the connection: a killed client is not waited for. What was
//   handed out is durable before it is answered. A partition that was revoked and is not in `held` any more is free for its
//   next owner from then on.
// Deliberately not: no offsets; a new owner asks CommittedOffsets. A stopping broker ends waiting syncs and refuses new ones.
// Limits: syncWaitMsMax a wait, one waiting sync a member (the older one ends with TOO_MANY_REQUESTS); UNKNOWN_MEMBER.
import type { SyncGroupRequest } from '../../protocol/messages.ts'
import { checkGroupName } from '../../protocol/names.ts'
import { toWire } from '../groups/partition-lists.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function syncGroup(
  request: SyncGroupRequest,
  { services, peer }: RequestContext,
): Promise<Answer> {
  checkGroupName(request.group)
  const { answer: told, groupEpoch } = await services.groups.sync(request, peer)
  const assigned = toWire(told.assigned, services.store)
  return answer({ syncGroup: { groupEpoch, assigned, stable: told.stable } })
}
