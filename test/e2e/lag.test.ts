// `sluice lag` against a real broker: tables of every grain, filters, the formats on one snapshot, and how it fails.
import { expect } from 'chai'
import { lagStatuses } from '../../protocol/lag.ts'
import { sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run, RunOptions } from './command.ts'
import { withMember } from './member.ts'
import { untilNoMember } from './unread.ts'

describe('e2e/lag', function () {
  this.timeout(60_000)
  let broker: BrokerProcess

  before(async () => {
    broker = await startBrokerProcess()
    await ok(['topic', 'create', 'orders', '--partitions', '3', '--set', 'retention.ms=1d'])
    await ok(['topic', 'create', 'refunds'])
    await ok(['topic', 'create', 'quiet'])
    const lines = (count: number) => ({ input: 'x\n'.repeat(count) })
    await ok(['produce', 'orders', '--partition', '0'], lines(20))
    await ok(['produce', 'orders', '--partition', '1'], lines(5))
    await ok(['produce', 'refunds'], lines(400))
    await commit('billing', 'orders:0', '5')
    await commit('billing', 'orders:1,2', 'latest')
    await commit('billing', 'refunds', '0')
    await commit('audit', 'orders:1', '2')
    await untilNoMember(broker.address, 3)
  })
  after(() => broker?.stop())

  const run = (args: string[], options: RunOptions = {}): Promise<Run> =>
    sluice(args, { ...options, environment: { SLUICE_BROKER: broker.address } })

  async function ok(args: string[], options: RunOptions = {}): Promise<Run> {
    const done = await run(args, options)
    expect(done.code, `${args.join(' ')}: ${done.stderr}`).to.equal(0)
    return done
  }

  const commit = (group: string, topic: string, to: string) =>
    ok(['group', 'reset', group, '--create', '--topic', topic, '--to', to, '--execute', '--yes'])

  /** Cells of a table without headers. */
  async function rows(...args: string[]): Promise<string[][]> {
    const { stdout } = await ok(['lag', ...args, '--no-headers'])
    const lines = stdout.toString().split('\n').slice(0, -1)
    return lines.map((line) => line.trim().split(/ {2,}/))
  }

  const json = async (...args: string[]) =>
    JSON.parse((await ok(['lag', ...args, '-o', 'json'])).stdout.toString())
  const some = ['--columns', 'group,topic,partition,committed,end,lag']

  it('topics of groups, the worst first: status, then age; totals on stderr', async () => {
    const { stdout, stderr } = await ok(['lag'])
    expect(stdout.toString().split('\n')[0]).to.match(
      /^STATUS +GROUP +TOPIC +LAG +TIME-LAG +IN\/s +OUT\/s +TREND +HEADROOM +COMMIT-AGE$/,
    )
    expect(stderr).to.match(
      /^2 groups, 0 members, 5 partitions, lag 418 \(most: billing\/refunds 400\), unread for /,
    )
    const shown = await rows('--columns', 'status,group,topic,lag')
    expect(shown).to.deep.equal([
      ['NOMEMBER', 'billing', 'orders', '15'],
      ['NOMEMBER', 'audit', 'orders', '3'],
      ['NOMEMBER', 'billing', 'refunds', '400'],
    ])
  })

  it('--by partition and --by group; --sort, --top; nothing but rows with --no-headers', async () => {
    expect(await rows('--by', 'partition', '--sort', 'lag', ...some)).to.deep.equal([
      ['billing', 'refunds', '0', '0', '400', '400'],
      ['billing', 'orders', '0', '5', '20', '15'],
      ['audit', 'orders', '1', '2', '5', '3'],
      ['billing', 'orders', '1', '5', '5', '0'],
      ['billing', 'orders', '2', '0', '0', '0'],
    ])
    expect(await rows('--by', 'group', '--sort', 'lag:asc', '--columns', 'group,lag')).to.deep.equal([
      ['audit', '3'],
      ['billing', '415'],
    ])
    const top = await ok(['lag', '--by', 'partition', '--sort', 'lag', '--top', '1', ...some])
    expect(top.stdout.toString().split('\n')).to.have.length(3)
    expect(top.stderr).to.match(/^1 of 5 rows; all of them: 2 groups, /)
    expect((await ok(['lag', '--no-headers'])).stderr).to.equal('')
  })

  it('chosen by names, patterns, statuses and size', async () => {
    const found = async (...args: string[]) =>
      (await rows('--by', 'partition', '--sort', 'group', ...args, '--columns', 'group,topic,partition')).map(
        (row) => row.join('/'),
      )
    expect(await found('audit')).to.deep.equal(['audit/orders/1'])
    expect(await found('bill*', '--topic', 'ref?nds')).to.deep.equal(['billing/refunds/0'])
    expect(
      await found('audit', 'billing', '--topic', 'refunds', '--topic', 'orders', '--min-lag', '15'),
    ).to.deep.equal(['billing/orders/0', 'billing/refunds/0'])
    expect(await found('--status', 'ok')).to.deep.equal(['billing/orders/1', 'billing/orders/2'])
    expect(await found('--only-lagging', 'billing')).to.deep.equal(['billing/orders/0', 'billing/refunds/0'])
    expect(await found('--min-time-lag', '1h')).to.deep.equal([])
    expect(await found('nobody-*')).to.deep.equal([])
  })

  it('what is not known is "-", never 0; the owner and the reason are in -o wide', async () => {
    await ok(['produce', 'quiet'], { input: 'x\n' })
    await withMember(broker.address, 'fresh', ['quiet'], async () => {
      const columns = ['--columns', 'committed,lag,time-lag,out,headroom,commit-age,eta']
      expect(await rows('fresh', '--by', 'partition', ...columns)).to.deep.equal([
        ['-', '-', '-', '-', '-', '-', '-'],
      ])
      const wide = (await ok(['lag', 'fresh', '--by', 'partition', '-o', 'wide'])).stdout.toString()
      expect(wide).to.match(/^STATUS .* COMMIT-AGE +REASON +OWNER +LEFT +BYTES +ETA$/m)
      expect(wide).to.match(
        /^NEW +fresh +quiet .* nothing is committed yet, known for \w+ +till@127\.0\.0\.1:\d+ /m,
      )
      const [row] = (await json('fresh', '--by', 'partition')).rows
      expect(row).to.include({ committed: null, lag: null, timeLagMs: null, commitAgeMs: null })
      const [sum] = (await json('fresh', '--by', 'topic')).rows
      expect(sum).to.include({ lag: null, uncommitted: 1, partitions: 1 })
      expect(
        await rows('fresh', '--min-lag', '1000', '--columns', 'lag'),
        'a filter by size hides it',
      ).to.deep.equal([['-']])
    })
  })

  it('json, ndjson, the table and prometheus say the same of one snapshot, also later', async () => {
    const document = await json('--by', 'partition')
    expect(document).to.include({ schema: 'lag/v1', by: 'partition' })
    const at = ['--snapshot', String(document.snapshotId), '--by', 'partition']
    await ok(['produce', 'refunds'], { input: 'x\n'.repeat(7) })
    expect(await json(...at)).to.deep.equal(document)
    const lines = (await ok(['lag', ...at, '-o', 'ndjson'])).stdout.toString().trimEnd().split('\n')
    const { rows: documentRows, ...head } = document
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal(
      documentRows.map((row: object) => ({ ...head, ...row })),
    )
    type Entry = { group: string; topic: string; partition: number; lag: number; status: string }
    expect(
      await rows(...at, '--sort', 'group', '--columns', 'group,topic,partition,lag,status'),
    ).to.deep.equal(
      documentRows.map(({ group, topic, partition, lag, status }: Entry) =>
        [group, topic, partition, lag, status].map(String),
      ),
    )
    const metrics = (await ok(['lag', ...at, '-o', 'prometheus'])).stdout.toString()
    expect(metrics).to.include(`sluice_lag_snapshot_id ${document.snapshotId}\n`)
    for (const { group, topic, partition, lag } of documentRows) {
      const labels = `{group="${group}",topic="${topic}",partition="${partition}"}`
      expect(metrics).to.include(`sluice_consumergroup_group_lag${labels} ${lag}\n`)
    }
    expect(metrics, 'other grains too').to.match(
      /^sluice_consumergroup_group_topic_sum_lag\{group="billing",topic="refunds"\} 400$/m,
    )
    expect((await json('--by', 'partition', '--history', 'audit')).rows[0].history).to.be.an('array')
  })

  it('--watch without a screen: a snapshot an interval, until nobody reads', async () => {
    let text = ''
    const done = await run(['lag', '--watch=200ms', '-o', 'ndjson', 'audit'], {
      onStart: (child) =>
        child.stdout!.on('data', (chunk) => {
          text += chunk
          if (text.split('\n').length > 3) child.stdout!.destroy()
        }),
    })
    expect([done.code, done.stderr]).to.deep.equal([0, ''])
    const ids = text
      .split('\n')
      .slice(0, 3)
      .map((line) => JSON.parse(line).snapshotId)
    expect(new Set(ids).size).to.equal(3)
  })

  it('failures: what is wrong, what to do, and the exit codes of the contract', async () => {
    const cases: [string[], number, string, RegExp][] = [
      [['biling'], 1, 'UNKNOWN_GROUP', /there is no group 'biling'\nhint: did you mean billing\?/],
      [['billing', 'nobody'], 1, 'UNKNOWN_GROUP', /there is no group 'nobody'/],
      [['--topic', 'nothing'], 1, 'UNKNOWN_TOPIC', /nothing/],
      [['--snapshot', '999999999'], 1, 'SNAPSHOT_GONE', /^hint: /m],
      [['--by', 'member'], 2, 'INVALID_OPTION', /partition, topic, group/],
      [['--status', 'FAST'], 2, 'INVALID_OPTION', new RegExp(lagStatuses.join(', '))],
      [['--min-time-lag', '30'], 2, 'INVALID_OPTION', /a duration with its unit/],
      [['--sort', 'size'], 2, 'INVALID_OPTION', /what sorts: status, group/],
      [['--sort', 'lag:up'], 2, 'INVALID_OPTION', /lag:asc or lag:desc/],
      [['--top', '0'], 2, 'INVALID_OPTION', /counts from 1/],
      [['--history'], 2, 'INVALID_OPTION', /goes with -o json.*\nhint: .*TREND/],
      [['--history', '-o', 'prometheus'], 2, 'INVALID_OPTION', /goes with -o json/],
      [['--columns', 'lagg'], 2, 'INVALID_OPTION', /did you mean lag\?/],
      [['--watch', 'billing'], 2, 'INVALID_OPTION', /groups come before --watch/],
      [['--watch=1ms'], 2, 'INVALID_OPTION', /at least 200ms/],
      [['--watch=30d'], 2, 'INVALID_OPTION', /at most 24d/],
      [['--watch', '--snapshot', '1'], 2, 'INVALID_OPTION', /leave out one of them/],
      [['-o', 'prometheus', '--top', '1'], 2, 'INVALID_OPTION', /every row/],
      [['--lag'], 2, 'INVALID_OPTION', /unknown option '--lag'/],
    ]
    const each = async ([args, code, name, text]: (typeof cases)[number]) => {
      const failed = await run(['lag', ...args])
      expect([failed.code, failed.stderr.split(' ')[1]], failed.stderr).to.deep.equal([code, name])
      expect(failed.stderr).to.match(text)
      expect(failed.stdout.toString(), args.join(' ')).to.equal('')
    }
    await Promise.all(cases.slice(0, 8).map(each))
    await Promise.all(cases.slice(8).map(each))
  })
})
