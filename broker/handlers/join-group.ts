// JoinGroup: become a member of a consumer group, or change what a member subscribes to.
// Behaviour: the group is made where there is none; answered once the membership is durable. Topics that do not exist (yet) are
//   subscribed to all the same. What the member is to hold comes with SyncGroup. The same join twice is one member.
// Deliberately not: no topic is made here, and nobody waits for other members.
// Limits: groupsMax, membersPerGroupMax, partitionsPerGroupMax (GROUP_LIMIT); INVALID_GROUP_NAME, INVALID_TOPIC_NAME,
//   INSTANCE_IN_USE; UNKNOWN_MEMBER for an id that was put out.
import type { JoinGroupRequest } from '../../protocol/messages.ts'
import { checkGroupName, checkTopicName } from '../../protocol/names.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

/** Two of three keep-alives may get lost before a session ends. */
const KEEP_ALIVES_PER_SESSION = 3
const KEEP_ALIVE_INTERVAL_MS_MAX = 3_000

export async function joinGroup(
  request: JoinGroupRequest,
  { services, peer }: RequestContext,
): Promise<Answer> {
  checkGroupName(request.group)
  for (const name of request.topics) checkTopicName(name)
  const groupEpoch = await services.groups.join(request, peer)
  const keepAliveIntervalMs = Math.min(
    KEEP_ALIVE_INTERVAL_MS_MAX,
    Math.floor(request.sessionTimeoutMs / KEEP_ALIVES_PER_SESSION),
  )
  return answer({ joinGroup: { groupEpoch, keepAliveIntervalMs } })
}
