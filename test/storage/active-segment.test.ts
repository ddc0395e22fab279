// Rolling, sealing and failing of the segment that takes appends, at the moments that are hard to meet by chance.
import { expect } from 'chai'
import {
  type NewSegment,
  type ResumedSegment,
  type Segment as NativeSegment,
  SegmentEvent,
  SegmentFailure,
  Verdict,
} from '../../native/index.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { checkDirectory } from '../../storage/check.ts'
import type { Log } from '../../storage/log.ts'
import type { Store } from '../../storage/store.ts'
import { append, appended, makeBatch, makeDirectory, openStore, readAll, readOnce } from './fixture.ts'
import { cpSync, rmSync } from 'node:fs'

const ENOSPC = 28

describe('active segment', () => {
  let directory: { path: string; remove: () => void }
  let crashed: string
  let stores: Store[]

  beforeEach(() => {
    directory = makeDirectory()
    crashed = `${directory.path}-crashed`
    stores = []
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    directory.remove()
    rmSync(crashed, { recursive: true, force: true })
  })

  async function open(path = directory.path): Promise<Store> {
    const store = await openStore(path)
    stores.push(store)
    return store
  }

  async function make(settings: Record<string, string> = {}): Promise<{ store: Store; log: Log }> {
    const store = await open()
    const topic = await store.createTopic({ name: 't', partitions: 1, settings })
    return { store, log: topic.logs[0] as Log }
  }

  async function restart(store: Store): Promise<{ store: Store; log: Log }> {
    await store.close()
    const again = await open()
    return { store: again, log: again.topicByName('t')?.logs[0] as Log }
  }

  /** The next segment that this log opens stays as it is while the warmer has not come to it, until it is let go. */
  function holdNextSegment(log: Log): { letGo: () => void } {
    const { engine, events } = log.context
    const held: NativeSegment[] = []
    const hold = (native: NativeSegment): NativeSegment => {
      letMake()
      held.push(native)
      Object.defineProperties(native, {
        append: { value: () => Verdict.later, configurable: true },
        allocatedPosition: { value: 0, configurable: true },
      })
      return native
    }
    const create = engine.createSegment.bind(engine)
    const resume = engine.resumeSegment.bind(engine)
    Object.defineProperties(engine, {
      createSegment: { value: (options: NewSegment) => hold(create(options)), configurable: true },
      resumeSegment: { value: (options: ResumedSegment) => hold(resume(options)), configurable: true },
    })
    const letMake = () => {
      const own = engine as { createSegment?: unknown; resumeSegment?: unknown }
      delete own.createSegment
      delete own.resumeSegment
    }
    return {
      letGo: () => {
        const native = held[0] as { append?: unknown; allocatedPosition?: unknown; id: number }
        delete native.append
        delete native.allocatedPosition
        events.dispatch(native.id, SegmentEvent.room, 0, 0)
      },
    }
  }

  const large = () => makeBatch({ valueBytes: 600_000 })
  const sealed = async (log: Log) => {
    while (log.segments.some((segment) => segment.ended && !segment.sealed))
      await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it('sealed by age while appends wait for its room: they go to the next one', async () => {
    const first = await make()
    await appended(first.log, makeBatch())
    const { log } = await restart(first.store)
    holdNextSegment(log)
    const waiting = [append(log, makeBatch()), append(log, makeBatch())]
    expect(log.queuedAppends).to.equal(2)
    await log.retain(Date.now() + 8 * 86_400_000, false)
    const outcomes = await Promise.all(waiting)
    expect(outcomes.map(({ error, baseOffset }) => error?.code ?? baseOffset)).to.deep.equal([1, 2])
    expect((await readAll(log)).length).to.equal(3)
  })

  it('no space for the next segment is no failure of the log, whatever the one before still waits for', async () => {
    const { log } = await make({ 'segment.bytes': '1MiB' })
    await appended(log, large())
    const { writer } = log.segments[0] as { writer?: NativeSegment }
    while ((writer as NativeSegment).allocatedPosition < 700_000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    holdNextSegment(log)
    const before = append(log, makeBatch({ valueBytes: 10_000 })) // for which there is room
    expect(log.durableOffset).to.be.lessThan(log.endOffset)
    const refused = append(log, large()) // rolls; waits for the new file
    const id = log.segments[1]?.writer?.id as number
    log.context.events.dispatch(id, SegmentEvent.failed, ENOSPC, SegmentFailure.create)
    expect((await refused).error?.code).to.equal('DISK_FULL')
    expect(log.state).to.equal('open')
    expect((await before).error).to.equal(undefined)
    expect(log.durableOffset).to.equal(2)
  })

  it('records the facts of a segment later when the metadata log had no room for them', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB', 'retention.bytes': '1' })
    const { metadata } = log.context
    const real = metadata.append.bind(metadata)
    await appended(log, large())
    metadata.append = () => Promise.reject(new SluiceError('DISK_FULL', 'no space left'))
    await appended(log, large()) // seals the first
    while (log.segments[0]?.writer !== undefined) await new Promise((resolve) => setTimeout(resolve, 5))
    await store.maintain()
    metadata.append = real
    await store.maintain()
    await sealed(log)
    await store.maintain()
    expect([log.segmentCount, log.startOffset]).to.deep.equal([1, 1])
  })

  it('an epoch that could not be recorded is recorded with the next segment', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    const { metadata } = log.context
    const real = metadata.append.bind(metadata)
    metadata.append = () => Promise.reject(new SluiceError('DISK_FULL', 'no space left'))
    await appended(log, large())
    await store.maintain()
    metadata.append = real
    await appended(log, large())
    await sealed(log)
    expect(metadata.state.log(log.topic.id, 0).epochs).to.deep.equal([{ epoch: store.bootEpoch, offset: 0 }])
    await store.maintain()
    expect(log.position()?.offset).to.equal(2)
  })

  it('the checkpoint keeps what was durable before, until the epoch of this boot is recorded', async () => {
    const first = await make()
    for (let count = 0; count < 3; count++) await appended(first.log, makeBatch())
    const { log } = await restart(first.store)
    const { metadata } = log.context
    const real = metadata.append.bind(metadata)
    metadata.append = () => Promise.reject(new SluiceError('DISK_FULL', 'no space left'))
    await appended(log, makeBatch())
    expect(log.position()?.offset).to.equal(3)
    metadata.append = real
    await log.recordEpoch()
    expect(log.position()?.offset).to.equal(4)
  })

  it('a raised segment.bytes counts for a segment that is empty', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    const batch = Buffer.concat([large(), large(), large()])
    expect((await append(log, batch)).error?.code).to.equal('MESSAGE_TOO_LARGE')
    await store.alterTopic(log.topic, { set: { 'segment.bytes': '4MiB' }, reset: [] })
    expect((await appended(log, batch)).baseOffset).to.equal(0)
    expect((await readAll(log)).length).to.equal(3)
  })

  it('is read while it is being opened again', async () => {
    const first = await make()
    for (let count = 0; count < 3; count++) await appended(first.log, makeBatch())
    const { log } = await restart(first.store)
    const held = holdNextSegment(log)
    const waiting = append(log, makeBatch())
    expect(log.segments[0]?.writer?.allocatedPosition).to.equal(0)
    // What a reader meets while the warmer has not come to this segment yet.
    const native = log.context.cache.reader(log.segments[0] as Log['segments'][number])
    expect(native).to.not.equal(log.segments[0]?.writer)
    expect((await readOnce(log, 0))?.position).to.equal(0)
    held.letGo()
    expect((await waiting).error).to.equal(undefined)
    expect((await readAll(log)).length).to.equal(4)
    expect(log.context.cache.size).to.equal(0)
  })

  it('its header CRC is that of the whole file after a crash, a clean stop and a roll', async () => {
    const { store, log } = await make({ 'segment.bytes': '1MiB' })
    for (let count = 0; count < 3; count++) await appended(log, makeBatch({ valueBytes: 10_000 }))
    await store.maintain()
    cpSync(directory.path, crashed, { recursive: true })
    for (const size of [10_000, 600_000, 600_000]) {
      const again = await open(crashed)
      await appended(again.topicByName('t')?.logs[0] as Log, makeBatch({ valueBytes: size }))
      await again.close()
    }
    const report = await checkDirectory(crashed)
    expect(report.findings).to.deep.equal([])
    expect(report.segments).to.equal(2)
  })

  it('a store that ends without closing its logs answers the appends that wait', async () => {
    const first = await make()
    await appended(first.log, makeBatch())
    const { store, log } = await restart(first.store)
    const waiting = append(log, makeBatch())
    log.close = () => Promise.reject(new Error('stuck'))
    await store.close()
    expect(['SHUTTING_DOWN', undefined]).to.include((await waiting).error?.code)
    expect((await append(log, makeBatch())).error?.code).to.equal('SHUTTING_DOWN')
  })
})
