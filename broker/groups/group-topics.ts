// The topics that a group is told of. Called by coordinator.ts at a restart, before a join and when topics change.
// Always in it: what its members subscribe to and what it began with once, so that an empty group does not forget that.
import type { GroupState } from '../../protocol/messages.ts'
import type { Store } from '../../storage/store.ts'
import type { Topic } from '../../storage/topic.ts'
import type { LiveGroup } from './live-group.ts'
import type { SubscribedTopic, TopicsByName } from './model.ts'

/** `moreNames`: of a member that is about to join. */
export function topicsOfGroup(
  live: LiveGroup,
  store: Store,
  moreNames: readonly string[] = [],
): TopicsByName {
  const begun = [...live.group.begun.keys()].map((idHex) => store.topicById(Buffer.from(idHex, 'hex')))
  const named = [...live.topicNames, ...moreNames].map((name) => store.topicByName(name))
  return byName([...begun, ...named])
}

export function topicsOfStored(state: GroupState, store: Store): TopicsByName {
  const begun = state.begun.map(({ topicId }) => store.topicById(topicId))
  const named = state.members.flatMap(({ topics }) => topics).map((name) => store.topicByName(name))
  return byName([...begun, ...named])
}

function byName(topics: readonly (Topic | undefined)[]): TopicsByName {
  const found = new Map<string, SubscribedTopic>()
  for (const topic of topics) {
    if (topic !== undefined) found.set(topic.name, { idHex: topic.idHex, partitions: topic.logs.length })
  }
  return found
}
