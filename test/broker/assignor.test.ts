// The assignors by themselves: what each promises, on random groups and on the sizes that limits.ts allows.
import { expect } from 'chai'
import fc from 'fast-check'
import { range, type Subscriber, uniform } from '../../broker/groups/assignor.ts'
import type { PartitionKey, SubscribedTopic } from '../../broker/groups/model.ts'
import { limits } from '../../protocol/limits.ts'

type Target = ReadonlyMap<PartitionKey, string>

const member = (id: string, topics: string[], instanceId = ''): Subscriber => ({ id, instanceId, topics })

function topicsOf(counts: Record<string, number>): Map<string, SubscribedTopic> {
  return new Map(Object.entries(counts).map(([name, partitions]) => [name, { idHex: name, partitions }]))
}

/** Members `m0`… that all subscribe to everything. */
function equals(count: number, topics: string[]): Subscriber[] {
  return Array.from({ length: count }, (_, index) => member(`m${index}`, topics))
}

function loadsOf(members: readonly Subscriber[], target: Target): Map<string, number> {
  const loads = new Map(members.map(({ id }) => [id, 0]))
  for (const id of target.values()) loads.set(id, (loads.get(id) ?? 0) + 1)
  return loads
}

const moves = (before: Target, after: Target): PartitionKey[] =>
  [...after].filter(([key, id]) => before.has(key) && before.get(key) !== id).map(([key]) => key)

const keysOf = (target: Target, id: string) =>
  [...target].filter(([, owner]) => owner === id).map(([key]) => key)

const names = ['a', 'b', 'c', 'd']
const someTopics = fc
  .record(Object.fromEntries(names.map((name) => [name, fc.nat({ max: 9 })])))
  .map(topicsOf)
const someMembers = fc
  .array(fc.subarray(names), { minLength: 1, maxLength: 8 })
  .map((lists) => lists.map((topics, index) => member(`m${index}`, topics)))
const standing = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat({ max: 9 }), fc.nat({ max: 9 }))).map(
  // Also of members, topics and partitions that there are not.
  (entries) => new Map(entries.map(([topic, partition, at]) => [`${topic}/${partition}`, `m${at}`])),
)

function expectComplete(
  members: readonly Subscriber[],
  topics: Map<string, SubscribedTopic>,
  target: Target,
) {
  let expected = 0
  for (const [name, { idHex, partitions }] of topics) {
    const subscribers = members.filter((one) => one.topics.includes(name)).map(({ id }) => id)
    if (subscribers.length === 0) continue
    expected += partitions
    for (let at = 0; at < partitions; at++) expect(target.get(`${idHex}/${at}`)).to.be.oneOf(subscribers)
  }
  expect(target.size).to.equal(expected)
}

describe('uniform assignor', () => {
  it('gives every partition to a subscriber, and no move to another would even things out', () => {
    fc.assert(
      fc.property(someMembers, someTopics, standing, (members, topics, before) => {
        const target = uniform(members, topics, before)
        expectComplete(members, topics, target)
        const loads = loadsOf(members, target)
        for (const [key, id] of target) {
          const open = members.filter((one) => one.topics.includes(key.slice(0, 1)))
          const least = Math.min(...open.map((one) => loads.get(one.id) as number))
          expect((loads.get(id) as number) - least, key).to.be.at.most(1)
        }
        expect(uniform([...members].reverse(), topics, before), 'order of members').to.deep.equal(target)
        expect(moves(target, uniform(members, topics, target)), 'again').to.deep.equal([])
      }),
      { numRuns: 400 },
    )
  })

  it('moves as few as it must: a leaver’s own, a joiner’s share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), someTopics, (count, topics) => {
        const members = equals(count, names)
        const before = uniform(members, topics, new Map())
        const rest = members.slice(1)
        expect(moves(before, uniform(rest, topics, before))).to.have.members(keysOf(before, 'm0'))
        const more = [...members, member('x', names)]
        const after = uniform(more, topics, before)
        expect(moves(before, after)).to.have.members(keysOf(after, 'x'))
        expect(keysOf(after, 'x').length).to.equal(Math.floor(before.size / more.length))
      }),
    )
  })

  it('moves only what has to move when subscriptions differ', () => {
    const topics = topicsOf({ a: 4, b: 4 })
    const members = [member('m0', ['a']), member('m1', ['b'])]
    const before = uniform(members, topics, new Map())
    expect([...loadsOf(members, before).values()]).to.deep.equal([4, 4])
    const after = uniform([...members, member('m2', ['a'])], topics, before)
    expect(moves(before, after).every((key) => key.startsWith('a/'))).to.equal(true)
    expect(moves(before, after).length).to.equal(2)
  })

  it('serves the largest group: from nothing, again, and with one left', () => {
    const list = Array.from({ length: 10 }, (_, at) => `t${at}`)
    const each = limits.partitionsPerGroupMax / list.length
    const topics = topicsOf(Object.fromEntries(list.map((name) => [name, each])))
    const members = equals(limits.membersPerGroupMax, list)
    const target = uniform(members, topics, new Map())
    expectComplete(members, topics, target)
    expect(moves(target, uniform(members, topics, target))).to.deep.equal([])
    const rest = members.slice(0, -1)
    const after = uniform(rest, topics, target)
    expectComplete(rest, topics, after)
    expect(moves(target, after).length).to.equal(keysOf(target, members.at(-1)!.id).length)
  })

  it('ends on a chain of members that each share a topic with the next', () => {
    const count = 250
    const chain = Array.from({ length: count }, (_, at) => member(`m${at}`, [`t${at}`, `t${at + 1}`]))
    const topics = new Map(
      Array.from({ length: count + 1 }, (_, at) => [
        `t${at}`,
        { idHex: `t${at}`, partitions: at === 0 ? 4_000 : 1 },
      ]),
    )
    expectComplete(chain, topics, uniform(chain, topics, new Map()))
  })
})

describe('range assignor', () => {
  it('gives neighbours to one member, the first members one more', () => {
    const target = range([member('y', ['a']), member('x', ['a'])], topicsOf({ a: 5 }))
    expect(keysOf(target, 'x')).to.deep.equal(['a/0', 'a/1', 'a/2'])
    expect(keysOf(target, 'y')).to.deep.equal(['a/3', 'a/4'])
  })

  it('orders by static id first, so that a restart under a new member id changes nothing', () => {
    const topics = topicsOf({ a: 3 })
    const at = (id: string) =>
      range([member('a9', ['a']), member(id, ['a'], 's1'), member('z', ['a'], 's2')], topics)
    expect([...at('q').values()]).to.deep.equal(['q', 'z', 'a9'])
    expect([...at('b').values()]).to.deep.equal(['b', 'z', 'a9'])
  })

  it('gives every partition to a subscriber, and lines up topics that are alike', () => {
    fc.assert(
      fc.property(someMembers, someTopics, (members, topics) => {
        const target = range(members, topics)
        expectComplete(members, topics, target)
        for (const [one, { partitions }] of topics) {
          const runs = Array.from({ length: partitions }, (_, at) => target.get(`${one}/${at}`))
          const begins = runs.filter((id, at) => id !== undefined && id !== runs[at - 1])
          expect(new Set(begins).size, 'one piece each').to.equal(begins.length)
        }
      }),
    )
    const members = equals(3, ['a', 'b'])
    const target = range(members, topicsOf({ a: 7, b: 7 }))
    for (let at = 0; at < 7; at++) expect(target.get(`a/${at}`)).to.equal(target.get(`b/${at}`))
  })
})
