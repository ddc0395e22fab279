// CommittedOffsets: where a group goes on.
// Behaviour: per partition, in request order, or all there are; every commit accepted before is in it and durable. A group that is
//   not there has committed nothing. `added_later`: nothing committed, and the group knew the topic before it had the partition.
// Deliberately not: the log is not looked at; it may begin behind the committed offset by now.
// Limits: partitionsPerGroupMax partitions; all there are of a large group may not fit into one answer (FRAME_TOO_LARGE).
import type { CommittedOffsetsRequest } from '../../protocol/messages.ts'
import { checkGroupName } from '../../protocol/names.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export async function committedOffsets(
  request: CommittedOffsetsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  checkGroupName(request.group)
  return answer({ committedOffsets: { offsets: await services.groups.committed(request) } })
}
