// Consumer groups as the console shows them: a line of the overview, and all of one group. Called by overview.ts and console.ts.
// Limits: UNKNOWN_GROUP, SNAPSHOT_GONE. Nothing is read from disk.
import { SluiceError } from '../../protocol/errors.ts'
import { lagRowDocument } from '../../protocol/lag-document.ts'
import type { LagRow } from '../../protocol/lag.ts'
import type { MemberDescriptionInit } from '../../protocol/messages.ts'
import type { KnownGroup } from '../groups/coordinator.ts'
import { assignorOf, stateOf } from '../groups/group.ts'
import { memberDescriptions } from '../groups/group-descriptions.ts'
import type { Services } from '../handlers/context.ts'
import type { GroupDetail, GroupOverview, MemberDetail } from './api.ts'
import { rowsOf } from './lag-view.ts'
import type { Part } from './sender.ts'

export function groupOverview({ live }: KnownGroup, row: LagRow | undefined, takenMs: number): GroupOverview {
  const { group } = live
  return {
    name: group.name,
    state: stateOf(group),
    members: group.members.size,
    lag: row === undefined ? null : lagRowDocument(row, takenMs),
  }
}

/** JSON of a GroupDetail. */
export async function* groupDetail(
  name: string,
  { store, groups, lag }: Services,
  snapshotId: number,
): AsyncGenerator<Part> {
  const known = groups.find(name)
  if (known === undefined) {
    const text = `there is no group ${JSON.stringify(name)}`
    throw new SluiceError('UNKNOWN_GROUP', text, { hint: 'see: sluice group list' })
  }
  const query = { groups: [name], topics: [], snapshotId }
  const whole = await lag.query({ ...query, grain: 'group', history: true })
  const [row] = await rowsOf(whole)
  const { takenMs } = whole
  const byTopic = await lag.query({ ...query, grain: 'topic', history: false, snapshotId: whole.snapshotId })
  const { group } = known.live
  const head: Omit<GroupDetail, 'members' | 'topics'> = {
    takenMs,
    name,
    state: stateOf(group),
    groupEpoch: group.epoch,
    assignor: group.members.size === 0 ? null : assignorOf(group),
    lag: row === undefined ? null : lagRowDocument(row, takenMs),
  }
  yield `${JSON.stringify(head).slice(0, -1)},"members":[`
  let separator = ''
  for (const member of memberDescriptions(known, store)) {
    yield `${separator}${JSON.stringify(memberDetail(member))}`
    separator = ','
  }
  yield '],"topics":['
  separator = ''
  for await (const rows of byTopic.rows()) {
    for (const one of rows) {
      yield `${separator}${JSON.stringify(lagRowDocument(one, takenMs))}`
      separator = ','
    }
  }
  yield ']}'
}

function memberDetail(member: MemberDescriptionInit): MemberDetail {
  const { memberId = '', instanceId = '', clientId = '', address = '', topics, assigned } = member
  return {
    memberId,
    instanceId: instanceId === '' ? null : instanceId,
    clientId,
    address,
    topics: topics ?? [],
    assigned: (assigned ?? []).map(({ name = '', partitions }) => ({
      topic: name,
      partitions: partitions ?? [],
    })),
    joinedMs: member.joinedMs ?? 0,
    seenMsAgo: member.seenMsAgo ?? 0,
    sessionTimeoutMs: member.sessionTimeoutMs ?? 0,
    blockedMs: member.blockedMs ?? 0,
    processingMs: member.processingMs ?? 0,
  }
}
