// `sluice lag --watch` as somebody at a terminal meets it: driven by keys in tmux, read off its screen. Every way out gives screen,
// cursor and keyboard back. Needs tmux, which .ci/run installs.
import { expect } from 'chai'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../client/index.ts'
import { type BrokerProcess, main, startBrokerProcess } from '../e2e/broker-process.ts'
import { checkTmux, Terminal } from './terminal.ts'

describe('stages: sluice lag --watch in a terminal', function () {
  this.timeout(120_000)
  let broker: BrokerProcess
  let directory: string
  let terminal: Terminal | undefined

  before(async () => {
    checkTmux()
    directory = await mkdtemp(join(tmpdir(), 'sluice-watch-'))
    broker = await startBrokerProcess({ data: join(directory, 'data') })
    const client = connect({ brokers: [broker.address] })
    await client.admin.topics.create('orders', { partitions: 2 })
    const records = Array.from({ length: 1_234 }, (_, i) => ({ value: `${i}`, partition: i % 2 }))
    const producer = client.producer()
    await producer.sendBatch('orders', records)
    const { groups } = client.admin
    await groups.resetOffsets('billing', { to: 'earliest', topics: ['orders'] }, { create: true })
    await groups.resetOffsets('mail', { to: 'latest', topics: ['orders'] }, { create: true })
    await client.close()
  })

  afterEach(() => {
    terminal?.close()
    terminal = undefined
  })

  after(async () => {
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  const command = (args: string) =>
    `exec 2>&1; echo BEFORE; ${process.execPath} ${main} lag ${args} --broker ${broker.address}; ` +
    `echo "EXIT=$? $(stty -a | grep -o -- '-\\?icanon')"; sleep 60`

  function watch(args = '--watch=300ms', environment?: Record<string, string>): Terminal {
    terminal = new Terminal(`bash -c '${command(args).replaceAll("'", "'\\''")}'`, environment)
    return terminal
  }

  /** The terminal as it was, and how the command ended. */
  async function expectRestored(on: Terminal, code: number): Promise<string> {
    const screen = await on.until(/EXIT=/)
    expect(screen).to.match(new RegExp(`^BEFORE\n[^]*EXIT=${code} icanon`))
    expect(screen).not.to.contain('sluice lag  ')
    expect([on.fact('alternate_on'), on.fact('cursor_flag')]).to.deep.equal(['0', '1'])
    return screen
  }

  it('shows groups and their lag; keys sort, filter, change the grain and show why', async () => {
    const on = watch()
    await on.until(/NOMEMBER +billing +orders +1,?234 /)
    expect([on.fact('alternate_on'), on.fact('cursor_flag')]).to.deep.equal(['1', '0'])
    expect(on.screen).to.match(
      /^sluice lag {2}\S+ {2}\d\d:\d\d:\d\d {2}by topic {2}every 0\.3s\n2 rows, lag 1,?234, oldest unread/,
    )
    expect(on.screen).to.match(/> NOMEMBER +billing [^]*OK +mail /)
    on.press('r')
    await on.until(/> OK +mail [^]*NOMEMBER +billing /)
    on.press('r', 'g')
    await on.until(/by partition[^]*PART[^]*billing +orders +1 +617/)
    on.press('/', 'm', 'a', 'i', 'l')
    await on.until(/2 of 4 rows[^]*filter: mail_/)
    expect(on.screen).not.to.contain('billing')
    on.press('Escape')
    await on.until(/\n4 rows[^]*billing/)
    on.press('j', 'Enter')
    await on.until(
      / billing +orders +1\n +status +NOMEMBER\n +because +nobody consumes[^]*offsets +committed 0, log 0 to 617/,
    )
    on.press('Escape')
    await on.until(/> NOMEMBER +billing +orders +1 /)
    on.press('?')
    await on.until(/TIME-LAG +age of the first/)
    on.press('q')
    await expectRestored(on, 0)
  })

  it('follows the size of the terminal', async () => {
    const on = watch()
    await on.until(/COMMIT-AGE/)
    on.resize(60, 9)
    const small = await on.until(/TIME-LAG +TREND[^]*q quit/)
    expect(small).not.to.contain('COMMIT-AGE')
    expect(small.split('\n')[0]).to.match(/^sluice lag/)
    on.resize(140, 30)
    const large = await on.until(/COMMIT-AGE/)
    expect(large.match(/STATUS/g)).to.have.length(1)
    expect(large.split('\n')[28]).to.match(/^q quit/)
  })

  it('a pause stands still, space goes on', async () => {
    const on = watch()
    await on.until(/NOMEMBER/)
    on.press('Space')
    const paused = await on.until(/PAUSED/)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(on.screen).to.equal(paused)
    on.press('Space')
    await on.until(/every 0\.3s/)
    const clock = (screen: string) => /\d\d:\d\d:\d\d/.exec(screen)?.[0] as string
    await on.until(new RegExp(`^(?!sluice lag {2}\\S+ {2}${clock(paused)})`))
  })

  it('a broker that is away is told, and asked until it is back', async () => {
    const on = watch()
    await on.until(/NOMEMBER/)
    process.kill(broker.pid, 'SIGSTOP')
    try {
      await on.until(/no answer from \S+ for [2-9]s, trying on; this is as of/)
      expect(on.screen).to.match(/NOMEMBER +billing/)
    } finally {
      process.kill(broker.pid, 'SIGCONT')
    }
    await on.until(/^sluice lag[^\n]*\n2 rows[^\n]*\n\n/)
    on.press('q')
    await expectRestored(on, 0)
  })

  it('Ctrl-C ends it with 130 and restores the terminal', async () => {
    const on = watch()
    await on.until(/NOMEMBER/)
    on.press('C-c')
    await expectRestored(on, 130)
  })

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    it(`${signal} ends it with ${code} and restores the terminal`, async () => {
      const on = watch()
      await on.until(/NOMEMBER/)
      process.kill(on.child, signal)
      await expectRestored(on, code)
    })
  }

  it('an exception that nobody catches restores the terminal before it is printed', async () => {
    const thrower = join(directory, 'thrower.mjs')
    await writeFile(thrower, "process.on('SIGUSR2', () => { throw new Error('thrown on purpose') })\n")
    const on = watch('--watch=300ms', { NODE_OPTIONS: `--import=${thrower}` })
    await on.until(/NOMEMBER/)
    process.kill(on.child, 'SIGUSR2')
    expect(await expectRestored(on, 1)).to.contain('Error: thrown on purpose')
  })

  for (const [what, stop] of [
    ['Ctrl-Z', (on: Terminal) => on.press('C-z')],
    ['SIGTSTP', (on: Terminal) => process.kill(on.child, 'SIGTSTP')],
  ] as const) {
    it(`${what} gives the terminal back, and fg takes it again, twice`, async () => {
      const on = new Terminal('bash --norc --noprofile -i')
      terminal = on
      await on.until(/[#$]\s*$/)
      on.press(`${process.execPath} ${main} lag --watch=300ms --broker ${broker.address}`, 'Enter')
      await on.until(/NOMEMBER/)
      for (let stops = 0; stops < 2; stops++) {
        stop(on)
        await on.until(/Stopped[^]*[#$]\s*$/)
        expect([on.fact('alternate_on'), on.fact('cursor_flag')]).to.deep.equal(['0', '1'])
        on.press('clear', 'Enter', 'fg', 'Enter')
        await on.until(/^sluice lag[^]*NOMEMBER/)
      }
      on.press('q')
      await on.until(/[#$] fg\n/)
      expect([on.fact('alternate_on'), on.fact('cursor_flag')]).to.deep.equal(['0', '1'])
    })
  }

  it('Ctrl-Z where no shell could bring it back leaves the view on', async () => {
    const on = watch()
    await on.until(/NOMEMBER/)
    on.press('C-z', 'r')
    await on.until(/> OK +mail /)
    expect([on.fact('alternate_on'), on.fact('cursor_flag')]).to.deep.equal(['1', '0'])
    on.press('q')
    await expectRestored(on, 0)
  })

  it('without a terminal: one snapshot an interval, and the end of the reader is the end', () => {
    const line = `${process.execPath} ${main} lag --watch=200ms -o ndjson --by group --broker ${broker.address}`
    const done = spawnSync('bash', ['-c', `${line} | head -4; echo EXIT=\${PIPESTATUS[0]}`], {
      encoding: 'utf8',
    })
    const [one, two, three, four, exit] = done.stdout.split('\n') as [string, string, string, string, string]
    const rows = [one, two, three, four].map((text) => JSON.parse(text))
    expect(rows.map(({ group, lag }) => [group, lag])).to.deep.equal([
      ['billing', 1234],
      ['mail', 0],
      ['billing', 1234],
      ['mail', 0],
    ])
    expect(rows[0].snapshotId).to.equal(rows[1].snapshotId)
    expect(rows[2].snapshotId).to.be.greaterThan(rows[0].snapshotId)
    expect(exit).to.equal('EXIT=0')
    expect(done.stdout).not.to.contain('\u001b')
  })

  it('a group that is not there, and a broker that is not: an error and no screen', async () => {
    const on = watch('nobody --watch')
    const screen = await expectRestored(on, 1)
    expect(screen).to.match(/error: UNKNOWN_GROUP [^]*nobody/)
  })
})
