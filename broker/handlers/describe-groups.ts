// DescribeGroups: members, who holds what, and how far the group has come, for people and tools.
// Behaviour: one description a name, in request order; what is missing carries its failure. How long a member is blocked is what its
//   last keep-alive said and the time since. Offsets of every partition that is committed or subscribed to.
// Deliberately not: nothing is read from disk; all numbers are those in memory. Each group is of one moment, many are not.
// Limits: groupsPerRequestMax names; groups whose description does not fit into one answer: FRAME_TOO_LARGE; UNKNOWN_GROUP.
import { SluiceError, toFailure } from '../../protocol/errors.ts'
import type { DescribeGroupsRequest, GroupDescriptionInit } from '../../protocol/messages.ts'
import { AnswerRoom } from '../groups/answer-room.ts'
import { groupDescription } from '../groups/group-descriptions.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'

export async function describeGroups(
  request: DescribeGroupsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  const room = new AnswerRoom()
  const groups: GroupDescriptionInit[] = []
  for (const name of request.names) {
    await room.pause()
    groups.push(descriptionOf(name, services, room))
  }
  return answer({ describeGroups: { groups } })
}

function descriptionOf(name: string, { groups, store }: Services, room: AnswerRoom): GroupDescriptionInit {
  const known = groups.find(name)
  if (known !== undefined) return groupDescription(known, store, room)
  const missing = new SluiceError('UNKNOWN_GROUP', `there is no group ${JSON.stringify(name)}`)
  room.row(name, missing.message)
  return { name, failure: toFailure(missing) }
}
