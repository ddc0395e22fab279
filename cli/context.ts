// `sluice context add|use|list|show|remove`: names for brokers. What they mean to other commands is in context-choice.ts.
import type { Command } from 'commander'
import { parseAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { chooseBroker } from './context-choice.ts'
import {
  brokersOf,
  checkContextName,
  contextFilePath,
  CONTEXTS_SCHEMA,
  readContexts,
  writeContexts,
} from './context-file.ts'
import type { Contexts } from './context-file.ts'
import { whileLocked } from './context-lock.ts'
import { addOutputOptions, printFacts, printRows } from './output.ts'
import type { OutputOptions } from './output.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

const help = `
Examples:
  sluice context add here --broker 127.0.0.1:9095 --use
  sluice context add prod --broker 10.0.0.7:9095 10.0.0.8:9095     the second is tried when the first does not answer
  sluice lag --context prod
  sluice context use prod                                          from now on without --context

Which broker a command talks to: --broker, else --context, else SLUICE_BROKER, else SLUICE_CONTEXT, else the context that
\`context use\` chose, else 127.0.0.1:9095. The file: sluice/contexts.json under XDG_CONFIG_HOME, or ~/.config.`

export function addContext(program: Command): void {
  const context = program.command('context').description('names for brokers: add, use, list, show, remove')
  context.addHelpText('after', help)
  context
    .command('add')
    .description('give a broker a name')
    .argument('<name>')
    .requiredOption('--broker <address...>', 'host:port, [v6]:port or unix:/path; several are tried in turn')
    .option('--replace', 'change one that is there')
    .option('--use', 'and use it from now on')
    .action(add)
  context.command('use').description('talk to this broker from now on').argument('<name>').action(use)
  addOutputOptions(context.command('list').description('list the contexts')).action(list)
  addOutputOptions(context.command('show'))
    .description('a context; without a name: which broker commands talk to, and why')
    .argument('[name]')
    .action(show)
  context.command('remove').description('forget a name').argument('<name>').action(remove)
}

const path = () => contextFilePath(process.env)

async function add(
  name: string,
  options: { broker: string[]; replace?: boolean; use?: boolean },
): Promise<void> {
  checkContextName(name)
  const addresses = options.broker.flatMap((one) => one.split(','))
  for (const address of addresses) parseAddress(address)
  const { before, after } = await change((contexts) => {
    const there = contexts.brokers.get(name)
    if (there !== undefined && !options.replace) {
      throw new SluiceError('INVALID_ARGUMENT', `there is a context '${name}'`, {
        hint: `--replace changes it; now it is ${there.join(',')}`,
      })
    }
    const { size } = contexts.brokers
    if (there === undefined && size >= limits.contextsMax) {
      throw new SluiceError('INVALID_ARGUMENT', `there are ${size} contexts, no more fit`, {
        hint: 'sluice context remove NAME',
      })
    }
    const brokers = new Map(contexts.brokers).set(name, addresses)
    return { current: options.use ? name : contexts.current, brokers }
  })
  const used = after.current === name ? ', in use' : `; to use it: sluice context use ${name}`
  note(`${before.brokers.has(name) ? 'changed' : 'added'} ${name}: ${addresses.join(',')}${used}`)
}

/** No other command changes the contexts between reading and writing them. */
async function change(
  make: (contexts: Contexts) => Contexts,
): Promise<{ readonly before: Contexts; readonly after: Contexts }> {
  make(await readContexts(path())) // what cannot be fails before anything is made
  return whileLocked(path(), async () => {
    const before = await readContexts(path())
    const after = make(before)
    await writeContexts(path(), after)
    return { before, after }
  })
}

async function use(name: string): Promise<void> {
  const { after } = await change((contexts) => {
    brokersOf(contexts, name)
    return { ...contexts, current: name }
  })
  note(`using ${name}: ${brokersOf(after, name).join(',')}`)
  for (const variable of ['SLUICE_BROKER', 'SLUICE_CONTEXT'])
    if (process.env[variable]) note(`note: ${variable} is set and goes before it`)
}

async function remove(name: string): Promise<void> {
  const { before } = await change((contexts) => {
    brokersOf(contexts, name)
    const brokers = new Map(contexts.brokers)
    brokers.delete(name)
    return { current: contexts.current === name ? undefined : contexts.current, brokers }
  })
  note(`removed ${name}${before.current === name ? ': it was in use, now none is' : ''}`)
}

interface Row {
  name: string
  current: boolean
  brokers: readonly string[]
}

const columns: readonly Column<Row>[] = [
  { header: 'USED', cell: (row) => (row.current ? '*' : '') },
  { header: 'NAME', cell: (row) => row.name },
  { header: 'BROKER', cell: (row) => row.brokers.join(',') },
]

function rowOf(contexts: Contexts, name: string): Row {
  return { name, current: contexts.current === name, brokers: brokersOf(contexts, name) }
}

async function list(options: OutputOptions): Promise<void> {
  const contexts = await readContexts(path())
  const rows = [...contexts.brokers.keys()].sort().map((name) => rowOf(contexts, name))
  if (options.output === 'table' && rows.length === 0)
    return note('no contexts yet: sluice context add NAME --broker ADDRESS')
  await printRows(options, rows, columns, { schema: CONTEXTS_SCHEMA, contexts: rows })
}

async function show(name: string | undefined, options: OutputOptions): Promise<void> {
  if (name !== undefined) return printFacts(options, { ...rowOf(await readContexts(path()), name) })
  const { broker, from, context } = await chooseBroker({})
  await printFacts(options, { name: context ?? null, brokers: broker.split(','), from })
}
