// `sluice group reset`: shows where a group's committed offsets would go and, with --execute, commits exactly what it showed.
// Called by group.ts. Where a reset leads is decided by client/admin/reset-offsets.ts; this file asks, shows and confirms.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { SluiceError } from '../protocol/errors.ts'
import type { ResetRow, ResetSpec, ResetTarget, ResetTopic } from '../client/index.ts'
import { confirm, refuseUnasked } from './confirm.ts'
import { exitCode } from './failure.ts'
import { counted, resetColumns, resetDocument, resetEntry } from './group-tables.ts'
import { addOutputOptions, printRows } from './output.ts'
import type { OutputOptions } from './output.ts'
import { brokerOption, namingGroup, withClient } from './session.ts'
import { parseStartPosition } from './start-position.ts'
import { note } from './stdout.ts'

interface ResetOptions extends OutputOptions {
  broker: string
  topic?: ResetTopic[]
  to?: ResetTarget
  shiftBy?: number
  create?: boolean
  execute?: boolean
  yes?: boolean
}

const help = `
Without --execute nothing is committed: what is shown is what it would be. BEFORE and AFTER are offsets of the next record to
read, START and END what the partition holds. An offset or a shift beyond them goes to START or END, and NOTE says so.
TIME is ISO 8601, epoch milliseconds, or so long before now (-5m): the first record that is not older, as its producer
stamped it. A group with members refuses.

Examples:
  sluice group reset billing --to earliest
  sluice group reset billing --topic orders --to @2026-03-01T12:00:00Z --execute
  sluice group reset billing --topic orders:0,3 --shift-by -100 --execute --yes`

export function addGroupReset(group: Command): void {
  addOutputOptions(group.command('reset'))
    .description('move what a group has committed; a dry run unless --execute')
    .argument('<name>')
    .option('--topic <topic[:p,p]>', 'this topic, or these partitions of it; repeatable', topicPartitions)
    .addOption(new Option('--to <where>', 'earliest, latest, OFFSET or @TIME').argParser(target))
    .option('--shift-by <n>', 'so many records on; below 0: back', shift)
    .option('--create', 'begin a group that does not exist; with --topic')
    .option('--execute', 'commit what is shown')
    .option('--yes', 'do not ask')
    .addOption(brokerOption())
    .addHelpText('after', help)
    .action(reset)
}

async function reset(name: string, options: ResetOptions): Promise<void> {
  const execute = options.execute ?? false
  const spec: ResetSpec = { to: whereTo(options), ...(options.topic && { topics: options.topic }) }
  if (options.create && options.topic === undefined) {
    throw new SluiceError('INVALID_OPTION', '--create goes with --topic', {
      hint: 'a group that does not exist has committed nothing: name what it shall begin with',
    })
  }
  await withClient(options.broker, (client) =>
    namingGroup(client, name, async () => {
      const { groups } = client.admin
      const rows = await groups.resetOffsets(name, spec, { dryRun: true, create: options.create ?? false })
      const { yes = false } = options
      const what = `Commit ${counted(rows.length, 'offset')} for group '${name}'?`
      if (execute) refuseUnasked(what, yes)
      await show(name, execute, rows, options)
      if (!execute) return note('dry run: nothing was committed; --execute commits these offsets')
      if (!(await confirm(what, yes))) {
        note('nothing was committed')
        process.exitCode = exitCode.failed
        return
      }
      await groups.commitReset(name, rows)
      note(`reset ${name}: ${counted(rows.length, 'offset')} committed`)
    }),
  )
}

function show(
  name: string,
  execute: boolean,
  rows: readonly ResetRow[],
  options: OutputOptions,
): Promise<void> {
  if (options.output === 'table') return printRows(options, rows, resetColumns)
  return printRows(options, rows.map(resetEntry), [], resetDocument(name, execute, rows))
}

function whereTo({ to, shiftBy }: ResetOptions): ResetTarget {
  if (to !== undefined && shiftBy === undefined) return to
  if (to === undefined && shiftBy !== undefined) return { shiftBy }
  const both = to !== undefined ? ', not both' : ''
  throw new SluiceError('INVALID_OPTION', `a reset takes either --to or --shift-by${both}`, {
    hint: '--to earliest, latest, OFFSET or @TIME; --shift-by N moves by so many records',
  })
}

function target(text: string): ResetTarget {
  const at = parseStartPosition(text, Date.now(), '--to')
  if (at.kind === 'offset') return { offset: at.offset }
  return at.kind === 'time' ? { timestamp: at.timestampMs } : at.kind
}

function shift(text: string): number {
  const by = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(by)) throw new InvalidArgumentError('a whole number is wanted, like 10 or -10.')
  return by
}

/** `orders`, `orders:3`, `orders:0,3`. */
export function topicPartitions(text: string, before: ResetTopic[] = []): ResetTopic[] {
  const [topic, list, ...more] = text.split(':')
  if (!topic || more.length > 0) throw new InvalidArgumentError('TOPIC or TOPIC:0,3 is wanted.')
  if (list === undefined) return [...before, topic]
  const partitions = list.split(',').map((one) => (/^\d+$/.test(one) ? Number(one) : Number.NaN))
  if (!partitions.every(Number.isSafeInteger)) throw new InvalidArgumentError('TOPIC or TOPIC:0,3 is wanted.')
  return [...before, { topic, partitions }]
}
