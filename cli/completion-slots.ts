// What a word of the command line stands for, where it is worth completing, and the values that there are. Called by completion.ts.
// Invariants: whatever goes wrong (no broker, a damaged file) means no values, without a word and within namesMs; a value that a
// shell could take for more than a word is left out, for shells expand what they are given.
import type { Command, Option } from 'commander'
import { lagStatuses } from '../protocol/lag.ts'
import { limits } from '../protocol/limits.ts'

export type Slot = 'topics' | 'groups' | 'contexts' | 'statuses' | 'columns' | 'sorts' | 'starts' | 'files'

/** Nobody waits longer for a name; node itself took a part of the patience already. */
const namesMs = 600

const argumentSlots: Readonly<Record<string, Slot>> = {
  'topic describe': 'topics',
  'topic alter': 'topics',
  'topic delete': 'topics',
  produce: 'topics',
  consume: 'topics',
  'group describe': 'groups',
  'group reset': 'groups',
  'group delete': 'groups',
  lag: 'groups',
  'lag check': 'groups',
  'context use': 'contexts',
  'context show': 'contexts',
  'context remove': 'contexts',
  check: 'files',
  dump: 'files',
}

const optionSlots: Readonly<Record<string, Slot>> = {
  topic: 'topics',
  group: 'groups',
  context: 'contexts',
  status: 'statuses',
  'warn-on': 'statuses',
  'crit-on': 'statuses',
  columns: 'columns',
  sort: 'sorts',
  from: 'starts',
  to: 'starts',
  file: 'files',
  config: 'files',
  data: 'files',
}

/** These take several, with commas between. */
const lists: ReadonlySet<Slot> = new Set<Slot>(['statuses', 'columns'])

export function slotOfArgument(path: string): Slot | undefined {
  return Object.hasOwn(argumentSlots, path) ? argumentSlots[path] : undefined
}

export function slotOfOption(name: string): Slot | undefined {
  return Object.hasOwn(optionSlots, name) ? optionSlots[name] : undefined
}

export interface Typed {
  /** What the last word stands for; undefined: nothing that has values. */
  readonly slot: Slot | undefined
  /** What of that value is there already. */
  readonly begun: string
}

/** Reads the words behind `sluice`, of which the last is the one that is being typed. */
export function readWords(program: Command, words: readonly string[]): Typed {
  let command = program
  const path: string[] = []
  let awaiting: Option | undefined
  for (const word of words.slice(0, -1)) {
    const option = awaiting === undefined ? optionNamed(command, word) : undefined
    const below = awaiting === undefined ? command.commands.find((one) => one.name() === word) : undefined
    awaiting = option?.required && !word.includes('=') ? option : undefined
    if (below === undefined) continue
    command = below
    path.push(word)
  }
  const last = words.at(-1) ?? ''
  const at = last.startsWith('-') ? last.indexOf('=') : -1
  const valued = awaiting ?? (at === -1 ? undefined : optionNamed(command, last))
  const begun = awaiting === undefined && at !== -1 ? last.slice(at + 1) : last
  const name = path.join(' ')
  if (valued !== undefined) return { slot: slotOfOption(valued.long?.slice(2) ?? ''), begun }
  return { slot: last.startsWith('-') ? undefined : slotOfArgument(name), begun }
}

function optionNamed(command: Command, word: string): Option | undefined {
  const [name] = word.split('=')
  return command.options.find(({ long, short }) => name === long || name === short)
}

/** The values of a slot that go on with what is begun. */
export async function valuesOf({ slot, begun }: Typed, words: readonly string[]): Promise<string[]> {
  if (slot === undefined) return []
  const comma = lists.has(slot) ? begun.lastIndexOf(',') + 1 : 0
  const before = begun.slice(0, comma)
  const given = new Set(before.split(','))
  const all = await allValues(slot, words).catch(() => [])
  return all
    .filter((value) => isPlain(value) && !given.has(value))
    .map((value) => before + value)
    .filter((value) => value.startsWith(begun))
    .slice(0, limits.completionValuesMax)
}

function isPlain(value: string): boolean {
  return /^[a-zA-Z0-9._:/@][a-zA-Z0-9._:/@-]*$/.test(value) // a dash in front would be an option
}

async function allValues(slot: Slot, words: readonly string[]): Promise<readonly string[]> {
  switch (slot) {
    case 'topics':
    case 'groups':
      return await namesOfBroker(slot, words)
    case 'contexts': {
      const { contextFilePath, readContexts } = await import('./context-file.ts')
      const { brokers } = await readContexts(contextFilePath(process.env))
      return [...brokers.keys()].sort()
    }
    case 'statuses':
      return lagStatuses
    case 'columns': {
      const [{ lagColumns }, { columnName }] = await Promise.all([
        import('./lag-table.ts'),
        import('./text-table.ts'),
      ])
      return lagColumns('partition', 0).all.map(columnName)
    }
    case 'sorts':
      return (await import('./lag-select.ts')).lagSortKeys
    case 'starts':
      return ['earliest', 'latest']
    case 'files':
      return []
  }
}

async function namesOfBroker(slot: 'topics' | 'groups', words: readonly string[]): Promise<string[]> {
  const [{ chooseBroker }, { connect }] = await Promise.all([
    import('./context-choice.ts'),
    import('../client/index.ts'),
  ])
  const { broker } = await chooseBroker({
    broker: valueIn(words, 'broker'),
    context: valueIn(words, 'context'),
  })
  const client = connect({ brokers: broker.split(','), clientId: 'sluice-completion' })
  try {
    const signal = AbortSignal.timeout(namesMs)
    return (await client.admin[slot].list({ signal })).map(({ name }) => name)
  } finally {
    await client.close()
  }
}

/** `--name value` or `--name=value`, wherever it stands. */
function valueIn(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`))
  if (at === -1) return undefined
  const [, ...value] = (words[at] as string).split('=')
  return (value.length > 0 ? value.join('=') : words[at + 1]) || undefined
}
