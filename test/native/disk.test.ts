import { expect } from 'chai'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { lockFile, statfsType, unlockFile } from '../../native/index.ts'
import { Workbench } from './workbench.ts'

describe('jobs on files', () => {
  let bench: Workbench
  before(() => {
    bench = new Workbench()
  })
  after(() => bench.close())

  async function codeOf(promise: Promise<unknown>): Promise<string> {
    return promise.then(
      () => 'none',
      (error) => error.code,
    )
  }

  it('writes a small file durably, again and again', async () => {
    for (const text of ['first', 'the second, longer', ''])
      await bench.engine
        .writeFileDurably(bench.path('note'), Buffer.from(text))
        .then(() => expect(readFileSync(bench.path('note'), 'utf8')).to.equal(text))
    expect(existsSync(bench.path('note.new'))).to.equal(false)
    expect(statSync(bench.path('note')).mode & 0o777).to.equal(0o600)
    expect(await codeOf(bench.engine.writeFileDurably(bench.path('no/where'), Buffer.from('x')))).to.equal(
      'ENOENT',
    )
  })

  it('allocates real blocks, and leaves nothing behind where there is no room', async () => {
    await bench.engine.allocateFile(bench.path('ballast'), 1 << 20)
    const { size, blocks } = statSync(bench.path('ballast'))
    expect(size).to.equal(1 << 20)
    expect(blocks * 512).to.be.at.least(1 << 20)
    expect(await codeOf(bench.engine.allocateFile(bench.path('ballast'), 1))).to.equal('EEXIST')
    expect(['ENOSPC', 'EFBIG']).to.include(
      await codeOf(bench.engine.allocateFile(bench.path('huge'), 2 ** 50)),
    )
    expect(existsSync(bench.path('huge'))).to.equal(false)
  })

  it('cuts a tail and keeps it aside', async () => {
    writeFileSync(bench.path('log'), 'good, then bad')
    await bench.engine.cutAside(bench.path('log'), 4, bench.path('aside'))
    expect(readFileSync(bench.path('log'), 'utf8')).to.equal('good')
    expect(readFileSync(bench.path('aside'), 'utf8')).to.equal(', then bad')
  })

  it('removes many files, missing ones too', async () => {
    const paths = Array.from({ length: 100 }, (_, i) => bench.path(`old-${i}`))
    for (const path of paths.slice(10)) writeFileSync(path, 'x')
    await bench.engine.unlinkAll(paths)
    expect(readdirSync(bench.directory).filter((name) => name.startsWith('old-'))).to.deep.equal([])
    await bench.engine.unlinkAll([])
  })

  it('syncs files and directories, and tells what is missing', async () => {
    await bench.engine.syncDirectory(bench.directory)
    await bench.engine.syncAndDrop(bench.path('log'), 1)
    expect(await codeOf(bench.engine.syncDirectory(bench.path('none')))).to.equal('ENOENT')
    expect(await codeOf(bench.engine.syncAndDrop(bench.path('none'), 0))).to.equal('ENOENT')
  })

  it('follows no symbolic link', async () => {
    symlinkSync(bench.path('log'), bench.path('link'))
    expect(await codeOf(bench.engine.cutAside(bench.path('link'), 0, bench.path('aside2')))).to.equal('ELOOP')
    expect(() => lockFile(bench.path('link')))
      .to.throw()
      .with.property('code', 'ELOOP')
  })

  it('a lock is held once, and can be taken again after it was given back', () => {
    const lock = lockFile(bench.path('lock'))
    expect(() => lockFile(bench.path('lock')))
      .to.throw()
      .with.property('code')
      .that.is.oneOf(['EWOULDBLOCK', 'EAGAIN'])
    unlockFile(lock)
    expect(() => unlockFile(lock))
      .to.throw()
      .with.property('code', 'CLOSED')
    unlockFile(lockFile(bench.path('lock')))
  })

  it('knows the file system', () => {
    expect(statfsType('/proc')).to.equal(0x9fa0)
    expect(() => statfsType(bench.path('none')))
      .to.throw()
      .with.property('code', 'ENOENT')
  })
})
