import { expect } from 'chai'
import type { Log } from '../../storage/log.ts'
import type { LogSegment } from '../../storage/segment.ts'
import { appended, makeBatch, makeDirectory, openStore, readOnce } from './fixture.ts'

describe('segment cache', () => {
  it('closes the handles used longest ago, but none in the turn that used it', async () => {
    const directory = makeDirectory()
    let store = await openStore(directory.path)
    try {
      const { logs } = await store.createTopic({ name: 't', partitions: 5, settings: {} })
      for (const log of logs) await appended(log, makeBatch())
      await store.close()
      store = await openStore(directory.path, { segmentsOpenMax: 2 })
      const again = store.topicByName('t')?.logs as Log[]
      await readOnce(again[0] as Log, 0)
      const { cache } = (again[0] as Log).context
      const handles = again.map((log) => cache.reader(log.segments[0] as LogSegment))
      // A handle that was closed would refuse this.
      for (const handle of handles) expect(handle.durablePosition).to.be.greaterThan(0)
      expect(cache.size).to.equal(5)
      await new Promise((resolve) => setImmediate(resolve))
      expect(cache.size).to.equal(2)
      expect(cache.reader((again[4] as Log).segments[0] as LogSegment)).to.equal(handles[4])
      expect((await readOnce(again[0] as Log, 0))?.position).to.equal(0)
    } finally {
      await store.close()
      directory.remove()
    }
  })
})
