// How large the stored state of a group gets by what its members subscribe to, which is the one part of it that clients choose
// freely. Called by coordinator.ts before a join: a group that could not be stored any more would stop for all of its members.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { Group } from './model.ts'

/** Half of a change of the metadata log; the most members and partitions take less than the other half. */
const SUBSCRIPTION_BYTES_MAX = limits.metadataChangeBytesMax / 2

/** A member's list is never changed, only replaced. */
const bytesOfList = new WeakMap<readonly string[], number>()

function bytesOf(topics: readonly string[]): number {
  let bytes = bytesOfList.get(topics)
  if (bytes === undefined) {
    bytes = topics.reduce((sum, name) => sum + name.length + 3, 0)
    bytesOfList.set(topics, bytes)
  }
  return bytes
}

/** GROUP_LIMIT where the group with this member's subscription would be too large to be stored. */
export function checkSubscriptions(group: Group, memberId: string, topics: readonly string[]): void {
  let bytes = bytesOf(topics)
  for (const member of group.members.values()) if (member.id !== memberId) bytes += bytesOf(member.topics)
  if (bytes <= SUBSCRIPTION_BYTES_MAX) return
  throw new SluiceError(
    'GROUP_LIMIT',
    `the topic names that the members of group ${group.name} subscribe to have ${bytes} bytes, at most ` +
      `${SUBSCRIPTION_BYTES_MAX} are kept: subscribe each member to fewer topics`,
  )
}
