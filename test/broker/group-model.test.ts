// Any interleaving of what members, zombies, topics, time and the disk do to a group keeps what a consumer relies on. The checks of
// every step are in group-world.ts; here is what happens, and where it has to end.
import { expect } from 'chai'
import fc from 'fast-check'
import { assignedTo, stateOf } from '../../broker/groups/group.ts'
import { maxProcessingMs, World } from './group-world.ts'

const slots = 5
const seed = Number(process.env['SLUICE_TEST_SEED'] ?? Date.now() % 0x7fff_ffff)

const slot = fc.nat({ max: slots - 1 })
const wish = fc.record({
  topics: fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>(['a', 'b', 'c']) },
    { weight: 1, arbitrary: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) },
  ),
  assignor: fc.constantFrom(...Array<'uniform'>(5).fill('uniform'), 'range' as const),
  instanceId: fc.constantFrom('', 's1', 's2'),
  zombie: fc.boolean(),
})

type Act = (world: World) => void

/** Something that happens; printed as what it is when a run fails. */
function act<Args extends unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  run: (world: World, ...args: Args) => void,
): fc.Arbitrary<Act> {
  return args.map((given) => {
    const done: Act = (world) => run(world, ...given)
    return Object.assign(done, { [fc.toStringMethod]: () => `${name}(${fc.stringify(given)})` })
  })
}

const how = fc.constantFrom('honest' as const, 'honest' as const, 'stale' as const, 'wild' as const)
const change = fc.constantFrom('create' as const, 'grow' as const, 'delete' as const)
const acts = fc.oneof(
  { weight: 6, arbitrary: act('join', fc.tuple(slot, wish), (world, ...args) => world.join(...args)) },
  { weight: 10, arbitrary: act('sync', fc.tuple(slot, how), (world, ...args) => world.sync(...args)) },
  { weight: 8, arbitrary: act('deliver', fc.tuple(slot), (world, at) => world.deliver(at)) },
  { weight: 6, arbitrary: act('turn', fc.tuple(slot), (world, at) => turn(world, at)) },
  { weight: 6, arbitrary: act('giveUp', fc.tuple(slot), (world, at) => world.giveUp(at)) },
  { weight: 8, arbitrary: act('store', fc.tuple(), (world) => world.store()) },
  { weight: 4, arbitrary: act('commit', fc.tuple(fc.nat()), (world, pick) => world.commit(pick)) },
  { weight: 2, arbitrary: act('keepAlive', fc.tuple(slot), (world, at) => world.keepAlive(at)) },
  { weight: 2, arbitrary: act('syncEnds', fc.tuple(slot), (world, at) => world.syncEnds(at)) },
  {
    weight: 4,
    arbitrary: act('leave', fc.tuple(slot, fc.boolean()), (world, ...args) => world.leave(...args)),
  },
  { weight: 2, arbitrary: act('disconnect', fc.tuple(slot), (world, at) => world.disconnect(at)) },
  {
    weight: 2,
    arbitrary: act('topics', fc.tuple(change, fc.nat()), (world, ...args) => world.topicsChange(...args)),
  },
  {
    weight: 6,
    arbitrary: act('pass', fc.tuple(fc.constantFrom(40, 120, 120, 4_000, 11_000)), (world, ms) =>
      world.pass(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: act('stoodStill', fc.tuple(fc.constant(60_000)), (world, ms) => world.stoodStill(ms)),
  },
  { weight: 2, arbitrary: act('restart', fc.tuple(), (world) => world.restart()) },
)

/** What an obedient member does over and over. */
function turn(world: World, at: number): void {
  world.deliver(at)
  world.giveUp(at)
  if (world.clients.get(at)?.out === false) world.sync(at, 'honest')
  world.store()
  world.deliver(at)
}

/** Everybody obeys, zombies only say that they live: after the longest time anybody may hold on, all is where it shall be. */
function settleDown(world: World): void {
  for (let passedMs = 0; passedMs < 3 * maxProcessingMs; passedMs += 2_000) {
    for (const [at, client] of world.clients) client.zombie ? world.keepAlive(at) : turn(world, at)
    world.pass(2_000)
    world.store()
  }
}

function expectSettled({ group, clients, topics }: World): void {
  expect(stateOf(group)).to.equal(group.members.size === 0 ? 'empty' : 'stable')
  const members = [...group.members.values()]
  for (const [name, { idHex, partitions }] of topics) {
    const subscribers = members.filter((member) => member.topics.includes(name)).map((member) => member.id)
    for (let partition = 0; partition < partitions; partition++) {
      const owner = group.owners.get(`${idHex}/${partition}`)?.memberId
      if (subscribers.length > 0) expect(owner).to.be.oneOf(subscribers)
      else expect(owner).to.equal(undefined)
    }
  }
  for (const client of clients.values()) {
    if (client.zombie || client.out) continue
    expect(client.working, `what ${client.id} works on`).to.deep.equal(assignedTo(group, client.id))
  }
}

/** Of equal subscriptions, nobody has less than its share. */
function expectFair({ group }: World): void {
  const members = [...group.members.values()]
  if (new Set(members.map((member) => [...member.topics].sort().join())).size !== 1) return
  if (members.some((member) => member.assignor === 'range')) return
  const share = Math.floor(group.owners.size / members.length)
  for (const { id } of members) expect(assignedTo(group, id).size).to.be.within(share, share + 1)
}

describe('consumer group against its world', () => {
  it(`one owner at a time, nobody forgotten, nothing lost over restarts (SLUICE_TEST_SEED=${seed})`, () => {
    fc.assert(
      fc.property(fc.array(acts, { minLength: 10, maxLength: 80 }), (run) => {
        const world = new World()
        for (const one of run) one(world)
        settleDown(world)
        expectSettled(world)
        expectFair(world)
      }),
      {
        seed,
        numRuns: Number(process.env['SLUICE_TEST_RUNS'] ?? 200),
        interruptAfterTimeLimit: 15_000,
        markInterruptAsFailure: false,
      },
    )
  })
})
