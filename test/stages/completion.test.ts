// Completion in real shells: Tab is pressed in a terminal, names come from a real broker. Needs tmux, zsh and fish, which .ci/run
// installs.
import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../client/index.ts'
import { type BrokerProcess, main, startBrokerProcess } from '../e2e/broker-process.ts'
import { checkTmux, Terminal } from './terminal.ts'

const shells = {
  bash: {
    start: 'bash --norc --noprofile -i',
    load: 'source <(sluice completion bash)',
    loaded: 'echo LOADED=$((1+1))',
  },
  zsh: {
    start: 'zsh -f -i',
    load: 'autoload -U compinit; compinit -u -D; source <(sluice completion zsh)',
    loaded: 'echo LOADED=$((1+1))',
  },
  fish: {
    start: 'fish --no-config -i',
    load: 'sluice completion fish | source',
    loaded: 'echo LOADED=(math 1+1)',
  },
} as const

describe('stages: completion in a shell', function () {
  this.timeout(60_000)
  let broker: BrokerProcess
  let directory: string
  let terminal: Terminal | undefined

  before(async () => {
    checkTmux()
    directory = await mkdtemp(join(tmpdir(), 'sluice-completion-'))
    broker = await startBrokerProcess({ data: join(directory, 'data') })
    const client = connect({ brokers: [broker.address] })
    for (const name of ['orders-eu', 'orders-us', 'payments'])
      await client.admin.topics.create(name, { partitions: 1 })
    for (const name of ['team:billing', 'mail', 'eu/mail@2'])
      await client.admin.groups.resetOffsets(name, { to: 'earliest', topics: ['payments'] }, { create: true })
    await client.close()
    await mkdir(join(directory, 'bin'))
    const command = join(directory, 'bin', 'sluice')
    await writeFile(command, `#!/bin/sh\nexec ${process.execPath} ${main} "$@"\n`)
    await chmod(command, 0o755)
    execFileSync(command, ['context', 'add', 'here', '--broker', broker.address, '--use'], {
      env: { ...process.env, XDG_CONFIG_HOME: directory },
      stdio: 'ignore',
    })
  })

  afterEach(() => {
    terminal?.close()
    terminal = undefined
  })

  after(async () => {
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  /** A shell that has the completion, and finds the broker by the context in use. */
  async function open(shell: keyof typeof shells): Promise<Terminal> {
    const { start, load, loaded } = shells[shell]
    execFileSync(shell, ['--version']) // missing: a failure, not a pass
    const environment = {
      XDG_CONFIG_HOME: directory,
      HOME: directory,
      PATH: `${directory}/bin:${process.env.PATH}`,
    }
    terminal = new Terminal(start, environment)
    await terminal.until(/[#$%>]\s*$/)
    terminal.press(`${load}; ${loaded}`, 'Enter')
    await terminal.until(/LOADED=2/)
    terminal.press('C-l')
    return terminal
  }

  for (const shell of Object.keys(shells) as (keyof typeof shells)[]) {
    it(`${shell}: commands, topics, groups, statuses, contexts`, async () => {
      const on = await open(shell)
      on.press('sluice top', 'Tab', 'desc', 'Tab', 'pay', 'Tab')
      await on.until(/sluice topic describe payments/)
      on.press('C-u', 'C-l', 'sluice consume ord', 'Tab')
      await on.until(/sluice consume orders-/)
      on.press('u', 'Tab')
      await on.until(/sluice consume orders-us/)
      on.press('C-u', 'C-l', 'sluice group describe ma', 'Tab')
      await on.until(/sluice group describe mail/)
      on.press('C-u', 'C-l', 'sluice lag te', 'Tab')
      await on.until(/sluice lag team:billing/)
      on.press('C-u', 'C-l', 'sluice lag team:bil', 'Tab')
      await on.until(/sluice lag team:billing/)
      on.press('C-u', 'C-l', 'sluice group describe eu/', 'Tab')
      await on.until(/sluice group describe eu\/mail@2/)
      on.press('C-u', 'C-l', 'sluice lag --by=par', 'Tab')
      await on.until(/sluice lag --by=partition/)
      on.press('C-u', 'C-l', 'sluice lag --status SLO', 'Tab')
      await on.until(/sluice lag --status SLOW/)
      on.press('C-u', 'C-l', 'sluice context use h', 'Tab')
      await on.until(/sluice context use here/)
    })
  }

  it('bash: several are listed, names with a colon are not doubled, --option=value works, read twice', async () => {
    const on = await open('bash')
    on.press(shells.bash.load, 'Enter', 'C-l', 'sluice topic describe orders', 'Tab', 'Tab', 'Tab')
    await on.until(/orders-eu +orders-us/)
    on.press('C-u', 'C-l', 'sluice lag te', 'Tab')
    await on.until(/sluice lag team:billing/)
    on.press('C-u', 'C-l', 'sluice lag team:', 'Tab')
    await on.until(/sluice lag team:billing/)
    on.press('C-u', 'C-l', 'sluice lag team:bil', 'Tab')
    await on.until(/sluice lag team:billing/)
    on.press('C-u', 'C-l', 'sluice lag --by=par', 'Tab')
    await on.until(/sluice lag --by=partition/)
    expect(on.screen).not.to.match(/error|readonly|not found/)
  })

  it('bash: nothing of what was typed is run, and files are completed where files are meant', async () => {
    const on = await open('bash')
    const trap = join(directory, 'trap')
    on.press(`sluice topic describe $(touch ${trap})x`, 'Tab', 'Tab')
    on.press('C-u', 'C-l', `sluice produce payments --file ${directory}/bin/slu`, 'Tab')
    await on.until(new RegExp(`--file ${directory}/bin/sluice`))
    on.press('C-u', 'C-l', `test -e ${trap} || echo UN''TOUCHED`, 'Enter')
    await on.until(/UNTOUCHED/)
  })

  it('bash: a broker that does not answer means no names, soon, and no words', async () => {
    const on = await open('bash')
    on.press('export SLUICE_BROKER=127.0.0.1:1', 'Enter', 'C-l')
    on.press('sluice topic describe pay', 'Tab', '# after', 'Enter')
    await on.until(/sluice topic describe pay# after\n/)
    expect(on.screen).not.to.match(/ECONNREFUSED/)
  })
})
