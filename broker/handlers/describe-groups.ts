// DescribeGroups: members, who holds what, and how far the group has come, for people and tools.
// Behaviour: one description a name, in request order; what is missing carries its failure. How long a member is blocked is what its
//   last keep-alive said and the time since. Offsets of every partition that is committed or subscribed to.
// Deliberately not: nothing is read from disk; all numbers are those in memory.
// Limits: groupsPerRequestMax names; groups whose description does not fit into one answer: FRAME_TOO_LARGE; UNKNOWN_GROUP.
import { SluiceError, toFailure } from '../../protocol/errors.ts'
import type { DescribeGroupsRequest, GroupDescriptionInit } from '../../protocol/messages.ts'
import { groupDescription } from '../groups/group-descriptions.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export function describeGroups(request: DescribeGroupsRequest, { services }: RequestContext): Answer {
  const groups = request.names.map((name): GroupDescriptionInit => {
    const known = services.groups.find(name)
    if (known !== undefined) return groupDescription(known, services.store)
    const missing = new SluiceError('UNKNOWN_GROUP', `there is no group ${JSON.stringify(name)}`)
    return { name, failure: toFailure(missing) }
  })
  return answer({ describeGroups: { groups } })
}
