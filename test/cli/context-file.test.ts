// The file of contexts: where it lies, what it holds, damage, and several commands that change it at once.
import { expect } from 'chai'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brokersOf, contextFilePath, readContexts, writeContexts } from '../../cli/context-file.ts'
import { whileLocked } from '../../cli/context-lock.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'

describe('cli: the file of contexts', () => {
  let home: string
  let path: string

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sluice-contexts-'))
    path = contextFilePath({ XDG_CONFIG_HOME: home })
    await mkdir(dirname(path))
  })

  afterEach(() => rm(home, { recursive: true, force: true }))

  async function failure(of: Promise<unknown>): Promise<SluiceError> {
    const thrown = await of.then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(thrown).to.be.instanceOf(SluiceError)
    return thrown as SluiceError
  }

  it('lies under XDG_CONFIG_HOME, else ~/.config; a relative one is ignored', () => {
    expect(contextFilePath({ XDG_CONFIG_HOME: '/x' })).to.equal('/x/sluice/contexts.json')
    expect(contextFilePath({ HOME: '/h' })).to.equal('/h/.config/sluice/contexts.json')
    expect(contextFilePath({ HOME: '/h', XDG_CONFIG_HOME: 'x' })).to.equal('/h/.config/sluice/contexts.json')
  })

  it('reads back what was written, readable by its user alone, and leaves nothing beside it', async () => {
    await writeFile(path, 'not yet', { mode: 0o644 })
    await chmod(path, 0o644)
    const brokers = new Map([
      ['prod', ['127.0.0.1:1', 'unix:/x']],
      ['__proto__', ['[::1]:2']],
    ])
    await writeContexts(path, { current: 'prod', brokers })
    expect(await readContexts(path)).to.deep.equal({ current: 'prod', brokers })
    expect((await stat(path)).mode & 0o777).to.equal(0o600)
    expect(await readdir(dirname(path))).to.deep.equal(['contexts.json'])
  })

  it('makes the directory, and keeps a link that points elsewhere', async () => {
    const elsewhere = join(home, 'dotfiles.json')
    await writeFile(elsewhere, '')
    await symlink(elsewhere, path)
    await writeContexts(path, { current: undefined, brokers: new Map([['a', ['h:1']]]) })
    expect(await readFile(elsewhere, 'utf8')).to.contain('contexts/v1')
    const deep = contextFilePath({ XDG_CONFIG_HOME: join(home, 'new') })
    await writeContexts(deep, { current: undefined, brokers: new Map() })
    expect((await stat(dirname(deep))).mode & 0o777).to.equal(0o700)
  })

  it('a directory that takes no other is told; mkdir with `recursive` would never come back', async () => {
    const nowhere = contextFilePath({ XDG_CONFIG_HOME: '/proc/sluice-test' })
    const failed = await writeContexts(nowhere, { current: undefined, brokers: new Map() }).catch(
      (error: unknown) => error,
    )
    expect(failed).to.have.property('code', 'ENOENT')
  })

  describe('changed by several commands at once', () => {
    const addOne = (n: number) =>
      whileLocked(path, async () => {
        const { brokers } = await readContexts(path)
        await writeContexts(path, { current: undefined, brokers: new Map(brokers).set(`c${n}`, ['h:1']) })
      })
    const besides = async () => (await readdir(dirname(path))).filter((name) => name !== 'contexts.json')

    it('nothing is lost, and no lock is left', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, n) => addOne(n)))
      expect((await readContexts(path)).brokers.size).to.equal(20)
      expect(await besides()).to.deep.equal([])
    })

    it('the lock of a command that failed is free; that of one that was killed is after a while', async () => {
      const failed = await whileLocked(path, () => Promise.reject(new Error('no'))).catch(String)
      expect(failed).to.equal('Error: no')
      await writeFile(`${path}.lock`, '')
      const longAgo = new Date(Date.now() - 60_000)
      await utimes(`${path}.lock`, longAgo, longAgo)
      await addOne(1)
      expect((await readContexts(path)).brokers.size).to.equal(1)
      expect(await besides()).to.deep.equal([])
    })

    it('a lock that is held is waited for', async () => {
      await writeFile(`${path}.lock`, '')
      const adding = addOne(1)
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect((await readContexts(path)).brokers.size).to.equal(0)
      await rm(`${path}.lock`)
      await adding
      expect((await readContexts(path)).brokers.size).to.equal(1)
    })
  })

  it('a directory in its place is told as damage too', async () => {
    await mkdir(path)
    expect(await failure(readContexts(path))).to.include({ code: 'INVALID_CONFIG' })
  })

  it('no file is no contexts', async () => {
    const none = { current: undefined, brokers: new Map() }
    expect(await readContexts(path)).to.deep.equal(none)
    expect(await readContexts('/dev/null/sluice/contexts.json')).to.deep.equal(none)
  })

  const whole = { schema: 'contexts/v1', current: null, contexts: [{ name: 'a', brokers: ['h:1'] }] }
  const damages: Record<string, string> = {
    'cut off': JSON.stringify(whole).slice(0, 40),
    'of another schema': JSON.stringify({ ...whole, schema: 'contexts/v2' }),
    'no object': 'null',
    'contexts no list': JSON.stringify({ ...whole, contexts: {} }),
    'a context is null': JSON.stringify({ ...whole, contexts: [null] }),
    'a name twice': JSON.stringify({ ...whole, contexts: [...whole.contexts, ...whole.contexts] }),
    'a name with a slash': JSON.stringify({ ...whole, contexts: [{ name: 'a/b', brokers: ['h:1'] }] }),
    'no address': JSON.stringify({ ...whole, contexts: [{ name: 'a', brokers: [] }] }),
    'a wrong address': JSON.stringify({ ...whole, contexts: [{ name: 'a', brokers: ['h'] }] }),
    'an unknown current': JSON.stringify({ ...whole, current: 'b' }),
    'too large': ' '.repeat(limits.contextFileBytesMax + 1),
  }
  for (const [what, text] of Object.entries(damages)) {
    it(`damaged (${what}): told, with what to do, and left as it is`, async () => {
      await writeFile(path, text)
      const error = await failure(readContexts(path))
      expect(error.code).to.equal('INVALID_CONFIG')
      expect(error.message).to.contain(path)
      expect(error.hint).to.match(/mend it, or remove it/)
      expect(await readFile(path, 'utf8')).to.equal(text)
    })
  }

  it('an unknown context names those that there are', () => {
    const contexts = {
      current: undefined,
      brokers: new Map([
        ['b', ['h:1']],
        ['a', ['h:2']],
      ]),
    }
    expect(brokersOf(contexts, 'a')).to.deep.equal(['h:2'])
    expect(() => brokersOf(contexts, 'c'))
      .to.throw(SluiceError, "there is no context 'c'")
      .with.property('hint', 'there are: a, b')
    expect(() => brokersOf({ current: undefined, brokers: new Map() }, 'c'))
      .to.throw(SluiceError)
      .with.property('hint', 'there are none yet: sluice context add c --broker ADDRESS')
  })
})
