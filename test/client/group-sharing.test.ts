import { expect } from 'chai'
import { setTimeout as sleep } from 'node:timers/promises'
import { History, Scene, until } from './group-fixture.ts'

/** Members come and go; the real broker shares the partitions among them. */
describe('client/group: sharing', function () {
  this.timeout(30_000)
  let scene: Scene

  beforeEach(async () => {
    scene = await Scene.start()
  })
  afterEach(() => scene.close())

  it('hands partitions over without losing a record or giving one twice', async () => {
    const history = new History()
    const slow = () => sleep(1)
    const first = scene.member()
    const reads = [history.read('first', first, slow)]
    await scene.fill(200)
    await until('the first reads', () => history.count('first') > 20)
    const second = scene.member()
    reads.push(history.read('second', second, slow))
    await until('the second reads', () => history.count('second') > 20)
    expect(first.assignment.length).to.equal(2)
    expect(second.assignment.length).to.equal(2)
    const third = scene.member()
    reads.push(history.read('third', third, slow))
    await until('the third reads', () => history.count('third') > 0)
    await first.close()
    await scene.fill(100)
    await until('all is read', () => history.count() >= 1200)
    expect(history.faults([300, 300, 300, 300])).to.deep.equal([])
    await second.close()
    await third.close()
    await Promise.all(reads)
    expect(await scene.committed()).to.deep.equal([300, 300, 300, 300])
    expect(history.faults([300, 300, 300, 300])).to.deep.equal([])
  })

  it('tells what comes and goes, and awaits onRevoked before it goes', async () => {
    const told: string[] = []
    let mayGo: () => void = () => {}
    const blocked = new Promise<void>((resolve) => {
      mayGo = resolve
    })
    const first = scene.member({
      onRevoked: async (partitions) => {
        told.push(`onRevoked ${partitions.length}`)
        await blocked
      },
    })
    first.on('assigned', (partitions) => told.push(`assigned ${partitions.length}`))
    const forget = first.on('revoked', (partitions) => told.push(`revoked ${partitions.length}`))
    await first.ready()
    const second = scene.member()
    second.on('assigned', (partitions) => told.push(`second ${partitions.length}`))
    await second.ready()
    await until('it is asked', () => told.length === 2)
    await sleep(100)
    expect(told).to.deep.equal(['assigned 4', 'onRevoked 2'])
    expect(second.assignment).to.deep.equal([])
    mayGo()
    await until('the second has it', () => second.assignment.length === 2)
    expect(told).to.deep.equal(['assigned 4', 'onRevoked 2', 'revoked 2', 'second 2'])
    forget()
    await first.close()
    expect(told).to.deep.equal(['assigned 4', 'onRevoked 2', 'revoked 2', 'second 2', 'onRevoked 2'])
  })

  it('gives nothing up that is in hand, and holds nobody else up with it', async () => {
    await scene.fill(10)
    const first = scene.member()
    const batches = first.batches()
    let inHand = (await batches.next()).value!
    while (inHand.partition !== 3) inHand = (await batches.next()).value! // one that the assignor takes away
    const second = scene.member()
    const history = new History()
    const reading = history.read('second', second)
    await until('the other has what was free', () => history.count() === 10)
    await sleep(300)
    expect(second.assignment.map(({ partition }) => partition)).to.deep.equal([2])
    const { members } = await scene.describe()
    expect(members.flatMap(({ revoking }) => revoking)).to.deep.equal([{ topic: 'events', partition: 3 }])
    await inHand.commit() // still the owner's
    const next = batches.next() // lets go of it
    await until('it goes', () => second.assignment.length === 2)
    await scene.fill(1)
    expect((await next).value!.partition).to.be.below(2)
    await until('it goes on behind the commit', () => history.count() === 12)
    expect(history.given.at(-1)!.offset).to.equal(10)
    await batches.return?.()
    await second.close()
    await reading
  })

  it('takes partitions that are added, from their beginning', async () => {
    const history = new History()
    const member = scene.member({ from: 'latest' })
    const reading = history.read('member', member)
    await member.ready()
    await scene.admin.admin.topics.alter('events', { partitions: 6 })
    await scene.fill(3, 6)
    await until('all six are read', () => history.count() === 18)
    expect(history.faults([3, 3, 3, 3, 3, 3])).to.deep.equal([])
    await member.close()
    await reading
  })

  it('a record that broke the loop comes again in another session, unless it was committed', async () => {
    await scene.fill(5, 1)
    const first = scene.member()
    for await (const { offset } of first) if (offset === 1) break
    await first.close()
    expect((await scene.committed())[0]).to.equal(1)
    const second = scene.member()
    for await (const { offset } of second) {
      expect(offset).to.equal(1)
      await second.commit()
      break
    }
    await second.close()
    expect((await scene.committed())[0]).to.equal(2)
  })
})
