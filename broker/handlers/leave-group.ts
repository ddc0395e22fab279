// LeaveGroup: a member goes.
// Behaviour: its partitions are free at once; answered when that is durable. With keep_instance a static member's partitions wait
//   for its return until its session ends. Leaving a group one is not in is done already.
// Deliberately not: no commits; the member sent them before.
// Limits: INVALID_GROUP_NAME.
import type { LeaveGroupRequest } from '../../protocol/messages.ts'
import { checkGroupName } from '../../protocol/names.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function leaveGroup(request: LeaveGroupRequest, { services }: RequestContext): Promise<Answer> {
  checkGroupName(request.group)
  await services.groups.leave(request)
  return answer({ leaveGroup: {} })
}
