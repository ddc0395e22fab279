// The topics of a group: what appears, grows and goes, and since when the group knows each. Called by group.ts and
// its neighbours.
import type { Group, SubscribedTopic, TopicsByName } from './model.ts'
import { groupChanged, type Turn } from './turn.ts'

/** Topics changed: those that are gone (a topic made anew has another id) take their owners with them at once. */
export function takeTopics(turn: Turn, topics: TopicsByName): void {
  const { group } = turn
  const names = subscribedNames(group)
  const before = group.topics
  group.topics = topics
  forgetGone(turn)
  if ([...names].some((name) => !sameTopic(before.get(name), topics.get(name)))) groupChanged(turn)
}

/** The topics of a joiner that the group did not know: their partitions were there when it began, those added later were not. */
export function noteBegun(turn: Turn, names: Iterable<string>): void {
  for (const name of names) begin(turn, name, (topic) => topic.partitions)
}

/** Topics that were subscribed to before they were there: the group was to read them from their first record on. */
export function noteCreated(turn: Turn): void {
  for (const name of subscribedNames(turn.group)) begin(turn, name, () => 0)
}

function begin(turn: Turn, name: string, partitionsOf: (topic: SubscribedTopic) => number): void {
  const { topics, begun } = turn.group
  const topic = topics.get(name)
  if (topic === undefined || begun.has(topic.idHex)) return
  begun.set(topic.idHex, partitionsOf(topic))
  turn.changed = true
}

function subscribedNames(group: Group): Set<string> {
  const names = new Set<string>()
  for (const member of group.members.values()) for (const name of member.topics) names.add(name)
  return names
}

export function topicIds(topics: TopicsByName): Set<string> {
  return new Set([...topics.values()].map((topic) => topic.idHex))
}

function sameTopic(one: SubscribedTopic | undefined, other: SubscribedTopic | undefined): boolean {
  return one?.idHex === other?.idHex && one?.partitions === other?.partitions
}

function forgetGone(turn: Turn): void {
  const { topics, begun, owners } = turn.group
  const alive = topicIds(topics)
  for (const idHex of begun.keys()) {
    if (alive.has(idHex)) continue
    begun.delete(idHex)
    turn.changed = true
  }
  for (const key of owners.keys()) {
    if (alive.has(key.slice(0, key.indexOf('/')))) continue
    owners.delete(key)
    turn.changed = true
    turn.shifted = true
  }
}
