// ListGroups: the consumer groups there are, those without members included.
// Behaviour: one row a group, by name: state, members, topics.
// Deliberately not: nothing is read from disk; no offsets, which DescribeGroups has.
// Limits: groupsMax groups.
import type { ListGroupsRequest } from '../../protocol/messages.ts'
import { groupListing } from '../groups/group-descriptions.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export function listGroups(_request: ListGroupsRequest, { services }: RequestContext): Answer {
  const groups = [...services.groups.all()].map((group) => groupListing(group, services.store))
  groups.sort((a, b) => ((a.name as string) < (b.name as string) ? -1 : 1))
  return answer({ listGroups: { groups } })
}
