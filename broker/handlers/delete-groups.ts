// DeleteGroups: forgets groups and what they committed.
// Behaviour: each group by itself, in request order; answered when it is durably gone. The name is free at once.
// Deliberately not: no confirmation (the CLI asks), no undo; members are not put out.
// Limits: groupsPerRequestMax; UNKNOWN_GROUP, GROUP_NOT_EMPTY.
import { toFailure } from '../../protocol/errors.ts'
import type { DeletedGroupInit, DeleteGroupsRequest } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext, type Services } from './context.ts'

export async function deleteGroups(
  request: DeleteGroupsRequest,
  { services }: RequestContext,
): Promise<Answer> {
  const groups = await Promise.all(request.names.map((name) => deleteOne(services, name)))
  return answer({ deleteGroups: { groups } })
}

async function deleteOne({ groups }: Services, name: string): Promise<DeletedGroupInit> {
  try {
    await groups.delete(name)
    return { name }
  } catch (error) {
    return { name, failure: toFailure(error) }
  }
}
