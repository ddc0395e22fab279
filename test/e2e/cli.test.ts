// The command line as its users meet it: real processes, real files, nothing imported from the product.
import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { commandLine, sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run } from './command.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function makeStanzas(count: number): Buffer {
  const stanzas = Array.from({ length: count }, (_, i) => {
    const filler = 'x'.repeat((i * 37) % 900)
    return `Package: p${i % 701}\nNumber: ${i}\nText: ${filler}\n\n`
  })
  return Buffer.from(stanzas.join(''))
}

describe('e2e/cli', function () {
  this.timeout(60_000)
  let broker: BrokerProcess
  let directory: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-cli-'))
    broker = await startBrokerProcess({ args: ['--set', 'segment.bytes=4MiB'] })
  })

  after(async () => {
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  /** A client command against the broker of this file. */
  function run(args: string[], options: Parameters<typeof sluice>[1] = {}): Promise<Run> {
    return sluice(args, {
      ...options,
      environment: { SLUICE_BROKER: broker.address, ...options.environment },
    })
  }

  async function ok(args: string[], options: Parameters<typeof sluice>[1] = {}): Promise<Run> {
    const done = await run(args, options)
    expect(done.code, `${args.join(' ')}: ${done.stderr}`).to.equal(0)
    return done
  }

  async function file(name: string, bytes: Buffer): Promise<string> {
    const path = join(directory, name)
    await writeFile(path, bytes)
    return path
  }

  it('what goes in comes out, byte for byte, with one partition', async () => {
    const bytes = makeStanzas(20_000)
    const path = await file('stanzas', bytes)
    const produced = await ok([
      'produce',
      'stanzas',
      '--create',
      '--file',
      path,
      '--delimiter',
      'blank-line',
      '--key-field',
      'Package',
    ])
    expect(produced.stdout.length).to.equal(0)
    expect(produced.stderr).to.match(/^delivered 20,000 records, /)
    const back = await ok([
      'consume',
      'stanzas',
      '--from',
      'earliest',
      '--until-end',
      '--delimiter',
      'blank-line',
    ])
    expect(sha256(back.stdout)).to.equal(sha256(bytes))
  })

  it('with eight partitions every record comes once and equal keys share a partition', async () => {
    const path = await file('stanzas8', makeStanzas(5_000))
    const flags = ['--delimiter', 'blank-line', '--key-field', 'Package', '--partitions', '8']
    await ok(['produce', 'stanzas8', '--create', '--file', path, ...flags])
    const back = await ok(['consume', 'stanzas8', '--from', 'earliest', '--until-end', '--format', 'json'])
    const records = back.stdout
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const numbers = records
      .map((record) => Number(/Number: (\d+)/.exec(record.value)![1]))
      .sort((a, b) => a - b)
    expect(numbers).to.deep.equal(Array.from({ length: 5_000 }, (_, i) => i))
    const partitionOf = new Map<string, number>()
    for (const { key, partition } of records) {
      expect(partitionOf.get(key) ?? partition, key).to.equal(partition)
      partitionOf.set(key, partition)
    }
    expect(new Set(partitionOf.values()).size).to.equal(8)
  })

  it('u32 records of any bytes through standard input, compressed', async () => {
    const pieces: Buffer[] = []
    for (const length of [0, 1, 70_000, 0, 5, 300_000]) {
      const head = Buffer.alloc(4)
      head.writeUInt32BE(length)
      pieces.push(head, randomBytes(length))
    }
    const bytes = Buffer.concat(pieces)
    await ok(['produce', 'binary', '--create', '--delimiter', 'u32', '--compression', 'gzip'], {
      input: bytes,
    })
    const back = await ok(['consume', 'binary', '--from', 'earliest', '--until-end', '--delimiter', 'u32'])
    expect(back.stdout.equals(bytes)).to.equal(true)
    const short = await run(['produce', 'binary', '--delimiter', 'u32'], {
      input: Buffer.from([0, 0, 0, 9, 1]),
    })
    expect(short.code).to.equal(1)
    expect(short.stderr).to.include('the input ends inside record 1')
  })

  it('an unterminated end is sent and noted; empty pieces are empty records', async () => {
    const produced = await ok(['produce', 'ends', '--create'], { input: 'a\n\nb' })
    expect(produced.stderr)
      .to.match(/^delivered 3 records/)
      .and.to.include('does not end with its delimiter')
    const back = await ok(['consume', 'ends', '--from', 'earliest', '--until-end'])
    expect(back.stdout.toString()).to.equal('a\n\nb\n')
    const keyed = await ok(['produce', 'ends', '--key-separator', '='], { input: 'k=v=w\n' })
    expect(keyed.stderr).to.match(/^delivered 1 record/)
    const tail = await ok([
      'consume',
      'ends',
      '--from',
      '3',
      '--until-end',
      '--format',
      'key-value',
      '--key-separator',
      '|',
    ])
    expect(tail.stdout.toString()).to.equal('k|v=w\n')
  })

  it('--from, --max and --until-end on empty and ended topics', async () => {
    await ok(['topic', 'create', 'empty', '--partitions', '3'])
    const froms = ['earliest', 'latest', '@-5m', '@2030-01-01']
    const none = await Promise.all(
      froms.map((from) => ok(['consume', 'empty', '--from', from, '--until-end'])),
    )
    expect(none.map((done) => done.stdout.length)).to.deep.equal([0, 0, 0, 0])
    const two = await ok(['consume', 'stanzas', '--from', '100', '--max', '2', '--format', 'json'])
    const offsets = two.stdout
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).offset)
    expect(offsets).to.deep.equal([100, 101])
    const beyond = await run(['consume', 'stanzas', '--from', '20001'])
    expect(beyond.code).to.equal(1)
    expect(beyond.stderr).to.match(/^error: OFFSET_OUT_OF_RANGE .* offsets 0 to 20000/)
    const late = await ok(['consume', 'stanzas', '--from', '@2030-01-01', '--until-end'])
    expect(late.stdout.length).to.equal(0)
  })

  it('topics: create, list, describe, alter, delete', async () => {
    await ok(['topic', 'create', 'life', '--partitions', '2', '--set', 'retention.ms=1d'])
    const again = await run(['topic', 'create', 'life'])
    expect([again.code, again.stderr.split(' ')[1]]).to.deep.equal([1, 'TOPIC_EXISTS'])
    const list = JSON.parse((await ok(['topic', 'list', '-o', 'json'])).stdout.toString())
    expect(list.map((topic: { name: string }) => topic.name)).to.include('life')
    await ok(['topic', 'alter', 'life', '--set', 'durability=memory', '--partitions', '3'])
    const described = JSON.parse((await ok(['topic', 'describe', 'life', '-o', 'ndjson'])).stdout.toString())
    expect(described.partitions).to.have.length(3)
    expect(described.settings).to.deep.include({ key: 'durability', value: 'memory', isDefault: false })
    expect((await ok(['topic', 'describe', 'life'])).stdout.toString()).to.match(/^PARTITION +START/m)
    const asked = await run(['topic', 'delete', 'life'])
    expect([asked.code, asked.stderr.split(' ')[1]]).to.deep.equal([2, 'CONFIRMATION_REQUIRED'])
    await ok(['topic', 'delete', 'life', '--yes'])
    const gone = await run(['topic', 'describe', 'life'])
    expect([gone.code, gone.stderr.split(' ')[1]]).to.deep.equal([1, 'UNKNOWN_TOPIC'])
  })

  it('failures are told in two lines, with the exit codes of the contract', async () => {
    const unknown = await run(['produce', 'nowhere'], { input: 'x\n' })
    expect(unknown.code).to.equal(1)
    expect(unknown.stderr).to.equal(
      "error: UNKNOWN_TOPIC there is no topic 'nowhere'\nhint: sluice topic create nowhere, or add --create\n",
    )
    const cases: [string[], number, string, RegExp][] = [
      [['consume', 'nowhere'], 1, 'UNKNOWN_TOPIC', /sluice topic create nowhere/],
      [['consume', '..'], 1, 'INVALID_TOPIC_NAME', /a topic cannot be called "\.\."/],
      [['topic', 'describe', 'nowhere'], 1, 'UNKNOWN_TOPIC', /hint: sluice topic list/],
      [['topic', 'alter', 'nowhere', '--partitions', '2'], 1, 'UNKNOWN_TOPIC', /hint: sluice topic list/],
      [['topic', 'delete', 'nowhere', '--yes'], 1, 'UNKNOWN_TOPIC', /hint: sluice topic list/],
      [['produce', 'empty', '--partitions', '3'], 2, 'INVALID_OPTION', /--partitions goes with --create/],
      [['produce', 'empty', '--set', 'durability=disk'], 2, 'INVALID_OPTION', /--set goes with --create/],
      [['produce', 'empty', '--file', ''], 2, 'INVALID_OPTION', /- for standard input/],
      [['check', broker.directory], 1, 'DATA_DIR_LOCKED', /hint: stop the broker first/],
      [['check', join(directory, 'missing')], 1, 'FILE_NOT_FOUND', /there is no directory/],
      [['produce', 'empty', '--file', join(directory, 'missing')], 1, 'FILE_NOT_FOUND', /missing/],
      [['consume', 'empty', '--partition', '7'], 1, 'UNKNOWN_PARTITION', /0 to 2/],
      [['topic', 'create', '../x'], 1, 'INVALID_TOPIC_NAME', /hint/],
      [['topic', 'create', 'x', '--set', 'retention.mss=1d'], 1, 'INVALID_SETTING', /retention\.ms/],
      [['prodce'], 2, 'INVALID_ARGUMENT', /did you mean produce\?/],
      [['consume', 'empty', '--formt', 'json'], 2, 'INVALID_OPTION', /did you mean --format\?/],
      [['consume', 'empty', '--from', 'yesterday'], 2, 'INVALID_ARGUMENT', /hint: earliest, latest/],
    ]
    const check = async ([args, code, name, text]: (typeof cases)[number]) => {
      const failed = await run(args)
      expect([failed.code, failed.stderr.split(' ')[1]], failed.stderr).to.deep.equal([code, name])
      expect(failed.stderr).to.match(text)
    }
    await Promise.all(cases.map(check))
  })

  it('a record over the limit is named, and what was delivered before it', async () => {
    await ok(['topic', 'create', 'small', '--set', 'max.message.bytes=10KiB'])
    const failed = await run(['produce', 'small'], { input: `a\nb\n${'x'.repeat(20_000)}\nc\n` })
    expect(failed.code).to.equal(1)
    expect(failed.stderr)
      .to.match(/^stopped: delivered \d+ records, of [\d.]+ k?M?B read, /)
      .and.to.match(/^error: MESSAGE_TOO_LARGE record 3/m)
  })

  it('a reader that goes away ends consume quietly with 0', async () => {
    const done = await run(['consume', 'stanzas', '--from', 'earliest'], {
      onStart: (child) => child.stdout!.once('data', () => child.stdout!.destroy()),
    })
    expect([done.code, done.stderr]).to.deep.equal([0, ''])
  })

  it('an output that takes nothing is told as that', async () => {
    const script = 'exec "$0" "$@" > /dev/full'
    const command = [process.execPath, ...commandLine(['topic', 'list', '--broker', broker.address])]
    const done = spawnSync('sh', ['-c', script, ...command], { encoding: 'utf8' })
    expect(done.status).to.equal(1)
    expect(done.stderr).to.match(
      /^error: FILE_ERROR the output could not be written: ENOSPC.*\nhint: .*is full\n$/,
    )
  })

  it('Ctrl-C: produce flushes, says how many and ends with 130; so does consume', async () => {
    const consumed = await run(['consume', 'stanzas', '--from', 'earliest'], {
      onStart: (child) => child.stdout!.once('data', () => child.kill('SIGINT')),
    })
    expect(consumed.code, consumed.stderr).to.equal(130)
    const watcher = sluice(['consume', 'ends', '--from', '4', '--max', '2', '--broker', broker.address])
    let producer: ChildProcess | undefined
    const produced = run(['produce', 'ends'], {
      onStart: (child) => {
        producer = child
        child.stdin!.write('one\ntwo\n')
      },
    })
    expect((await watcher).stdout.toString()).to.equal('one\ntwo\n') // sent although the input goes on
    producer!.kill('SIGINT')
    const { code, stderr } = await produced
    expect([code, stderr.split(',')[0]]).to.deep.equal([130, 'stopped: delivered 2 records'])
  })

  it('no broker there, a port in use, an address beyond this host, a locked directory, a typing error', async () => {
    const other = join(directory, 'other')
    const free = ['--listen', '127.0.0.1:0', '--http', 'off']
    const cases: [string[], number, string][] = [
      [['topic', 'list', '--broker', '127.0.0.1:1'], 1, 'CONNECT_FAILED'],
      [['topic', 'list', '--broker', 'nonsense'], 2, 'ADDRESS_INVALID'],
      [['broker', '--data', other, '--listen', broker.address, '--http', 'off'], 1, 'ADDRESS_IN_USE'],
      [['broker', '--data', other, '--listen', '0.0.0.0:0', '--http', 'off'], 2, 'INSECURE_LISTEN'],
      [['broker', '--data', broker.directory, ...free], 1, 'DATA_DIR_LOCKED'],
      [['broker', '--data', other, ...free, '--set', 'retention.mss=1d'], 2, 'UNKNOWN_CONFIG_KEY'],
    ]
    for (const [args, code, name] of cases) {
      const refused = await sluice(args)
      expect([refused.code, /^error: (\S+)/m.exec(refused.stderr)?.[1]], refused.stderr).to.deep.equal([
        code,
        name,
      ])
      expect(refused.stderr).to.match(/^hint: /m)
    }
  })

  it('check and dump read what a stopped broker left', async () => {
    const other = await startBrokerProcess()
    try {
      await sluice(['produce', 't', '--create', '--broker', other.address], { input: 'one\ntwo\n' })
      expect(await other.end()).to.equal(0)
      const checked = await sluice(['check', other.directory])
      expect(checked.code, checked.stderr + checked.stdout).to.equal(0)
      const segments = (await readdir(join(other.directory, 'logs'), { recursive: true })).filter((name) =>
        name.endsWith('.log'),
      )
      const dumped = await sluice([
        'dump',
        join(other.directory, 'logs', segments[0]!),
        '--records',
        '-o',
        'ndjson',
      ])
      expect(dumped.code, dumped.stderr).to.equal(0)
      const rows = dumped.stdout
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(rows.filter((row) => 'value' in row).map((row) => row.value)).to.deep.equal(['one', 'two'])
      const torn = await file(
        'torn.log',
        Buffer.from('this is no batch, whatever the name of the file may say, or is it? No.'),
      )
      const reported = await sluice(['dump', torn])
      expect([reported.code, reported.stderr.split(':')[0]]).to.deep.equal([1, 'torn at byte 0'])
    } finally {
      await other.stop()
    }
  })

  it('SIGTERM to the broker: exit 0, no process, no socket, lock free for the next', async () => {
    const socket = join(directory, 'sluice.sock')
    const first = await startBrokerProcess({ listen: `unix:${socket}` })
    try {
      expect(first.readyLine).to.equal(`ready listen=unix:${socket} http=off`)
      await sluice(['produce', 't', '--create', '--broker', first.address], { input: 'one\n' })
      expect(await first.end()).to.equal(0)
      expect(existsSync(socket)).to.equal(false)
      expect(() => process.kill(first.pid, 0)).to.throw(/ESRCH/)
      const second = await startBrokerProcess({ directory: first.directory, listen: `unix:${socket}` })
      const back = await sluice([
        'consume',
        't',
        '--from',
        'earliest',
        '--until-end',
        '--broker',
        second.address,
      ])
      expect(back.stdout.toString()).to.equal('one\n')
      expect(await second.end()).to.equal(0)
    } finally {
      await first.stop()
    }
  })
})
