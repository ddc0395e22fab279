// `sluice group …` and `sluice topic alter --partitions` as their users meet them: real processes. Groups get their first commits by
// `group reset --create`; members are raw requests, because no command stays in a group while another one runs.
import { expect } from 'chai'
import { sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run } from './command.ts'
import { withMember as withMemberOf } from './member.ts'

describe('e2e/group-cli', function () {
  this.timeout(60_000)
  let broker: BrokerProcess

  before(async () => {
    broker = await startBrokerProcess()
    await ok(['topic', 'create', 'orders', '--partitions', '2'])
    const lines = Array.from({ length: 20 }, (_, i) => `${i}\n`).join('')
    await ok(['produce', 'orders', '--partition', '0'], { input: lines })
    await ok(['produce', 'orders', '--partition', '1'], { input: 'a\nb\n' })
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

  const json = async (args: string[]) => JSON.parse((await ok([...args, '-o', 'json'])).stdout.toString())
  const cells = (done: Run) =>
    done.stdout
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))

  /** A group that has committed 5 in orders/0 and 2 in orders/1. */
  async function make(group: string): Promise<void> {
    const first = ['group', 'reset', group, '--create', '--execute', '--yes']
    await ok([...first, '--topic', 'orders:0', '--to', '5'])
    await ok([...first, '--topic', 'orders:1', '--to', 'latest'])
  }

  const withMember = <T>(group: string, use: (memberId: string) => Promise<T>) =>
    withMemberOf(broker.address, group, ['orders'], use)

  it('list and describe: tables, and the documents of group/v1', async () => {
    await make('billing')
    const listed = cells(await ok(['group', 'list']))
    expect(listed[0]).to.deep.equal(['GROUP', 'STATE', 'MEMBERS', 'TOPICS'])
    expect(listed).to.deep.include(['billing', 'empty', '0', '1'])
    const lines = cells(await ok(['group', 'describe', 'billing']))
    expect(lines[0]!.slice(0, 2)).to.deep.equal(['billing', 'empty'])
    expect(lines.slice(2, 5).map((line) => line.slice(0, 6))).to.deep.equal([
      ['TOPIC', 'PARTITION', 'COMMITTED', 'END', 'LAG', 'OWNER'],
      ['orders', '0', '5', '20', '15', '-'],
      ['orders', '1', '2', '2', '0', '-'],
    ])
    expect(lines[3]![6]).to.match(/^\d+s$/)
    expect(lines.at(-1)).to.deep.equal(['0 members, 2 partitions, lag 15'])

    await withMember('billing', async (memberId) => {
      const described = await json(['group', 'describe', 'billing'])
      expect(described).to.have.all.keys(
        'schema',
        'name',
        'state',
        'epoch',
        'assignor',
        'members',
        'partitions',
        'totals',
      )
      expect(described).to.deep.include({ schema: 'group/v1', name: 'billing', assignor: 'uniform' })
      expect(described.totals).to.deep.equal({ members: 1, partitions: 2, committedPartitions: 2, lag: 15 })
      expect(described.members[0]).to.include({ memberId, clientId: 'till', instanceId: 'till-1' })
      expect(described.members[0].blockedMs).to.be.at.least(12_300)
      expect(described.partitions[0]).to.include({ committed: 5, logEnd: 20, lag: 15, owner: memberId })
      const shown = (await ok(['group', 'describe', 'billing'])).stdout.toString()
      expect(shown).to.match(/^MEMBER +CLIENT +HOST +STATIC-ID +PARTITIONS +SEEN +SESSION +BUSY$/m)
      expect(shown).to.match(
        new RegExp(`^${memberId} +till +\\S+ +till-1 +2 +\\d+s ago +1m +blocked 1\\ds$`, 'm'),
      )
      const list = await json(['group', 'list'])
      expect(list.schema).to.equal('group/v1')
      expect(list.groups.find((one: { name: string }) => one.name === 'billing')).to.include({ members: 1 })
    })
    const ndjson = await ok(['group', 'describe', 'billing', '-o', 'ndjson'])
    expect(ndjson.stdout.toString().trimEnd().split('\n')).to.have.length(1)
  })

  it('what nobody has committed is "-", never 0', async () => {
    await withMember('fresh', async () => {
      const lines = cells(await ok(['group', 'describe', 'fresh']))
      const row = lines.find((line) => line[0] === 'orders')!
      expect(row.slice(0, 5)).to.deep.equal(['orders', '0', '-', '20', '-'])
      expect(row[6]).to.equal('-')
      expect(lines.at(-1)![0]).to.include('2 without a commit, lag -')
      const { partitions, totals } = await json(['group', 'describe', 'fresh'])
      expect(partitions[0]).to.include({ committed: null, lag: null, committedMs: null, leaderEpoch: null })
      expect(totals.lag).to.equal(null)
    })
  })

  it('reset: each kind shows before and after, a dry run changes nothing, --execute commits what was shown', async () => {
    await make('moved')
    const kinds: [string[], string[][]][] = [
      [
        ['--to', 'earliest'],
        [
          ['0', '5', '0'],
          ['1', '2', '0'],
        ],
      ],
      [
        ['--to', 'latest'],
        [
          ['0', '5', '20'],
          ['1', '2', '2'],
        ],
      ],
      [
        ['--to', '7'],
        [
          ['0', '5', '7'],
          ['1', '2', '2', 'moved to the end'],
        ],
      ],
      [
        ['--to', '@2001-01-01'],
        [
          ['0', '5', '0'],
          ['1', '2', '0'],
        ],
      ],
      [['--to', '@-0s', '--topic', 'orders:0'], [['0', '5', '20', 'moved to the end']]],
      [
        ['--shift-by', '-1'],
        [
          ['0', '5', '4'],
          ['1', '2', '1'],
        ],
      ],
      [
        ['--shift-by=3', '--topic', 'orders'],
        [
          ['0', '5', '8'],
          ['1', '2', '2', 'moved to the end'],
        ],
      ],
    ]
    const shownIn = (done: Run) =>
      cells(done)
        .slice(1)
        .map(([, partition, before, after, , , remark]) => [
          partition,
          before,
          after,
          ...(remark ? [remark] : []),
        ])
    await Promise.all(
      kinds.map(async ([args, wanted]) => {
        const dry = await ok(['group', 'reset', 'moved', ...args])
        expect(shownIn(dry), args.join(' ')).to.deep.equal(wanted)
        expect(dry.stderr).to.equal('dry run: nothing was committed; --execute commits these offsets\n')
      }),
    )
    const committed = async () =>
      (await json(['group', 'describe', 'moved'])).partitions.map((at: { committed: number }) => at.committed)
    expect(await committed()).to.deep.equal([5, 2])

    const unasked = await run(['group', 'reset', 'moved', '--to', 'earliest', '--execute'])
    expect([unasked.code, unasked.stderr.split(' ')[1]]).to.deep.equal([2, 'CONFIRMATION_REQUIRED'])
    expect(unasked.stdout.toString(), 'no plan of what will not be').to.equal('')
    expect(await committed()).to.deep.equal([5, 2])

    const done = await ok(['group', 'reset', 'moved', '--shift-by', '-1', '--execute', '--yes'])
    expect(shownIn(done)).to.deep.equal([
      ['0', '5', '4'],
      ['1', '2', '1'],
    ])
    expect(done.stderr).to.equal('reset moved: 2 offsets committed\n')
    expect(await committed()).to.deep.equal([4, 1])

    const document = await json(['group', 'reset', 'moved', '--to', 'earliest'])
    expect(document).to.deep.include({ schema: 'group/v1', name: 'moved', execute: false })
    expect(document.rows[0]).to.include({
      topic: 'orders',
      partition: 0,
      before: 4,
      after: 0,
      logStart: 0,
      logEnd: 20,
    })
  })

  it('reset and delete refuse while a member is alive, and name it', async () => {
    await make('alive')
    await withMember('alive', async (memberId) => {
      for (const args of [
        ['--to', 'earliest'],
        ['--to', 'earliest', '--execute', '--yes'],
      ]) {
        const refused = await run(['group', 'reset', 'alive', ...args])
        expect([refused.code, refused.stdout.length]).to.deep.equal([1, 0])
        expect(refused.stderr).to.match(/^error: GROUP_NOT_EMPTY group 'alive' has a member: /)
        expect(refused.stderr)
          .to.include(memberId)
          .and.to.match(/^hint: stop its consumers/m)
      }
      const refused = await run(['group', 'delete', 'alive'])
      expect([refused.code, refused.stderr.split(' ')[1]]).to.deep.equal([1, 'GROUP_NOT_EMPTY'])
    })
    const asked = await run(['group', 'delete', 'alive'])
    expect([asked.code, asked.stderr.split(' ')[1]]).to.deep.equal([2, 'CONFIRMATION_REQUIRED'])
    expect((await ok(['group', 'delete', 'alive', '--yes'])).stderr).to.equal('deleted alive\n')
    const gone = await run(['group', 'describe', 'alive'])
    expect([gone.code, gone.stderr.split(' ')[1]]).to.deep.equal([1, 'UNKNOWN_GROUP'])
  })

  it('failures are told in two lines, with the exit codes of the contract; reading makes no group', async () => {
    await make('payments')
    const cases: [string[], number, string, RegExp][] = [
      [['describe', 'paymets'], 1, 'UNKNOWN_GROUP', /^hint: did you mean payments\? sluice group list/m],
      [['delete', 'nowhere-near', '--yes'], 1, 'UNKNOWN_GROUP', /^hint: sluice group list/m],
      [['reset', 'paymets', '--to', 'latest'], 1, 'UNKNOWN_GROUP', /did you mean payments\?/],
      [['describe', 'no such name'], 1, 'INVALID_GROUP_NAME', /hint/],
      [['reset', 'payments'], 2, 'INVALID_OPTION', /either --to or --shift-by\n/],
      [['reset', 'payments', '--to', '1', '--shift-by', '1'], 2, 'INVALID_OPTION', /not both/],
      [['reset', 'payments', '--to', 'sometime'], 2, 'INVALID_ARGUMENT', /--to sometime/],
      [['reset', 'payments', '--shift-by', '1.5'], 2, 'INVALID_OPTION', /whole number/],
      [['reset', 'payments', '--to', '1', '--topic', 'orders:9'], 1, 'UNKNOWN_PARTITION', /0 to 1, not 9/],
      [['reset', 'payments', '--to', '1', '--topic', 'nowhere'], 1, 'UNKNOWN_TOPIC', /nowhere/],
      [['reset', 'payments', '--to', '1', '--topic', 'orders:'], 2, 'INVALID_OPTION', /TOPIC:0,3/],
      [['reset', 'new', '--to', '1', '--create'], 2, 'INVALID_OPTION', /goes with --topic/],
      [['lst'], 2, 'INVALID_ARGUMENT', /did you mean list\?/],
    ]
    await Promise.all(
      cases.map(async ([args, code, name, text]) => {
        const failed = await run(['group', ...args])
        expect([failed.code, failed.stderr.split(' ')[1]], failed.stderr).to.deep.equal([code, name])
        expect(failed.stderr).to.match(text)
      }),
    )
    const names = (await json(['group', 'list'])).groups.map((one: { name: string }) => one.name)
    expect(names).to.not.include.members(['paymets', 'new', 'nowhere-near'])
  })

  it('topic alter --partitions warns that keys move, and only when the topic grew', async () => {
    await ok(['topic', 'create', 'grows', '--partitions', '2'])
    const grown = await ok(['topic', 'alter', 'grows', '--partitions', '4'])
    expect(grown.stderr).to.match(
      /^altered grows\nwarning: 'grows' went from 2 to 4 partitions, and keys move/,
    )
    const other = await ok(['topic', 'alter', 'grows', '--set', 'retention.ms=1d'])
    expect(other.stderr).to.equal('altered grows\n')
  })
})
