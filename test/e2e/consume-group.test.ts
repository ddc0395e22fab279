// `sluice consume --group` as its users meet it: what is on stdout and what is committed are the same, however it ends.
import { spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { commandLine, sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run } from './command.ts'

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${from + i}\n`).join('')

const sorted = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map(Number)
    .sort((a, b) => a - b)

describe('e2e/consume-group', function () {
  this.timeout(60_000)
  let broker: BrokerProcess

  before(async () => {
    broker = await startBrokerProcess()
  })
  after(() => broker?.stop())

  function run(args: string[], options: Parameters<typeof sluice>[1] = {}): Promise<Run> {
    return sluice(args, { ...options, environment: { SLUICE_BROKER: broker.address } })
  }

  async function ok(args: string[], options: Parameters<typeof sluice>[1] = {}): Promise<Run> {
    const done = await run(args, options)
    expect(done.code, `${args.join(' ')}: ${done.stderr}`).to.equal(0)
    return done
  }

  const read = async (...args: string[]) => (await ok(['consume', ...args])).stdout.toString()

  interface Described {
    state: string
    members: unknown[]
    partitions: { partition: number; committed: number | null; lag: number | null; owner: string | null }[]
  }
  const describeGroup = async (name: string): Promise<Described> =>
    JSON.parse((await ok(['group', 'describe', name, '-o', 'json'])).stdout.toString())

  const committed = async (name: string) => (await describeGroup(name)).partitions.map((at) => at.committed)

  async function until(name: string, wanted: (group: Described) => boolean): Promise<void> {
    for (;;) {
      const done = await run(['group', 'describe', name, '-o', 'json'])
      if (done.code === 0 && wanted(JSON.parse(done.stdout.toString()))) return
    }
  }

  it('goes on where it ended; --from is only for what has no commit', async () => {
    await ok(['topic', 'create', 'twice', '--partitions', '3'])
    await ok(['produce', 'twice', '--key-separator', ':'], {
      input: Array.from({ length: 300 }, (_, i) => `k${i}:${i}\n`).join(''),
    })
    const first = await read('twice', '--group', 'twice', '--until-end')
    expect(
      first
        .trimEnd()
        .split('\n')
        .map(Number)
        .sort((a, b) => a - b),
    ).to.deep.equal(Array.from({ length: 300 }, (_, i) => i))
    expect((await describeGroup('twice')).partitions.map((at) => at.lag)).to.deep.equal([0, 0, 0])
    expect(await read('twice', '--group', 'twice', '--until-end', '--from', 'earliest')).to.equal('')
    await ok(['produce', 'twice', '--partition', '1'], { input: 'later\n' })
    expect(await read('twice', '--group', 'twice', '--until-end', '--from', 'latest')).to.equal('later\n')
    expect(await read('twice', '--group', 'other', '--until-end', '--from', 'latest')).to.equal('')
  })

  it('--max 10, and the next goes on at the eleventh', async () => {
    await ok(['produce', 'tens', '--create'], { input: numbers(0, 25) })
    expect(await read('tens', '--group', 'tens', '--max', '10')).to.equal(numbers(0, 10))
    expect(await committed('tens')).to.deep.equal([10])
    expect(await read('tens', '--group', 'tens', '--max', '10')).to.equal(numbers(10, 20))
    expect(await read('tens', '--group', 'tens', '--until-end')).to.equal(numbers(20, 25))
    expect((await describeGroup('tens')).members).to.deep.equal([])
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${signal} in the middle: committed is what was written, and nothing is lost or twice`, async () => {
      const topic = `stopped-${signal}`
      const count = 400_000
      await ok(['produce', topic, '--create'], { input: numbers(0, count) })
      const first = await run(['consume', topic, '--group', topic], {
        onStart: (child) => child.stdout!.once('data', () => child.kill(signal)),
      })
      expect(first.code, first.stderr).to.equal(code)
      const lines = first.stdout.toString().split('\n').length - 1
      expect(lines).to.be.greaterThan(0).and.lessThan(count)
      expect(await committed(topic)).to.deep.equal([lines])
      const rest = await read(topic, '--group', topic, '--until-end')
      expect(first.stdout.toString() + rest === numbers(0, count)).to.equal(true)
    })
  }

  it('commits every second while it goes on', async () => {
    await ok(['produce', 'going', '--create'], { input: numbers(0, 5) })
    let child: ChildProcess | undefined
    const going = run(['consume', 'going', '--group', 'going'], {
      onStart: (started) => {
        child = started
      },
    })
    await until('going', (group) => group.partitions[0]?.committed === 5)
    child!.kill('SIGINT')
    expect((await going).stdout.toString()).to.equal(numbers(0, 5))
  })

  it('a reader that goes away: exit 0, the group is left, and what it did not take is not committed', async () => {
    await ok(['produce', 'away', '--create'], { input: numbers(0, 400_000) })
    let taken = 0
    const done = await run(['consume', 'away', '--group', 'away'], {
      onStart: ({ stdout }) =>
        stdout!.on('data', (chunk: Buffer) => {
          taken += chunk.length
          if (taken > 1_200_000) stdout!.destroy() // the first write of a mebibyte has left; half of the records have not
        }),
    })
    expect([done.code, done.stderr]).to.deep.equal([0, ''])
    const { members, partitions } = await describeGroup('away')
    expect(members).to.deep.equal([])
    const { length } = numbers(0, partitions[0]!.committed!)
    // What the kernel had in hand for the reader left the command as well: a socket's buffer, and what is being put into it.
    const bufferBytes = Number(readFileSync('/proc/sys/net/core/wmem_default', 'utf8'))
    expect(length)
      .to.be.greaterThan(0)
      .and.lessThan(taken + 1.5 * bufferBytes)
  })

  it('an output that takes nothing: the failure is told, and nothing is committed', async () => {
    await ok(['produce', 'full', '--create'], { input: numbers(0, 10) })
    const args = ['consume', 'full', '--group', 'full', '--until-end', '--broker', broker.address]
    const command = [process.execPath, ...commandLine(args)]
    const done = spawnSync('sh', ['-c', 'exec "$0" "$@" > /dev/full', ...command], { encoding: 'utf8' })
    expect(done.status).to.equal(1)
    expect(done.stderr).to.match(/^error: FILE_ERROR the output could not be written: ENOSPC/m)
    const described = await run(['group', 'describe', 'full', '-o', 'json'])
    const { members, partitions }: Described = JSON.parse(described.stdout.toString())
    expect([members, partitions.filter((at) => at.committed !== null)]).to.deep.equal([[], []])
  })

  it('two share the partitions, and every record comes once', async () => {
    await ok(['topic', 'create', 'shared', '--partitions', '4'])
    const children: ChildProcess[] = []
    const onStart = (child: ChildProcess) => void children.push(child)
    const both = [1, 2].map(() => run(['consume', 'shared', '--group', 'shared'], { onStart }))
    const owners = (group: Described) => new Set(group.partitions.map((at) => at.owner))
    await until(
      'shared',
      (group) => group.members.length === 2 && group.state === 'stable' && owners(group).size === 2,
    )
    await ok(['produce', 'shared', '--key-separator', ':'], {
      input: Array.from({ length: 1_000 }, (_, i) => `k${i}:${i}\n`).join(''),
    })
    await until('shared', (group) => group.partitions.every((at) => at.lag === 0))
    for (const child of children) child.kill('SIGINT')
    const got = (await Promise.all(both)).map(({ stdout }) => stdout.toString().trimEnd().split('\n'))
    expect(got.map((lines) => lines.length > 100)).to.deep.equal([true, true])
    expect(
      got
        .flat()
        .map(Number)
        .sort((a, b) => a - b),
    ).to.deep.equal(Array.from({ length: 1_000 }, (_, i) => i))
  })

  it('two with --until-end: both end, and together they read all there was, once', async () => {
    await ok(['topic', 'create', 'halves', '--partitions', '4'])
    await ok(['produce', 'halves', '--key-separator', ':'], {
      input: Array.from({ length: 5_000 }, (_, i) => `k${i}:${i}\n`).join(''),
    })
    const both = await Promise.all([1, 2].map(() => read('halves', '--group', 'halves', '--until-end')))
    expect(sorted(both.join(''))).to.deep.equal(Array.from({ length: 5_000 }, (_, i) => i))
    const { members, partitions } = await describeGroup('halves')
    expect([members, partitions.map((at) => at.lag)]).to.deep.equal([[], [0, 0, 0, 0]])
  })

  it('--partition with --group is nobody`s member, and commits', async () => {
    await ok(['topic', 'create', 'own', '--partitions', '2'])
    await ok(['produce', 'own', '--partition', '1'], { input: numbers(0, 5) })
    expect(await read('own', '--group', 'own', '--partition', '1', '--max', '2')).to.equal(numbers(0, 2))
    expect(await read('own', '--group', 'own', '--partition', '1', '--until-end')).to.equal(numbers(2, 5))
    const { partitions, members } = await describeGroup('own')
    expect([partitions.map((at) => [at.partition, at.committed]), members]).to.deep.equal([[[1, 5]], []])
    const missing = await run(['consume', 'own', '--group', 'own', '--partition', '7'])
    expect([missing.code, missing.stderr.split(' ')[1]]).to.deep.equal([1, 'UNKNOWN_PARTITION'])
    const member = { child: undefined as ChildProcess | undefined }
    const other = run(['consume', 'own', '--group', 'own'], {
      onStart: (child) => {
        member.child = child
      },
    })
    await until('own', (group) => group.members.length === 1)
    const beside = await run(['consume', 'own', '--group', 'own', '--partition', '1'])
    member.child!.kill('SIGINT')
    expect([beside.code, beside.stderr.split(' ')[1]]).to.deep.equal([1, 'GROUP_NOT_EMPTY'])
    expect((await other).code).to.equal(130)
    const named = await run(['consume', 'own', '--group', 'no such name'])
    expect([named.code, named.stderr.split(' ')[1]]).to.deep.equal([1, 'INVALID_GROUP_NAME'])
  })
})
