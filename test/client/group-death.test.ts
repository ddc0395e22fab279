// A process that dies closes its connections: the group need not wait for its session.
import { expect } from 'chai'
import { ChildMember, Scene, until } from './group-fixture.ts'

describe('client/group: a killed member', function () {
  this.timeout(40_000)

  it('is missed within moments, whatever its session timeout', async () => {
    const scene = await Scene.start()
    const killed = new ChildMember(scene.broker.address, { sessionTimeoutMs: 60_000 })
    try {
      await until('it has them', () => killed.of('assigned').length > 0)
      const other = scene.member()
      const ready = other.ready()
      await until('both are there', async () => (await scene.describe()).members.length === 2)
      await killed.kill()
      await until('the other has all of them', () => other.assignment.length === 4, 15_000)
      await ready
      expect((await scene.describe()).members).to.have.lengthOf(1)
    } finally {
      await killed.kill()
      await scene.close()
    }
  })
})
