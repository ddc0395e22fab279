// The same discipline of every command that reads: stdout is data and nothing else, no escape codes but on a terminal that wants them,
// -o, --columns and --no-headers, widths, and a quiet end where the reader goes. Walks the program, so that a new command fails here
// until it is told below what it is.
import { expect } from 'chai'
import type { Command } from 'commander'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildProgram } from '../../cli/program.ts'
import { displayWidth } from '../../cli/text-table.ts'
import { sluice, startBrokerProcess } from './command.ts'
import type { BrokerProcess, Run } from './command.ts'
import { sluiceOnTerminal } from './pty.ts'

interface Reading {
  /** A call that has something to show; DATA and SEGMENT stand for what a stopped broker left. */
  args: string[]
  /** A column of its table, by its header. */
  column: string
  /** It measures: one call is enough. */
  slow?: true
}

const small = ['--rounds', '1']

/** Every command with tables. */
const reading: Record<string, Reading> = {
  'topic list': { args: [], column: 'NAME' },
  'topic describe': { args: ['orders'], column: 'VISIBLE' },
  'group list': { args: [], column: 'GROUP' },
  'group describe': { args: ['billing'], column: 'COMMITTED' },
  'group reset': { args: ['billing', '--to', 'earliest'], column: 'AFTER' },
  'context list': { args: [], column: 'NAME' },
  'context show': { args: [], column: 'VALUE' },
  lag: { args: ['--by', 'partition'], column: 'COMMITTED' },
  check: { args: ['DATA'], column: 'WHAT' },
  dump: { args: ['SEGMENT', '--records'], column: 'VALUE' },
  'bench produce': { args: ['--records', '1000', ...small], column: 'MEDIAN', slow: true },
  'bench consume': { args: ['--records', '1000', ...small], column: 'MEDIAN', slow: true },
  'bench latency': { args: ['--rate', '100', '--seconds', '1', ...small], column: 'MEDIAN', slow: true },
  'bench transfer': {
    args: ['--size', '1MiB', '--chunk', '64KiB', '--method', 'read-write', ...small],
    column: 'METHOD',
    slow: true,
  },
}

/** Commands without tables, or with formats of their own. */
const others = [
  'broker',
  'demo',
  'completion',
  'complete',
  'produce',
  'consume',
  'topic create',
  'topic alter',
  'topic delete',
  'group delete',
  'context add',
  'context use',
  'context remove',
  'lag check', // its line: lag-check.test.ts
]

/** Commands that do something, by the words that call them. */
function leaves(command: Command, words: string[] = []): Map<string, Command> {
  const below = command.commands.flatMap((one) => [...leaves(one, [...words, one.name()])])
  const alone = command.commands.length === 0 || command.registeredArguments.length > 0
  return new Map([...(alone ? ([[words.join(' '), command]] as const) : []), ...below])
}

const commands = leaves(buildProgram())
const entries = Object.entries(reading)

describe('e2e/output', function () {
  this.timeout(120_000)
  let broker: BrokerProcess
  let directory: string
  const places: Record<string, string> = {}
  let environment: Record<string, string>

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-output-'))
    const stopped = await startBrokerProcess()
    await sluice(['produce', 'orders', '--create', '--broker', stopped.address], { input: 'a\nb\n' })
    await stopped.end()
    places.DATA = stopped.directory
    const files = await readdir(join(stopped.directory, 'logs'), { recursive: true })
    places.SEGMENT = join(stopped.directory, 'logs', files.find((name) => name.endsWith('.log'))!)
    broker = await startBrokerProcess()
    environment = { SLUICE_BROKER: broker.address, XDG_CONFIG_HOME: directory }
    const setUp: [string[], string?][] = [
      [['context', 'add', 'here', '--broker', broker.address]],
      [['produce', 'orders', '--create'], 'a\nb\nc\n'],
      [['group', 'reset', 'billing', '--create', '--topic', 'orders', '--to', '1', '--execute', '--yes']],
    ]
    for (const [args, input] of setUp) await ok(args, input)
  })

  after(async () => {
    await broker?.stop()
    await rm(directory, { recursive: true, force: true })
    if (places.DATA !== undefined) await rm(places.DATA, { recursive: true, force: true })
  })

  const run = (args: string[], options: Parameters<typeof sluice>[1] = {}): Promise<Run> =>
    sluice(args, { environment, ...options })

  async function ok(args: string[], input?: string): Promise<Run> {
    const done = await run(args, input === undefined ? {} : { input })
    expect(done.code, `${args.join(' ')}: ${done.stderr}`).to.equal(0)
    return done
  }

  const call = (name: string, ...more: string[]) => [
    ...name.split(' '),
    ...reading[name]!.args.map((word) => places[word] ?? word),
    ...more,
  ]
  const quick = entries.filter(([, { slow }]) => !slow).map(([name]) => name)
  /** Runs it for each, two at a time. */
  async function each(names: readonly string[], use: (name: string) => Promise<void>): Promise<void> {
    const left = [...names]
    const one = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) await use(name)
    }
    await Promise.all([one(), one()])
  }

  it('every command is known here, and all that print tables have the same options', () => {
    expect([...commands.keys()].sort()).to.deep.equal([...Object.keys(reading), ...others].sort())
    for (const [name, command] of commands) {
      const flags = command.options.map((option) => option.long)
      const tables = ['--output', '--columns', '--no-headers']
      if (name in reading) expect(flags, name).to.include.members(tables)
      else expect(flags, name).to.not.include.members(tables)
    }
  })

  it('into a pipe: headers and rows, no escape codes, no blanks at ends, whatever the environment says', async () => {
    await each(quick, async (name) => {
      const { stdout } = await ok(call(name))
      const text = stdout.toString()
      if (name === 'check')
        return expect(text, 'nothing is wrong, nothing is shown').to.equal('') && undefined
      expect(text, name).to.match(new RegExp(`(^|  )${reading[name]!.column}(  |$)`, 'm'))
      expect(text, name).to.not.match(/\p{Cc}(?<!\n)/u)
      expect(text, name).to.not.match(/ $/m)
      expect(text.endsWith('\n'), name).to.equal(true)
    })
  })

  it('--columns chooses, --no-headers leaves rows alone; an unknown column is told with those there are', async () => {
    await each(quick, async (name) => {
      const { column } = reading[name]!
      const words = ({ stdout }: Run) =>
        stdout
          .toString()
          .split('\n')
          .map((line) => line.trim())
      const lines = words(await ok(call(name, '--columns', column.toLowerCase())))
      if (name !== 'check') expect(lines[0], name).to.equal(column)
      const bare = await ok(call(name, '--columns', column, '--no-headers'))
      expect(words(bare), name).to.deep.equal(name === 'check' ? [''] : lines.slice(1))
      if (name !== 'dump') expect(bare.stderr, name).to.match(/^$|dry run|no damage/)
    })
    await each(Object.keys(reading), async (name) => {
      const wrong = await run(call(name, '--columns', 'nonsense'))
      expect([wrong.code, wrong.stdout.toString()], name).to.deep.equal([2, ''])
      expect(wrong.stderr, name).to.match(
        /^error: INVALID_OPTION there is no column 'nonsense'\nhint: columns: /,
      )
      const both = await run(call(name, '--columns', reading[name]!.column, '-o', 'json'))
      expect([both.code, both.stdout.toString()], name).to.deep.equal([2, ''])
      expect(both.stderr, name).to.match(/^error: INVALID_OPTION --columns is for tables/)
    })
  })

  it('-o json is one document, -o ndjson one a line, and nothing else', async () => {
    await each(quick, async (name) => {
      const document = JSON.parse((await ok(call(name, '-o', 'json'))).stdout.toString())
      expect(document, name).to.be.an(Array.isArray(document) ? 'array' : 'object')
      const lines = (await ok(call(name, '-o', 'ndjson'))).stdout.toString().split('\n')
      expect(lines.pop(), name).to.equal('')
      for (const line of lines) expect(JSON.parse(line), name).to.be.an('object')
    })
  })

  it('what measures prints so too, with what it says in between on stderr', async () => {
    const slow = entries.filter(([, one]) => one.slow).map(([name]) => name)
    for (const name of slow) {
      const { column } = reading[name]!
      const { stdout, stderr } = await ok(call(name, '--columns', column))
      expect(stdout.toString().split('\n')[0]!.trim(), name).to.equal(column)
      expect(stderr, name).to.match(/^round 1/m)
    }
  })

  it('a reader that goes away ends it quietly with 0', async () => {
    await each(quick, async (name) => {
      const done = await run(call(name), { onStart: (child) => child.stdout!.destroy() })
      expect(done.code, name).to.equal(0)
      expect(done.stderr, name).to.not.match(/error|EPIPE/)
    })
  })

  it('no broker: exit 1, nothing on stdout, what to do on stderr', async () => {
    const asking = quick.filter((name) => commands.get(name)!.options.some(({ long }) => long === '--broker'))
    expect(asking).to.include.members(['topic list', 'group describe', 'lag'])
    await each(asking, async (name) => {
      const done = await run(call(name, '--broker', '127.0.0.1:1'))
      expect([done.code, done.stdout.length], name).to.deep.equal([1, 0])
      expect(done.stderr, name).to.match(/^error: CONNECT_FAILED .*\nhint: start one with: sluice broker/)
    })
  })

  it('on a terminal of 40 columns no line is wider, and NO_COLOR is heard', async () => {
    await each(quick, async (name) => {
      const plain = await sluiceOnTerminal(call(name), 40, { ...environment, NO_COLOR: '1' })
      expect(plain.code, `${name}: ${plain.lines.join('\n')}`).to.equal(0)
      const cut = plain.lines.findIndex((line) => /^(dry run|\d+ group|\d+ bytes|no damage)/.test(line))
      const table = cut === -1 ? plain.lines : plain.lines.slice(0, cut)
      for (const line of table) expect(displayWidth(line), `${name}: ${line}`).to.be.at.most(40)
      expect(plain.lines.join('\n'), name).to.not.include('\u001b')
    })
    const coloured = await sluiceOnTerminal(call('lag'), 200, environment)
    expect(coloured.lines.join('\n')).to.include('\u001b[31mNOMEMBER\u001b[39m')
    const empty = await sluiceOnTerminal(call('lag'), 200, { ...environment, NO_COLOR: '' })
    expect(empty.lines.join('\n'), 'NO_COLOR=').to.include('\u001b[31mNOMEMBER\u001b[39m')
    const wide = await sluiceOnTerminal(call('lag'), 200, { ...environment, NO_COLOR: '1' })
    expect(wide.lines.join('\n')).to.include('NOMEMBER').and.to.not.include('…')
  })
})
