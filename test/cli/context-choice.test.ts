// Which broker a command talks to: the order of flags, environment and contexts.
import { expect } from 'chai'
import { Command } from 'commander'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { addContextChoice, chooseBroker, choiceSources } from '../../cli/context-choice.ts'
import { contextFilePath, writeContexts } from '../../cli/context-file.ts'
import { brokerOption } from '../../cli/session.ts'

describe('cli: which broker', () => {
  let home: string
  let environment: NodeJS.ProcessEnv

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'sluice-contexts-'))
    environment = { XDG_CONFIG_HOME: home }
    const brokers = new Map([
      ['flag', ['flag:1', 'flag:2']],
      ['env', ['env:1']],
      ['used', ['used:1']],
    ])
    await writeContexts(contextFilePath(environment), { current: 'used', brokers })
  })

  after(() => rm(home, { recursive: true, force: true }))

  it('the first that says something decides', async () => {
    const all = { SLUICE_BROKER: 'variable:1', SLUICE_CONTEXT: 'env', ...environment }
    const noBroker = { ...all, SLUICE_BROKER: '' }
    const neither = { ...noBroker, SLUICE_CONTEXT: '' }
    const flags = { broker: 'given:1', context: 'flag' }
    const context = { context: 'flag' }
    const found = [
      await chooseBroker(flags, all),
      await chooseBroker(context, all),
      await chooseBroker({}, all),
      await chooseBroker({}, noBroker),
      await chooseBroker({}, neither),
      await chooseBroker({}, { XDG_CONFIG_HOME: join(home, 'empty') }),
    ]
    expect(found.map(({ from }) => from)).to.deep.equal(choiceSources)
    expect(found.map(({ broker }) => broker)).to.deep.equal([
      'given:1',
      'flag:1,flag:2',
      'variable:1',
      'env:1',
      'used:1',
      '127.0.0.1:9095',
    ])
  })

  it('an unknown context is told, wherever it was named', async () => {
    for (const [flags, more] of [
      [{ context: 'nope' }, {}],
      [{}, { SLUICE_CONTEXT: 'nope' }],
    ] as const) {
      const thrown = await chooseBroker(flags, { ...environment, ...more }).catch((error: unknown) => error)
      expect(thrown).to.include({ code: 'UNKNOWN_CONTEXT', hint: 'there are: env, flag, used' })
    }
  })

  it('beside a damaged file --broker and SLUICE_BROKER work, and the default is not guessed', async () => {
    const damaged = { XDG_CONFIG_HOME: join(home, 'damaged') }
    await mkdir(dirname(contextFilePath(damaged)), { recursive: true })
    await writeFile(contextFilePath(damaged), '{')
    expect(await chooseBroker({ broker: 'a:1' }, damaged)).to.include({ broker: 'a:1' })
    expect(await chooseBroker({}, { ...damaged, SLUICE_BROKER: 'a:1' })).to.include({ broker: 'a:1' })
    const thrown = await chooseBroker({}, damaged).catch((error: unknown) => error)
    expect(thrown).to.have.property('code', 'INVALID_CONFIG')
  })

  it('the action of a command that has --broker, at any depth, gets the address', async () => {
    const seen: unknown[] = []
    const program = new Command('x')
    const below = program.command('a').command('b').addOption(brokerOption())
    below.action((options, command: Command) => {
      seen.push(options.broker, command.getOptionValueSource('broker'))
    })
    program.command('none').action((options) => {
      seen.push(options.broker)
    })
    addContextChoice(program)
    await program.parseAsync(['a', 'b', '--broker', 'h:1'], { from: 'user' })
    await program.parseAsync(['none'], { from: 'user' })
    expect(seen).to.deep.equal(['h:1', '--broker', undefined])
  })
})
