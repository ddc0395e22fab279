import { expect } from 'chai'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSluiceError } from '../../protocol/errors.ts'
import { checkDirectory } from '../../storage/check.ts'
import type { Log } from '../../storage/log.ts'
import { append, appended, makeBatch, makeDirectory, openStore } from './fixture.ts'

describe('check of a stopped directory', () => {
  let directory: { path: string; remove: () => void }
  let segments: string[]

  before(async () => {
    directory = makeDirectory()
    const store = await openStore(directory.path)
    const topic = await store.createTopic({ name: 't', partitions: 2, settings: { 'segment.bytes': '1MiB' } })
    const log = topic.logs[0] as Log
    for (let i = 0; i < 40; i++) void append(log, makeBatch({ count: 2, valueBytes: 30_000 }), 'leader')
    await appended(log, makeBatch())
    await appended(topic.logs[1] as Log, makeBatch())
    await store.maintain()
    await store.close()
    segments = log.segments.map(({ path }) => path)
    expect(segments.length).to.be.greaterThan(2)
  })
  after(() => directory.remove())

  /** Checks a copy that was harmed. */
  async function check(
    harm: (path: (original: string) => string) => void,
  ): Promise<Awaited<ReturnType<typeof checkDirectory>>> {
    const copy = `${directory.path}-copy`
    cpSync(directory.path, copy, { recursive: true })
    try {
      harm((original) => original.replace(directory.path, copy))
      return await checkDirectory(copy)
    } finally {
      rmSync(copy, { recursive: true })
    }
  }

  function flip(path: string, position: number): void {
    const bytes = readFileSync(path)
    bytes[position] = (bytes[position] as number) ^ 0x10
    writeFileSync(path, bytes)
  }

  it('finds nothing where nothing is wrong, and changes nothing', async () => {
    for (let round = 0; round < 2; round++) {
      const report = await checkDirectory(directory.path)
      expect(report.findings).to.deep.equal([])
      expect(report.notes).to.deep.equal([])
      expect(report).to.include({ topics: 1, logs: 2, segments: segments.length + 1, batches: 42 })
      expect(report.indexEntries).to.be.greaterThan(10)
    }
    const store = await openStore(directory.path)
    expect(store.recovery.clean).to.equal(true)
    await store.close()
  })

  it('finds one flipped bit in a payload, an offset or an epoch of a sealed segment', async () => {
    for (const position of [5_000, 7, 15]) {
      const report = await check((path) => flip(path(segments[0] as string), position))
      expect(report.findings.length, `byte ${position}`).to.be.greaterThan(0)
      expect(report.findings[0]?.log).to.equal('t/0')
    }
  })

  it('finds a missing segment', async () => {
    const report = await check((path) => rmSync(path(segments[1] as string)))
    expect(report.findings.some(({ what }) => /is missing/.test(what))).to.equal(true)
  })

  it('finds a damaged metadata log', async () => {
    const report = await check((path) =>
      rmSync(path(join(directory.path, 'meta')), { recursive: true }),
    ).catch((error) => error)
    expect(isSluiceError(report) || report.findings.length > 0).to.equal(true)
  })

  it('notes a missing index, which is no damage', async () => {
    const report = await check((path) => rmSync(path(join(directory.path, 'index')), { recursive: true }))
    expect(report.findings).to.deep.equal([])
    expect(report.notes.map(({ what }) => what).join()).to.match(/builds it from the logs/)
  })

  it('refuses a directory that is in use, and one that is none', async () => {
    const codeOf = (path: string) =>
      checkDirectory(path).then(
        () => 'no error',
        (error) => (isSluiceError(error) ? error.code : String(error)),
      )
    const store = await openStore(directory.path)
    expect(await codeOf(directory.path)).to.equal('DATA_DIR_LOCKED')
    await store.close()
    expect(await codeOf(join(directory.path, 'missing'))).to.equal('DATA_DIR_UNUSABLE')
  })
})
