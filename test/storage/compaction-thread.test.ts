import { expect } from 'chai'
import { CompactionThread } from '../../storage/compaction-thread.ts'
import { importedPath, importsOf, readSources } from '../tidy/sources.ts'

describe('compaction thread', () => {
  it('runs code that knows protocol/ and node: alone', () => {
    const sources = new Map(readSources().map((source) => [source.path, source]))
    const reached = new Set<string>()
    const foreign: string[] = []
    const visit = (path: string): void => {
      const source = sources.get(path)
      if (source === undefined || reached.has(path) || path.startsWith('protocol/')) return
      reached.add(path)
      for (const name of importsOf(source)) {
        const target = importedPath(source, name)
        if (target !== undefined) visit(target)
        else if (!name.startsWith('node:')) foreign.push(`${path}: ${name}`)
      }
    }
    visit('storage/compaction-worker.ts')
    expect(foreign).to.deep.equal([])
    const files = ['batch', 'file', 'job', 'run', 'table', 'worker'].map(
      (name) => `storage/compaction-${name}.ts`,
    )
    expect([...reached].sort()).to.deep.equal(files)
  })

  it('answers what it cannot do, and ends in the middle of a request', async () => {
    const thread = new CompactionThread()
    const rewrite = {
      kind: 'rewrite',
      from: 0,
      to: 1,
      fileBytes: 0,
      spanMs: 0,
      temporaryPath: '/nowhere/a',
      path: '',
    } as const
    expect(await thread.ask(rewrite)).to.include({ kind: 'failed', reason: 'nothing was begun' })
    const asked = thread.ask(rewrite)
    await thread.end()
    expect(await asked).to.include({ kind: 'failed' })
    expect(thread.running).to.equal(false)
    expect(await thread.ask(rewrite)).to.include({ reason: 'nothing was begun' })
    await thread.end()
  })
})
