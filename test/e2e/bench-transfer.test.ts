// `sluice bench transfer` as a person starts it: a table with refusals, JSON, and nothing left behind when it is stopped.
import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sluice } from './command.ts'
import type { RunOptions } from './command.ts'

describe('e2e/bench transfer', function () {
  this.timeout(30_000)
  let directory: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-e2e-transfer-'))
  })
  after(() => rm(directory, { recursive: true }))

  function transfer(args: string[], more: RunOptions = {}) {
    return sluice(['bench', 'transfer', ...args], { ...more, environment: { TMPDIR: directory } })
  }

  /** Directories of the benchmark; the loader of the sources keeps its cache here too. */
  const leftBehind = () => readdirSync(directory).filter((name) => name.startsWith('sluice-'))

  it('a table in which a method that the kernel refuses says so', async () => {
    const methods = 'sendfile,sendfile-cork'
    const { code, stdout, stderr } = await transfer([
      '--method',
      methods,
      '--size',
      '1MiB',
      '--chunk',
      '10000',
      '--rounds',
      '2',
    ])
    expect(code, stderr).to.equal(0)
    const lines = stdout.toString().trimEnd().split('\n')
    expect(lines[0]).to.match(/^METHOD +OVER +CHUNK +GB\/S/)
    expect(lines).to.have.length(5)
    expect(lines[4]).to.match(/^sendfile-cork +unix .*refused: EOPNOTSUPP: TCP_CORK/)
    expect(stderr).to.match(/^4 rows, 2 rounds: 8 runs of 1MiB, about .* at most 30 min$/m)
    expect(leftBehind()).to.deep.equal([])
  })

  it('JSON of everything, a row a line as ndjson', async () => {
    const words = [
      '--method',
      'file-to-file',
      '--size',
      '1MiB',
      '--chunk',
      '64KiB,1MiB',
      '--rounds',
      '1',
      '-o',
    ]
    const whole = JSON.parse((await transfer([...words, 'json'])).stdout.toString())
    expect(whole).to.include({ bench: 'transfer', rounds: 1 })
    expect(whole.rows).to.have.length(8)
    expect(whole.rows[0].figures.gigabytesPerSecond).to.have.keys('median', 'min', 'max')
    const lines = (await transfer([...words, 'ndjson'])).stdout.toString().trimEnd().split('\n')
    expect(lines.map((text) => JSON.parse(text).method)).to.have.length(8)
  })

  it('what cannot be done is told with code and hint', async () => {
    const { code, stderr } = await transfer(['--size', '4000TiB'])
    expect(code).to.equal(2)
    expect(stderr).to.match(/^error: INVALID_ARGUMENT this takes .* are free\nhint: choose a smaller --size/m)
    expect(leftBehind()).to.deep.equal([])
  })

  for (const [signal, exit] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    it(`${signal} in the middle of it: no file and no process stays`, async () => {
      const words = ['--size', '64MiB', '--method', 'socket-to-file', '--chunk', '4KiB', '--rounds', '1000']
      let before: string[] = []
      const { code, stderr } = await transfer(words, {
        onStart: (child) => {
          child.stderr?.on('data', (text) => {
            if (!/^round 1 of/m.test(String(text))) return
            before = leftBehind()
            child.kill(signal)
          })
        },
      })
      expect(code, stderr).to.equal(exit)
      expect(before, 'while it ran').to.have.length(1)
      expect(leftBehind()).to.deep.equal([])
      expect(commandLines().filter((text) => text.includes(directory))).to.deep.equal([])
    })
  }
})

/** Of every process there is; one that ends meanwhile is none. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
}
