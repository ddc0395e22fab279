// ListGroups: the consumer groups there are, those without members included.
// Behaviour: one row a group, by name: state, members, topics.
// Deliberately not: nothing is read from disk; no offsets, which DescribeGroups has.
// Limits: groupsMax groups; FRAME_TOO_LARGE where their names do not fit into one answer.
import type { GroupListingInit, ListGroupsRequest } from '../../protocol/messages.ts'
import { AnswerRoom } from '../groups/answer-room.ts'
import { groupListing } from '../groups/group-descriptions.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function listGroups(_request: ListGroupsRequest, { services }: RequestContext): Promise<Answer> {
  const room = new AnswerRoom()
  const groups: GroupListingInit[] = []
  for (const known of services.groups.all()) {
    await room.pause()
    room.row(known.live.group.name)
    groups.push(groupListing(known, services.store))
  }
  groups.sort((a, b) => ((a.name as string) < (b.name as string) ? -1 : 1))
  return answer({ listGroups: { groups } })
}
