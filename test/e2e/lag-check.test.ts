// `sluice lag check` against a real broker: an exit code for every limit and every failure, waits that end, and what is printed.
import { expect } from 'chai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run, RunOptions } from './command.ts'
import { withMember } from './member.ts'
import { sluiceOnTerminal } from './pty.ts'
import { untilNoMember } from './unread.ts'

/** For what is not about statuses: the groups here have no members. */
const noStatus = ['--warn-on', 'none', '--crit-on', 'none']

describe('e2e/lag-check', function () {
  this.timeout(60_000)
  let broker: BrokerProcess
  let directory: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-lag-check-'))
    broker = await startBrokerProcess()
    await ok(['topic', 'create', 'orders', '--partitions', '2', '--set', 'retention.ms=1h'])
    await ok(['produce', 'orders', '--partition', '0'], { input: 'x\n'.repeat(500) })
    await commit('billing', 'orders', '100')
    await commit('done', 'orders', 'latest')
    await untilNoMember(broker.address, 1)
  })
  after(async () => {
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  const run = (args: string[], options: RunOptions = {}): Promise<Run> => {
    const environment = { SLUICE_BROKER: broker.address, XDG_CONFIG_HOME: directory }
    return sluice(args, { ...options, environment: { ...environment, ...options.environment } })
  }
  const check = (...args: string[]) => run(['lag', 'check', ...args])

  async function ok(args: string[], options: RunOptions = {}): Promise<Run> {
    const done = await run(args, options)
    expect(done.code, `${args.join(' ')}: ${done.stderr}`).to.equal(0)
    return done
  }

  const commit = (group: string, topic: string, to: string) =>
    ok(['group', 'reset', group, '--create', '--topic', topic, '--to', to, '--execute', '--yes'])

  it('0, 1 and 2 of every limit, in one line with figures', async () => {
    const cases: [string[], number, RegExp][] = [
      [['done'], 0, /^ok: 1 row of 1 group \| lag_max=0;;;0 /],
      [['done', '--crit-lag', '1', '--crit-time', '1s', '--crit-headroom', '100%'], 0, /^ok: /],
      [['--warn-lag', '401', ...noStatus], 0, /^ok: 2 rows of 2 groups \| lag_max=400;401;;0 /],
      [['--warn-lag', '400', '--crit-lag', '401', ...noStatus], 1, /^warning: .* lag 400 \(warning at 400\)/],
      [
        ['--warn-lag', '10', '--crit-lag', '400', ...noStatus],
        2,
        /^critical: .* lag 400 \(critical at 400\)/,
      ],
      [['--warn-time', '1h', ...noStatus], 0, /^ok: /],
      [
        ['--warn-time', '1s', '--crit-time', '1h', ...noStatus],
        1,
        /^warning: .* unread for \d+s \(warning at 1s\)/,
      ],
      [['--warn-time', '1s', '--crit-time', '2s', ...noStatus], 2, /^critical: .* \(critical at 2s\)/],
      [['--warn-headroom', '10%', '--crit-headroom', '1s', ...noStatus], 0, /^ok: /],
      [
        ['--warn-headroom', '100%', '--crit-headroom', '10%', ...noStatus],
        1,
        /headroom 5\dm\d*s?, 9\d% \(warning below 100%\)/,
      ],
      [
        ['--warn-headroom', '3h', '--crit-headroom', '2h', ...noStatus],
        2,
        /\(critical below 2h\) .*headroom_min=35\d\d/,
      ],
      [['billing'], 2, /billing\/orders NOMEMBER: orders\/0: nobody consumes, the last commit was \d+s ago/],
      [
        ['--warn-on', 'nomember', '--crit-on', 'lost'],
        1,
        /^warning: 1 of 2 rows of 2 groups: billing\/orders NOMEMBER/,
      ],
      [['billing', ...noStatus], 0, /^ok: /],
      [['billing', '--by', 'partition'], 2, /^critical: 1 of 2 rows of 1 group: billing\/orders\/0 NOMEMBER/],
      [['b*', '--by', 'group', '--topic', 'ord*'], 2, /^critical: 1 of 1 row of 1 group: billing NOMEMBER/],
    ]
    const each = async ([args, code, text]: (typeof cases)[number]) => {
      const done = await check(...args)
      expect([done.code, done.stderr], `${args.join(' ')}: ${done.stdout.toString()}`).to.deep.equal([
        code,
        '',
      ])
      expect(done.stdout.toString()).to.match(text)
      expect(done.stdout.toString().split('\n'), args.join(' ')).to.have.length(2)
    }
    for (let from = 0; from < cases.length; from += 4)
      await Promise.all(cases.slice(from, from + 4).map(each))
  })

  it('3: nobody answers, no such group, nothing to judge, wrong usage; told on stderr', async () => {
    const cases: [string[], string, RegExp][] = [
      [['--broker', '127.0.0.1:1'], 'CONNECT_FAILED', /^hint: start one with: sluice broker/m],
      [['--broker', 'nonsense'], 'ADDRESS_INVALID', /^hint: /m],
      [['biling'], 'UNKNOWN_GROUP', /did you mean billing\?/],
      [
        ['nobody-*'],
        'UNKNOWN_GROUP',
        /nothing to judge: nothing is there of nobody-\*: none has commits or members there\n/,
      ],
      [['--topic', 'none-*'], 'UNKNOWN_GROUP', /nothing is there of --topic none-\*/],
      [['--topic', 'nothing'], 'UNKNOWN_TOPIC', /nothing/],
      [['--snapshot', '99999999'], 'SNAPSHOT_GONE', /^hint: /m],
      [['--crit-lagg', '1'], 'INVALID_OPTION', /did you mean --crit-lag\?/],
      [['--crit-lag', 'many'], 'INVALID_OPTION', /^hint: see sluice lag check --help/m],
      [['--crit-lag', '-1'], 'INVALID_OPTION', /whole number/],
      [['--crit-time', '300'], 'INVALID_OPTION', /a duration with its unit/],
      [['--warn-headroom', '130%'], 'INVALID_OPTION', /at most 100%/],
      [['--crit-on', 'DEAD'], 'INVALID_OPTION', /no status/],
      [['--warn-lag', '10', '--crit-lag', '9'], 'INVALID_OPTION', /--crit-lag is below --warn-lag/],
      [['--warn-time', '10s', '--crit-time', '9s'], 'INVALID_OPTION', /--crit-time is below --warn-time/],
      [['--warn-headroom', '1h', '--crit-headroom', '2h'], 'INVALID_OPTION', /is above --warn-headroom/],
      [['--timeout', '1m'], 'INVALID_OPTION', /goes with --wait-until-below/],
      [['--for', '1m', '--snapshot', '1'], 'INVALID_OPTION', /nothing changes by waiting/],
      [['--wait-until-below', '0'], 'INVALID_OPTION', /counts from 1/],
      [['--interval', '1ms'], 'INVALID_OPTION', /at least 100ms/],
      [['--interval', '1s'], 'INVALID_OPTION', /goes with --for and --wait-until-below/],
      [['--wait-until-below', '1', '--timeout', '30d'], 'INVALID_OPTION', /at most 24d/],
      [['-o', 'table'], 'INVALID_OPTION', /text, nagios, json, prometheus/],
    ]
    const each = async ([args, name, text]: (typeof cases)[number]) => {
      const failed = await check(...args)
      expect([failed.code, failed.stderr.split(' ')[1]], failed.stderr).to.deep.equal([3, name])
      expect(failed.stderr).to.match(text)
      expect(failed.stdout.toString(), args.join(' ')).to.equal('')
    }
    for (let from = 0; from < cases.length; from += 6)
      await Promise.all(cases.slice(from, from + 6).map(each))
    const early = await run(['lag', '--top', '3', 'check', 'billing'])
    expect([early.code, early.stderr.split('\n')[0]]).to.deep.equal([
      3,
      'error: INVALID_OPTION --top stands before check, where it is an option of lag',
    ])
    const context = await sluice(['lag', 'check', '--context', 'nowhere'], {
      environment: { XDG_CONFIG_HOME: directory },
    })
    expect([context.code, context.stderr.split(' ')[1]]).to.deep.equal([3, 'UNKNOWN_CONTEXT'])
    expect((await check('--help')).code).to.equal(0)
  })

  it('3: lag that is not known, where a limit asks for it; an empty partition is known', async () => {
    await ok(['topic', 'create', 'empty'])
    await withMember(broker.address, 'fresh', ['orders', 'empty'], async () => {
      for (const flags of [
        ['--warn-lag', '1000000'],
        ['--crit-time', '1d'],
        ['--crit-headroom', '1%'],
      ]) {
        const done = await check('fresh', '--topic', 'orders', ...flags)
        expect([done.code, done.stdout.toString().slice(0, 9)], done.stdout.toString()).to.deep.equal([
          3,
          'unknown: ',
        ])
        expect(done.stdout.toString()).to.match(/is not known: \d of 2 partitions have no commit/)
      }
      expect((await check('fresh', '--topic', 'orders')).code, 'NEW is no status of the defaults').to.equal(0)
      const empty = await check('fresh', '--topic', 'empty', '--warn-lag', '1', '--crit-time', '1s')
      expect(empty.code, empty.stdout.toString()).to.equal(0)
    })
  })

  it('--for: a condition that holds is answered after that long, one that clears is ok', async () => {
    const startMs = Date.now()
    const held = await check('billing', '--crit-lag', '1', '--for', '1500ms', '--interval', '300ms')
    expect([held.code, Date.now() - startMs >= 1_500]).to.deep.equal([2, true])
    expect((await check('done', '--for', '10m')).code, 'nothing is wrong: no wait').to.equal(0)
    await commit('clears', 'orders', '0')
    const clearing = run(
      ['lag', 'check', 'clears', '--crit-lag', '1', '--for', '10m', '--interval', '100ms'],
      {
        onStart: () => void commit('clears', 'orders', 'latest'),
      },
    )
    expect((await clearing).code).to.equal(0)
  })

  it('--wait-until-below: 0 once it is, 2 when the time is up, and the limits that were given after it', async () => {
    const wait = ['--interval', '200ms', '--timeout']
    const late = await check('billing', '--wait-until-below', '400', ...wait, '1s')
    expect(late.code).to.equal(2)
    expect(late.stdout.toString()).to.match(/^critical: .* lag 400, not below 400 within 1s \| /)
    expect(late.stderr).to.match(/^waiting: billing\/orders lag 400, below 400 is wanted, [01]s left\n$/)
    expect((await check('billing', '--wait-until-below', '401', ...wait, '1s')).code).to.equal(0)
    const limits = ['--wait-until-below', '401', '--crit-on', 'NOMEMBER']
    expect((await check('billing', ...limits, ...wait, '1s')).code, 'its own limits').to.equal(2)
    await commit('deploys', 'orders', '0')
    const waiting = run(
      ['lag', 'check', 'deploys', '--wait-until-below', '1', ...wait, '50s', '--for', '500ms'],
      {
        onStart: () => void commit('deploys', 'orders', 'latest'),
      },
    )
    const { code, stdout } = await waiting
    expect([code, stdout.toString().slice(0, 4)], stdout.toString()).to.deep.equal([0, 'ok: '])
  })

  it('a wait that begins while no broker is there waits for that too, no longer than it may', async () => {
    const directoryOfBroker = await mkdtemp(join(directory, 'broker-'))
    let other = await startBrokerProcess({ directory: directoryOfBroker })
    const { address } = other
    const args = ['lag', 'check', 'mailer', '--broker', address, '--wait-until-below', '1', '--timeout']
    try {
      await ok(['produce', 'mails', '--create', '--broker', address], { input: 'x\n' })
      const to = ['--topic', 'mails', '--to', 'latest', '--create', '--execute', '--yes']
      await ok(['group', 'reset', 'mailer', '--broker', address, ...to])
      await other.end()
      const late = await run([...args, '3s'])
      expect([late.code, late.stdout.toString()]).to.deep.equal([3, ''])
      expect(late.stderr.replaceAll(address, 'BROKER')).to.match(
        /^waiting: no broker answers at BROKER, trying for 1s more\nerror: CONNECT_FAILED no broker answers at BROKER\nhint: /,
      )
      let starting: Promise<BrokerProcess> | undefined
      const done = await run([...args, '60s'], {
        onStart: (child) =>
          child.stderr!.once('data', () => {
            starting = startBrokerProcess({ directory: directoryOfBroker, listen: address })
            starting.catch(() => undefined) // the wait fails then, and the next line says why
          }),
      })
      if (starting !== undefined) other = await starting
      expect([done.code, done.stdout.toString().slice(0, 4)], done.stderr).to.deep.equal([0, 'ok: '])
      expect(done.stderr).to.match(/^waiting: no broker answers at .*, trying for 28s more\n/)
    } finally {
      await other.stop()
    }
  })

  it('a broker that goes away in the middle of a wait: 3, when its time is up', async () => {
    const other = await startBrokerProcess()
    try {
      const environment = { SLUICE_BROKER: other.address }
      await sluice(['produce', 'orders', '--create'], { environment, input: 'x\n' })
      const args = [
        'group',
        'reset',
        'billing',
        '--create',
        '--topic',
        'orders',
        '--to',
        '0',
        '--execute',
        '--yes',
      ]
      await sluice(args, { environment })
      const done = await sluice(
        ['lag', 'check', '--wait-until-below', '1', '--timeout', '3s', '--interval', '100ms'],
        {
          environment,
          onStart: (child) => child.stderr!.once('data', () => void other.end()),
        },
      )
      expect([done.code, done.stdout.toString()], done.stderr).to.deep.equal([3, ''])
      expect(done.stderr).to.match(/^error: TIMEOUT the broker did not answer/m)
    } finally {
      await other.stop()
    }
  })

  it('a broker that goes away while a condition must hold: 3 soon, whatever is left of --for', async () => {
    const other = await startBrokerProcess({ args: ['--http', '127.0.0.1:0'] })
    try {
      const environment = { SLUICE_BROKER: other.address }
      await sluice(['produce', 'orders', '--create'], { environment, input: 'x\n' })
      const to = ['--topic', 'orders', '--to', '0', '--create', '--execute', '--yes']
      await sluice(['group', 'reset', 'billing', ...to], { environment })
      const metrics = `http://${/http=(\S+)/.exec(other.readyLine)![1]}/metrics`
      const endWhenAsked = async () => {
        while (!/^sluice_requests_total\{api="lag"\} [1-9]/m.test(await (await fetch(metrics)).text()));
        await other.end('SIGKILL')
      }
      let ending: Promise<void> | undefined
      const done = await sluice(['lag', 'check', '--crit-lag', '1', '--for', '10m', '--interval', '100ms'], {
        environment,
        onStart: () => (ending = endWhenAsked()),
      })
      await ending
      expect([done.code, done.stdout.toString()], done.stderr).to.deep.equal([3, ''])
      expect(done.stderr).to.match(/^error: CONNECT_FAILED no broker answers at .*\nhint: start one/m)
    } finally {
      await other.stop()
    }
  })

  it('the wait shows a bar on a terminal; Ctrl-C ends it with 130', async () => {
    const environment = { SLUICE_BROKER: broker.address, XDG_CONFIG_HOME: directory, NO_COLOR: '1' }
    const args = [
      'lag',
      'check',
      'billing',
      '--wait-until-below',
      '1',
      '--timeout',
      '1s',
      '--interval',
      '200ms',
    ]
    const shown = await sluiceOnTerminal(args, 120, environment)
    expect(shown.code).to.equal(2)
    expect(shown.lines.join('\n')).to.match(/0% \| billing\/orders lag 400, below 1 is wanted, 0s left/)
    const stopped = await run([...args.slice(0, -4), '--timeout', '1h'], {
      onStart: (child) => child.stderr!.once('data', () => child.kill('SIGINT')),
    })
    expect([stopped.code, stopped.stdout.toString()]).to.deep.equal([130, ''])
  })

  it('nagios, json and prometheus; failures of nagios are on stdout too', async () => {
    const args = [
      'billing',
      '--warn-lag',
      '10',
      '--crit-lag',
      '400',
      '--warn-on',
      'NOMEMBER',
      '--crit-on',
      'LOST',
    ]
    const nagios = await check(...args, '-o', 'nagios')
    expect([nagios.code, nagios.stderr]).to.deep.equal([2, ''])
    expect(nagios.stdout.toString()).to.match(
      /^SLUICE LAG CRITICAL - 1 of 1 row of 1 group: .* \| lag_max=400;10;400;0 time_lag_max=[\d.]+s;;;0 rows=1 warning=1 critical=1 unknown=0\n$/,
    )
    const gone = await check('--broker', '127.0.0.1:1', '-o', 'nagios')
    expect([gone.code, gone.stdout.toString()]).to.deep.equal([
      3,
      'SLUICE LAG UNKNOWN - CONNECT_FAILED no broker answers at 127.0.0.1:1\n',
    ])
    expect(gone.stderr).to.match(/^error: CONNECT_FAILED/)
    const json = await check(...args, '-o', 'json')
    const { check: verdict, ...document } = JSON.parse(json.stdout.toString())
    expect(json.code).to.equal(2)
    expect([verdict.level, verdict.exitCode, verdict.findings.length]).to.deep.equal(['critical', 2, 2])
    const again = await ok(['lag', 'billing', '--snapshot', String(document.snapshotId), '-o', 'json'])
    expect(document).to.deep.equal(JSON.parse(again.stdout.toString()))
    const metrics = await check(...args, '-o', 'prometheus')
    expect(metrics.code).to.equal(2)
    expect(metrics.stdout.toString())
      .to.match(/^sluice_lag_check_exit_code 2$/m)
      .and.to.match(/^sluice_consumergroup_group_topic_sum_lag\{group="billing",topic="orders"\} 400$/m)
  })

  it('the answer is the same when nobody reads it', async () => {
    const unread = await run(['lag', 'check', 'billing'], { onStart: (child) => child.stdout!.destroy() })
    expect([unread.code, unread.stderr]).to.deep.equal([2, ''])
  })
})
