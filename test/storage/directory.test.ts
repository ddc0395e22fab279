import { expect } from 'chai'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSluiceError } from '../../protocol/errors.ts'
import { listSegments, parseSegmentFileName, segmentFileName } from '../../storage/directory.ts'
import { makeDirectory, openStore } from './fixture.ts'

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (isSluiceError(error)) return error.code
    throw error
  }
  return 'no error'
}

describe('data directory', () => {
  let directory: { path: string; remove: () => void }
  beforeEach(() => {
    directory = makeDirectory()
  })
  afterEach(() => directory.remove())

  it('parses names of segments strictly', () => {
    expect(segmentFileName(42, 0)).to.equal('00000000000000000042.log')
    expect(parseSegmentFileName('00000000000000000042.log')).to.deep.equal({ baseOffset: 42, generation: 0 })
    expect(parseSegmentFileName('00000000000000000042.7.log')).to.deep.equal({
      baseOffset: 42,
      generation: 7,
    })
    for (const name of [
      '42.log',
      '00000000000000000042.log.torn-1',
      '00000000000000000042.0.log',
      '99999999999999999999.log',
      '../00000000000000000042.log',
      '0000000000000000004x.log',
    ]) {
      expect(parseSegmentFileName(name), name).to.equal(undefined)
    }
  })

  it('lists segments by offset and leaves everything else alone', () => {
    for (const name of ['00000000000000000100.log', '00000000000000000020.log', 'notes.txt'])
      writeFileSync(join(directory.path, name), '')
    expect(listSegments(directory.path).map(({ baseOffset }) => baseOffset)).to.deep.equal([20, 100])
    expect(listSegments(join(directory.path, 'missing'))).to.deep.equal([])
  })

  it('makes a directory that is missing', async () => {
    const path = join(directory.path, 'a/b')
    const store = await openStore(path)
    expect(existsSync(join(path, 'format'))).to.equal(true)
    await store.close()
  })

  it('is locked by one store at a time', async () => {
    const store = await openStore(directory.path)
    expect(await codeOf(openStore(directory.path))).to.equal('DATA_DIR_LOCKED')
    await store.close()
    await (await openStore(directory.path)).close()
  })

  it('opens what an older release wrote, which that release refuses from then on', async () => {
    await (await openStore(directory.path)).close()
    const file = join(directory.path, 'format')
    const present = readFileSync(file, 'utf8')
    writeFileSync(file, '1\n')
    await (await openStore(directory.path)).close()
    expect(readFileSync(file, 'utf8')).to.equal(present).and.not.equal('1\n')
  })

  it('refuses a newer format, and what is no data directory', async () => {
    mkdirSync(directory.path, { recursive: true })
    writeFileSync(join(directory.path, 'format'), '99\n')
    expect(await codeOf(openStore(directory.path))).to.equal('FORMAT_TOO_NEW')
    expect(readdirSync(directory.path), 'nothing is left in it').to.deep.equal(['format'])
    expect(await codeOf(openStore('/proc/nope/data')), 'where mkdir -p would never end').to.equal(
      'DATA_DIR_UNUSABLE',
    )
    writeFileSync(join(directory.path, 'format'), 'hello')
    expect(await codeOf(openStore(directory.path))).to.equal('DATA_DIR_UNUSABLE')
    const file = join(directory.path, 'file')
    writeFileSync(file, '')
    expect(await codeOf(openStore(join(file, 'data')))).to.equal('DATA_DIR_UNUSABLE')
  })
})
