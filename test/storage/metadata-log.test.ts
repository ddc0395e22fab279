// The metadata log where it hurts: no room for its next segment, damage that no checkpoint tells of, torn ends.
import { expect } from 'chai'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NewSegment, SegmentEvent, Verdict } from '../../native/index.ts'
import { isSluiceError, SluiceError } from '../../protocol/errors.ts'
import type { LogContext } from '../../storage/log-context.ts'
import { listSegments, segmentFileName } from '../../storage/directory.ts'
import { readMetadataRecords } from '../../storage/metadata-read.ts'
import type { Store } from '../../storage/store.ts'
import { makeDirectory, openStore, type Told } from './fixture.ts'

describe('metadata log', () => {
  let directory: { path: string; remove: () => void }
  let crashed: string
  let stores: Store[]
  let told: Told[]

  beforeEach(() => {
    directory = makeDirectory()
    crashed = `${directory.path}-crashed`
    stores = []
    told = []
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    directory.remove()
    rmSync(crashed, { recursive: true, force: true })
  })

  async function open(path = directory.path): Promise<Store> {
    const store = await openStore(path, {}, told)
    stores.push(store)
    return store
  }

  const create = (store: Store, name: string) => store.createTopic({ name, partitions: 1, settings: {} })
  const names = (store: Store) => [...store.topics()].map(({ name }) => name).sort()
  const newest = (path: string) => {
    const name = listSegments(join(path, 'meta')).pop()
    return join(path, 'meta', segmentFileName(name?.baseOffset as number, 0))
  }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => (isSluiceError(error) ? error.code : String(error)),
    )

  const contextOf = (store: Store) => store.topicByName('before')?.logs[0]?.context as LogContext

  it('goes on after a full disk kept it from its next segment', async () => {
    const store = await open()
    await create(store, 'before')
    const { metadata, engine, events } = contextOf(store)
    const real = engine.createSegment.bind(engine)
    let attempts = 0
    const createSegment = (options: NewSegment) => {
      if (++attempts > 2 || !options.path.includes('/meta/')) return real(options)
      setImmediate(() => events.dispatch(-1, SegmentEvent.noSpace, 28, 0))
      return { id: -1, position: 0, append: () => Verdict.later, close: () => {} }
    }
    Object.defineProperty(engine, 'createSegment', { value: createSegment })
    // Records that change nothing fill the segment.
    const topicId = Buffer.alloc(1 << 20)
    for (let mib = 0; mib < 15; mib++) await metadata.append({ segmentDropped: { topicId } })
    expect(await codeOf(metadata.append({ segmentDropped: { topicId } }))).to.equal('DISK_FULL')
    expect(metadata.failed).to.equal(false)
    expect(await codeOf(create(store, 'b'))).to.equal('DISK_FULL')
    await create(store, 'c')
    expect(names(store)).to.deep.equal(['before', 'c'])
    await store.close()
    expect(names(await open())).to.deep.equal(['before', 'c'])
  })

  it('that lost everything while there are files of topics does not begin anew', async () => {
    const store = await open()
    await create(store, 'a')
    cpSync(directory.path, crashed, { recursive: true })
    rmSync(join(crashed, 'checkpoint'), { force: true })
    const path = newest(crashed)
    const bytes = readFileSync(path)
    bytes[70] = (bytes[70] as number) ^ 0x55
    writeFileSync(path, bytes)
    expect(await codeOf(open(crashed))).to.equal('CORRUPT_LOG')
    expect(readFileSync(path).equals(bytes)).to.equal(true)
  })

  it('is in the checkpoint although nothing was appended to any log', async () => {
    const store = await open()
    await create(store, 'a')
    await store.maintain()
    cpSync(directory.path, crashed, { recursive: true })
    const path = newest(crashed)
    const bytes = readFileSync(path)
    const { position } = readMetadataRecords(bytes)
    bytes[position - 1] = (bytes[position - 1] as number) ^ 0x55
    writeFileSync(path, bytes)
    expect(await codeOf(open(crashed))).to.equal('CORRUPT_LOG')
  })

  it('tells of a torn end and keeps its bytes', async () => {
    const store = await open()
    await create(store, 'a')
    cpSync(directory.path, crashed, { recursive: true })
    rmSync(join(crashed, 'checkpoint'), { force: true })
    const path = newest(crashed)
    const bytes = readFileSync(path)
    const { position } = readMetadataRecords(bytes)
    bytes.fill(0xaa, position, position + 100)
    writeFileSync(path, bytes)
    const again = await open(crashed)
    expect(names(again)).to.deep.equal(['a'])
    expect(told.filter(({ message }) => message.includes('torn')).length).to.equal(1)
    const aside = readdirSync(join(crashed, 'meta')).find((name) => name.includes('.torn-')) as string
    expect(readFileSync(join(crashed, 'meta', aside)).subarray(0, 100)).to.deep.equal(Buffer.alloc(100, 0xaa))
  })

  it('a topic that found no room leaves no directories', async () => {
    const store = await open()
    await create(store, 'before')
    const { metadata } = contextOf(store)
    const kept = readdirSync(join(directory.path, 'logs'))
    metadata.append = () => Promise.reject(new SluiceError('DISK_FULL', 'no space left'))
    expect(await codeOf(create(store, 'a'))).to.equal('DISK_FULL')
    expect(readdirSync(join(directory.path, 'logs'))).to.deep.equal(kept)
  })
})
