// Who shall hold which partition. Pure functions, called by rebalance.ts: subscriptions, topics and who has what as things stand, in;
// the target, out. What comes out depends on nothing else, not even on the order of the members.
// `uniform` balances all partitions of all topics together and moves as few as that takes; `range` cuts each topic into
// neighbouring pieces, so that equal partition numbers of topics with equally many partitions meet in one member.
import type { Member, PartitionKey, TopicsByName } from './model.ts'
import { balance, type Pool } from './balance.ts'

export type Subscriber = Pick<Member, 'id' | 'instanceId' | 'topics'>

type Target = Map<PartitionKey, string>

/**
 * Every partition that somebody subscribes to gets a member, and no partition could go to another one that has two fewer. With
 * equal subscriptions all members have equally many, give or take one. What a member has, it keeps where that allows it.
 */
export function uniform(
  members: readonly Subscriber[],
  topics: TopicsByName,
  standing: ReadonlyMap<PartitionKey, string>,
): Target {
  const ordered = [...members].sort((one, other) => compare(one.id, other.id))
  const place = new Map(ordered.map((member, index) => [member.id, index]))
  const pools = poolsOf(ordered, topics)
  for (const pool of pools) {
    const may = new Set(pool.members)
    for (const key of pool.partitions) {
      const member = place.get(standing.get(key) ?? '')
      if (member !== undefined && may.has(member)) pool.given.get(member)?.push(key)
      else pool.free.push(key)
    }
  }
  balance(pools, ordered.length)
  const target: Target = new Map()
  for (const { given } of pools) {
    for (const [member, keys] of given)
      for (const key of keys) target.set(key, (ordered[member] as Subscriber).id)
  }
  return target
}

/** Of each topic the first members get the first partitions, and one more each where they do not divide evenly. Not sticky. */
export function range(members: readonly Subscriber[], topics: TopicsByName): Target {
  const target: Target = new Map()
  const ordered = [...members].sort(byInstanceThenId)
  for (const [name, subscribers] of subscribersByTopic(ordered)) {
    const topic = topics.get(name)
    if (topic === undefined) continue
    const each = topic.partitions / subscribers.length
    const larger = topic.partitions % subscribers.length
    let partition = 0
    for (const [index, member] of subscribers.entries()) {
      const end = partition + Math.floor(each) + (index < larger ? 1 : 0)
      for (; partition < end; partition++) {
        target.set(`${topic.idHex}/${partition}`, (ordered[member] as Subscriber).id)
      }
    }
  }
  return target
}

/** Static ids come first and keep their place over restarts; the others follow by member id. */
function byInstanceThenId(one: Subscriber, other: Subscriber): number {
  if (one.instanceId === other.instanceId) return compare(one.id, other.id)
  if (one.instanceId === '') return 1
  if (other.instanceId === '') return -1
  return compare(one.instanceId, other.instanceId)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Topic name → places of its subscribers, ascending. */
function subscribersByTopic(members: readonly Subscriber[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const [place, { topics }] of members.entries()) {
    for (const name of new Set(topics)) {
      const places = found.get(name)
      if (places === undefined) found.set(name, [place])
      else places.push(place)
    }
  }
  return found
}

/** Topics with the same subscribers are one pool: to the balance they are alike. The fewer subscribers, the earlier. */
function poolsOf(members: readonly Subscriber[], topics: TopicsByName): Pool[] {
  const pools = new Map<string, Pool & { partitions: PartitionKey[] }>()
  const byName = [...subscribersByTopic(members)].sort(([one], [other]) => compare(one, other))
  for (const [name, places] of byName) {
    const topic = topics.get(name)
    if (topic === undefined) continue
    const id = places.join()
    let pool = pools.get(id)
    if (pool === undefined) {
      pool = { members: places, partitions: [], free: [], given: new Map(places.map((place) => [place, []])) }
      pools.set(id, pool)
    }
    for (let partition = 0; partition < topic.partitions; partition++) {
      pool.partitions.push(`${topic.idHex}/${partition}`)
    }
  }
  return [...pools.values()].sort((one, other) => one.members.length - other.members.length)
}
