// A process that dies closes its connections: the group need not wait for its session.
import { expect } from 'chai'
import { ChildMember, Scene, until } from './group-fixture.ts'

async function membersOf({ admin }: Scene, group: string): Promise<number> {
  return (await admin.admin.groups.describe(group)).members.length
}

describe('client/group: a killed member', function () {
  this.timeout(40_000)

  it('is missed within moments, whatever its session timeout and however young', async () => {
    const scene = await Scene.start()
    const killed = new ChildMember(scene.broker.address, { sessionTimeoutMs: 60_000 })
    // Its keep-alive thread has not begun: all there is of it is a sync that waits.
    const young = new ChildMember(scene.broker.address, { group: 'young', sessionTimeoutMs: 60_000 })
    const youngIsGone = until('it is young', () => young.of('assigned').length > 0)
      .then(() => young.kill())
      .then(() => until('it is missed', async () => (await membersOf(scene, 'young')) === 0, 15_000))
    try {
      await until('it has them', () => killed.of('assigned').length > 0)
      const other = scene.member()
      const ready = other.ready()
      await until('both are there', async () => (await scene.describe()).members.length === 2)
      await killed.kill()
      await until('the other has all of them', () => other.assignment.length === 4, 15_000)
      await ready
      expect((await scene.describe()).members).to.have.lengthOf(1)
      await youngIsGone
    } finally {
      await killed.kill()
      await young.kill()
      await scene.close()
    }
  })
})
