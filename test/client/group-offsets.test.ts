// Where members of a group begin and what they commit, by hand and by themselves, over evictions, retention and restarts. The real broker.
import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBroker } from '../../broker/index.ts'
import { type ConsumerNotice, isSluiceError } from '../../client/index.ts'
import { failure } from './failure.ts'
import { events, History, Scene, until } from './group-fixture.ts'

describe('client/group: offsets', function () {
  this.timeout(30_000)
  let scene: Scene

  beforeEach(async () => {
    scene = await Scene.start(2)
  })
  afterEach(() => scene.close())

  it('a committed batch does not come again; an uncommitted one does', async () => {
    await scene.fill(10, 2)
    const first = scene.member()
    const seen: [number, number][] = []
    for await (const batch of first.batches({ maxRecords: 4 })) {
      seen.push([batch.partition, batch.firstOffset])
      if (seen.length === 3) break
      await batch.commit()
    }
    const before = await first.committed()
    await first.close()
    const uncommitted = seen[2]!
    expect(before.find(({ partition }) => partition === uncommitted[0])!.offset ?? 0).to.equal(uncommitted[1])
    const second = scene.member()
    const history = new History()
    const reading = history.read('second', second)
    await until('the rest is read', () => history.count() === 12)
    expect(history.given.find(({ partition }) => partition === uncommitted[0])!.offset).to.equal(
      uncommitted[1],
    )
    await second.close()
    await reading
  })

  it('commits what record iteration has finished, soon when it waits and else every interval', async () => {
    await scene.fill(10, 2)
    const member = scene.member({ commitIntervalMs: 50 })
    const history = new History()
    let hold: Promise<unknown> | undefined
    let release: () => void = () => {}
    await member.ready()
    const reading = history.read('member', member, () => {
      if (history.count() === 5)
        hold = new Promise<void>((resolve) => {
          release = resolve
        })
      return history.count() === 5 ? hold : undefined
    })
    await until('four are committed while the fifth is in hand', async () =>
      (await scene.committed()).includes(4),
    )
    release()
    await until('all are committed while it waits', async () => String(await scene.committed()) === '10,10')
    await member.close()
    await reading
  })

  it('what is committed by hand is not lowered by what record iteration has finished', async () => {
    await scene.fill(10, 1)
    const member = scene.member({ commitIntervalMs: 20 })
    const records = member.records()
    for (let i = 0; i < 4; i++) await records.next()
    await member.commit() // the record in hand, 3, included
    expect((await scene.committed())[0]).to.equal(4)
    await sleep(150)
    expect((await scene.committed())[0]).to.equal(4)
    await records.return?.()
    await member.close()
    expect((await scene.committed())[0]).to.equal(4)
  })

  it('commits of others and of evicted members are refused', async () => {
    await scene.fill(10, 2)
    const first = scene.member({ sessionTimeoutMs: 60_000 })
    const lost: number[] = []
    first.on('lost', (partitions) => lost.push(partitions.length))
    const batches = first.batches()
    const batch = (await batches.next()).value!
    const zombie = first.memberId
    await leave(scene, zombie!)
    const error = await failure(batch.commit())
    expect(['UNKNOWN_MEMBER', 'PARTITION_NOT_OWNED']).to.include(error.code)
    await until('it is told', () => lost.length > 0)
    expect(lost).to.deep.equal([2])
    expect((await failure(batch.commit())).code).to.equal('PARTITION_NOT_OWNED')
    expect(await scene.committed()).to.deep.equal([undefined, undefined])
    // The same consumer goes on in a session of its own.
    const again = (await batches.next()).value!
    expect(again.firstOffset).to.equal(0)
    await again.commit()
    expect(first.memberId).not.to.equal(zombie)
    await batches.return?.()
  })

  it("'latest' begins once: what comes before the first commit is not skipped by a crash", async () => {
    await scene.fill(5, 2)
    const first = scene.member({ from: 'latest' })
    await first.ready()
    expect(await scene.committed()).to.deep.equal([5, 5])
    const zombie = first.memberId!
    await leave(scene, zombie) // as good as a crash: nothing of it is committed
    await scene.fill(1, 2)
    const second = scene.member({ from: 'latest' })
    await first.close()
    const seen: number[] = []
    for await (const { offset } of second) if (seen.push(offset) === 2) break
    expect(seen).to.deep.equal([5, 5])
  })

  it('a time begins at its record, and is committed as that', async () => {
    const records = Array.from({ length: 10 }, (_, i) => ({
      value: `${i}`,
      partition: 0,
      timestamp: 1000 + i,
    }))
    await scene.admin.producer().sendBatch(events, records)
    const member = scene.member({ from: { timestamp: 1004 } })
    await member.ready()
    expect((await scene.committed())[0]).to.equal(4)
    for await (const { offset } of member) {
      expect(offset).to.equal(4)
      break
    }
  })

  it('nothing committed and no orElse: NO_COMMITTED_OFFSET, from ready() and from the loop, until something is', async () => {
    await scene.fill(2, 2)
    const member = scene.member({ orElse: 'fail' })
    const error = await failure(member.ready())
    expect([error.code, error.topic]).to.deep.equal(['NO_COMMITTED_OFFSET', 'events'])
    expect(error.hint).to.match(/orElse/)
    const batches = member.batches()
    expect((await failure(batches.next())).code).to.equal('NO_COMMITTED_OFFSET')
    expect((await failure(member.batches().next())).code).to.equal('NO_COMMITTED_OFFSET')
    expect(member.assignment).to.deep.equal([])
  })

  it('own partitions with a group: committed offsets are used, and commits are nobody’s', async () => {
    await scene.fill(10, 2)
    const own = () =>
      scene
        .client()
        .consumer({ group: 'own', partitions: [{ topic: events, partition: 1 }], orElse: 'earliest' })
    const first = own()
    for await (const batch of first.batches({ maxRecords: 3 })) {
      expect([batch.partition, batch.firstOffset]).to.deep.equal([1, 0])
      await batch.commit()
      break
    }
    expect((await first.committed()).map(({ offset }) => offset)).to.deep.equal([3])
    await first.close()
    const second = own()
    for await (const { offset } of second) if (offset === 5) break
    await second.close()
    const third = own()
    for await (const { offset } of third) {
      expect(offset).to.equal(5)
      break
    }
  })

  it('commits of a consumer with own partitions are refused while the group has members', async () => {
    await scene.fill(10, 2)
    const member = scene.member()
    await member.ready()
    const own = scene
      .client()
      .consumer({ group: 'g', partitions: [{ topic: events, partition: 0 }], orElse: 'earliest' })
    for await (const batch of own.batches()) {
      expect((await failure(batch.commit())).code).to.equal('GROUP_NOT_EMPTY')
      break
    }
  })

  it('an offset beyond retention: OFFSET_OUT_OF_RANGE, or orElse with a notice and a commit', async () => {
    await scene.fill(10, 2)
    const first = scene.member()
    for await (const batch of first.batches({ maxRecords: 1 })) {
      await batch.commit()
      if (batch.partition === 0) break
    }
    await first.close()
    await scene.admin.admin.records.deleteBefore('events', [{ partition: 0, offset: 6 }])
    const strict = scene.client().consumer({ group: 'g', topics: [events], orElse: 'fail' })
    const codes: string[] = []
    for (let i = 0; i < 4 && !codes.includes('OFFSET_OUT_OF_RANGE'); i++) {
      const error = await failure(drain(strict))
      codes.push(error.code)
    }
    expect(codes).to.include('OFFSET_OUT_OF_RANGE')
    await strict.close()
    const notices: ConsumerNotice[] = []
    const mild = scene.member({ onNotice: (notice) => notices.push(notice) })
    const told: ConsumerNotice[] = []
    mild.on('notice', (notice) => told.push(notice))
    for await (const { partition, offset } of mild)
      if (partition === 0) {
        expect(offset).to.equal(6)
        break
      }
    expect(notices.map(({ code }) => code)).to.deep.equal(['OFFSET_OUT_OF_RANGE'])
    expect(told).to.deep.equal(notices)
    await until('the new start is committed', async () => (await scene.committed())[0] === 6)
  })

  it('seeks and pauses what is assigned, and commits go back with a seek', async () => {
    await scene.fill(10, 2)
    const member = scene.member({ commitIntervalMs: 20 })
    await member.ready()
    member.pause(events, [1])
    const seen: number[] = []
    for await (const { partition, offset } of member) {
      expect(partition).to.equal(0)
      seen.push(offset)
      if (seen.length === 8) await member.seek(events, 0, 2)
      if (seen.length === 12) break
    }
    expect(seen).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5])
    await until('the lower offset is committed', async () => (await scene.committed())[0] === 5)
    expect(member.assignment.map(({ paused }) => paused)).to.deep.equal([false, true])
    member.resume(events)
    for await (const { partition } of member) if (partition === 1) break
    expect((await failure(member.seek(events, 7, 0))).code).to.equal('INVALID_ARGUMENT')
  })

  async function drain(consumer: ReturnType<Scene['member']>): Promise<void> {
    for await (const _ of consumer.batches());
  }
})

describe('client/group: a broker that restarts', function () {
  this.timeout(30_000)

  it('commits survive; members hold on to what they hold and go on by themselves', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-group-'))
    try {
      const before = await Scene.start(2, { dataDirectory: directory })
      const listen = before.broker.address
      const history = new History()
      const member = before.member()
      const lost: unknown[] = []
      member.on('lost', (partitions) => lost.push(partitions))
      const reading = history.read('member', member).catch((error: unknown) => {
        if (!isSluiceError(error)) throw error
      })
      await before.fill(5, 2)
      await until('all is committed', async () => String(await before.committed()) === '5,5')
      const { memberId } = member
      await before.broker.close()
      const after = await startBroker({ dataDirectory: directory, listen })
      const { partitions } = await before.admin.admin.groups.describe('g')
      expect(partitions.map(({ committed }) => committed)).to.deep.equal([5, 5])
      await before.fill(5, 2)
      await until('it goes on', () => history.count() === 20)
      expect(history.faults([10, 10])).to.deep.equal([])
      expect([member.memberId, lost]).to.deep.equal([memberId, []])
      await until('it commits', async () => String(await before.committed()) === '10,10')
      await member.close()
      await reading
      await before.close()
      await after.close()
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
})

/** Puts a member out, as its session timeout would. */
async function leave(scene: Scene, memberId: string): Promise<void> {
  const { Connection } = await import('../../client/connection/connection.ts')
  const [host = '', port = ''] = scene.broker.address.split(':')
  const connection = await Connection.open({ host, port: Number(port) }, 'test', 5_000)
  await connection.request({ leaveGroup: { group: 'g', memberId } }, { timeoutMs: 5_000 })
  connection.close()
}
