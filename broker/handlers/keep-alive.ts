// KeepAlive: a sign of life of a member, from a thread of its own.
// Behaviour: the session goes on for another session timeout; what the member says about its event loop is shown by
//   DescribeGroups. Waits for no disk.
// Deliberately not: nothing about the assignment; the member's sync waits for that.
// Limits: UNKNOWN_MEMBER: the member was put out, its session is over.
import type { KeepAliveRequest } from '../../protocol/messages.ts'
import { checkGroupName } from '../../protocol/names.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function keepAlive(
  request: KeepAliveRequest,
  { services, peer }: RequestContext,
): Promise<Answer> {
  checkGroupName(request.group)
  const groupEpoch = await services.groups.keepAlive(request, peer)
  return answer({ keepAlive: { groupEpoch } })
}
