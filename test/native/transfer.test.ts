// sluice-transfer: every method moves a small file with an odd end in odd chunks, byte for byte, over both transports.
import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Method, Transport } from '../../bench/transfer/options.ts'
import { findProgram, runProgram } from '../../bench/transfer/program.ts'
import { judge } from '../../bench/transfer/verdict.ts'
import type { ExpectedFile } from '../../bench/transfer/verdict.ts'
import { isSluiceError } from '../../client/index.ts'
import { crc32c } from '../../protocol/crc32c.ts'
import { readSources } from '../tidy/sources.ts'

const sizeBytes = 3 * 1024 * 1024 + 17
const chunkBytes = 70_001
const chunks = Math.ceil(sizeBytes / chunkBytes)
const forever = new AbortController().signal

/** What every Linux that the broker runs on does; the rest may be refused, and then by an errno. */
const everywhere = new Set([
  ...[
    'read-write',
    'read-write-header',
    'mmap-write',
    'sendfile',
    'sendfile-header',
    'sendfile-more',
    'splice',
    'vmsplice',
  ],
  ...['recv-pwrite', 'recv-copy', 'recv-map', 'splice-to-file'],
  ...['file-read-write', 'file-sendfile', 'file-splice', 'fan-out-sendfile', 'fan-out-tee'],
])

describe('native/transfer', () => {
  const program = findProgram()
  const methods = execFileSync(program, ['methods'], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Method)
  let directory: string
  let path: string
  let file: ExpectedFile

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-transfer-test-'))
    path = join(directory, 'file')
    file = JSON.parse(await runProgram(program, ['make', path, String(sizeBytes)], forever)) as ExpectedFile
  })
  after(() => rm(directory, { recursive: true }))

  function move(method: string, transport: string, bytes = chunkBytes, from = path, deadline = 10) {
    const words = ['run', method, transport, from, String(bytes), join(directory, 'copy'), String(deadline)]
    return runProgram(program, words, forever)
  }

  async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
    const error = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!isSluiceError(error)) throw new Error(`not a SluiceError: ${String(error)}`)
    return error
  }

  it('the file has the checksum that is told of it', () => {
    const checksum = crc32c(readFileSync(path)).toString(16).padStart(8, '0')
    expect(file).to.deep.equal({ bytes: sizeBytes, checksum })
  })

  for (const method of methods) {
    const socketless = method.direction === 'file-to-file' || method.direction === 'between-processes'
    const transports: Transport[] = socketless ? ['none'] : ['tcp', 'unix']
    for (const transport of transports) {
      it(`${method.name} over ${transport}: the same bytes arrive`, async () => {
        for (const bytes of [chunkBytes, 4096, 4 * 1024 * 1024]) {
          const line = await move(method.name, transport, bytes)
          const verdict = judge(line, { method, transport, chunkBytes: bytes }, file)
          if ('refused' in verdict) {
            expect(everywhere.has(method.name), verdict.refused).to.equal(false)
            expect(verdict.refused).to.match(/^E[A-Z0-9]+: /)
          } else expect(verdict.run.mover.systemCalls).to.be.greaterThan(0)
        }
        expect(existsSync(join(directory, 'copy')), 'a copy stays behind').to.equal(false)
      })
    }
  }

  it('system calls are counted at their places', async () => {
    const callsOf = async (method: string) =>
      (JSON.parse(await move(method, 'tcp')) as { mover: { systemCalls: number } }).mover.systemCalls
    expect(await callsOf('sendfile')).to.equal(chunks)
    expect(await callsOf('read-write-header')).to.equal(2 * chunks)
    expect(await callsOf('sendfile-header')).to.equal(2 * chunks)
    expect(await callsOf('sendfile-cork')).to.equal(4 * chunks)
    expect(await callsOf('mmap-write')).to.equal(chunks + 2)
  })

  it('what makes no sense is refused with words', async () => {
    expect((await failure(move('teleport', 'tcp'))).message).to.contain("there is no method 'teleport'")
    expect((await failure(move('sendfile', 'none'))).message).to.contain("transport 'none' does not go with")
    expect((await failure(move('file-splice', 'tcp'))).message).to.contain("transport 'tcp' does not go with")
    expect((await failure(move('sendfile', 'tcp', 0))).message).to.contain("'0' is no number from 1")
    expect((await failure(move('sendfile', 'tcp', 1, join(directory, 'lost')))).message).to.contain(
      'lost: No such',
    )
    const empty = join(directory, 'empty')
    writeFileSync(empty, '')
    expect((await failure(move('sendfile', 'tcp', 1, empty))).message).to.contain('empty is empty')
  })

  it('a destination that exists is left alone', async () => {
    const copy = join(directory, 'copy')
    writeFileSync(copy, 'mine')
    expect((await failure(move('recv-pwrite', 'tcp'))).message).to.contain('File exists')
    expect(readFileSync(copy, 'utf8')).to.equal('mine')
    await rm(copy)
  })

  it('a run ends at its deadline, whatever it waits for', async () => {
    const pipe = join(directory, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await failure(move('sendfile', 'tcp', 4096, pipe, 1))).to.include({ code: 'TIMEOUT' })
  })

  it('only the benchmark knows the program: nothing of it is in the broker', () => {
    const naming = readSources().filter(
      (source) => /\.(ts|mjs|cc|h|gyp)$/.test(source.path) && source.text.includes('sluice-transfer'),
    )
    const rooms = new Set(naming.map(({ path: name }) => name.split('/').slice(0, -1).join('/')))
    expect([...rooms].sort()).to.deep.equal([
      'bench/transfer',
      'native',
      'native/transfer',
      'scripts',
      'test/native',
    ])
  })
})
