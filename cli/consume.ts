// `sluice consume`: records of a topic to stdout, in the order of each partition, through record-writer.ts.
// Where to start and, with --until-end, where to stop is taken once, at the start, from the broker's description of the topic.
// With --group consume-group.ts reads.
import { Option } from 'commander'
import type { Command } from 'commander'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { Client, Consumer, ConsumerNotice, ConsumerOptions, TopicDescription } from '../client/index.ts'
import { consumeInGroup } from './consume-group.ts'
import { delimiterNames } from './delimiter.ts'
import type { DelimiterName } from './delimiter.ts'
import { watchInterrupt } from './interrupt.ts'
import type { Interrupt } from './interrupt.ts'
import { startProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { formatNames, RecordWriter } from './record-writer.ts'
import type { FormatName, Sink } from './record-writer.ts'
import { brokerOption, namingTopic, wholeNumber, withClient } from './session.ts'
import { parseStartPosition } from './start-position.ts'
import type { StartPosition } from './start-position.ts'
import { note, writeStdout } from './stdout.ts'
import { VisibleEnds } from './visible-ends.ts'
import type { PartitionSpan } from './visible-ends.ts'
import { WrittenMarks } from './written-marks.ts'

const bufferBytes = 1024 * 1024
/** A broker that restarts is waited for; one that stays away ends the command. */
const unreachableTimeoutMs = 30_000

interface ConsumeOptions {
  broker: string
  from?: StartPosition
  partition?: number
  group?: string
  max?: number
  untilEnd?: boolean
  format: FormatName
  delimiter: DelimiterName
  keySeparator: string
}

const examples = `
Examples:
  sluice consume orders                                     what comes from now on, until Ctrl-C
  sluice consume orders --from earliest --until-end > orders.txt
  sluice consume orders --from @-5m --format json
  sluice consume orders --partition 3 --from 4711 --max 10
  sluice consume orders --group billing                     goes on where the group has committed

--from TIME is ISO 8601, epoch milliseconds, or so long before now (-5m), and means the producer's timestamp.
--until-end stops at what is visible when the command starts. json shows bytes that are no UTF-8 as base64.

With --group the partitions are shared with the group's other members, and what was fully written is committed every second
and at the end, --max and Ctrl-C included. --from is where to begin in a partition without a commit: earliest unless given.
--until-end stops once the partitions that this member holds are past that end. With --partition it is no member, and
commits that partition for a group without members.`

export function addConsume(program: Command): void {
  program
    .command('consume')
    .description('print the records of a topic')
    .argument('<topic>')
    .addOption(
      new Option(
        '--from <where>',
        'earliest, latest, OFFSET or @TIME (default: latest; with --group earliest)',
      ).argParser((text) => parseStartPosition(text, Date.now())),
    )
    .option('--partition <n>', 'this partition alone', wholeNumber)
    .option('--group <name>', 'as a member of this group: go on where it has committed')
    .option('--max <n>', 'stop after so many records', wholeNumber)
    .option('--until-end', 'stop at the end as it is now')
    .addOption(
      new Option('--format <name>', 'what to print of a record').choices(formatNames).default('value'),
    )
    .addOption(
      new Option('--delimiter <name>', 'what ends a record').choices(delimiterNames).default('newline'),
    )
    .option('--key-separator <text>', 'with key-value: between the two', '\t')
    .addOption(brokerOption())
    .addHelpText('after', examples)
    .action(consume)
}

async function consume(topicName: string, options: ConsumeOptions): Promise<void> {
  const interrupt = watchInterrupt()
  try {
    await withClient(options.broker, (client) => run(client, topicName, options, interrupt))
    if (interrupt.exit !== undefined) process.exitCode = interrupt.exit
  } finally {
    interrupt.release()
  }
}

async function run(
  client: Client,
  topicName: string,
  options: ConsumeOptions,
  interrupt: Interrupt,
): Promise<void> {
  const described = await namingTopic(
    topicName,
    () => client.admin.topics.describe(topicName),
    `sluice topic create ${topicName}`,
  )
  if (options.max === 0) return
  const run = { client, described, options, interrupt }
  return options.group === undefined ? readAlone(run) : readInGroup(run, options.group)
}

interface Run {
  client: Client
  described: TopicDescription
  options: ConsumeOptions
  interrupt: Interrupt
}

async function readAlone({ client, described, options, interrupt }: Run): Promise<void> {
  const from = options.from ?? { kind: 'latest' }
  const spans = chooseSpans(described, from, options.partition)
  if (options.untilEnd) await findTime(client, described.name, from, spans)
  const ends = options.untilEnd ? new VisibleEnds(spans) : undefined
  if (ends?.reached) return
  const total = ends && spans.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0)
  const writer = writerOf(described.name, options, writeStdout)
  const progress = startProgress('records', total, !process.stdout.isTTY)
  const assigned = spans.map(({ partition }) => ({ topic: described.name, partition }))
  // Without an end, partitions that are added later belong to it too.
  const whole = options.partition === undefined && ends === undefined
  const consumer = client.consumer({
    ...(whole ? { topics: [described.name] } : { partitions: assigned }),
    from: consumerStart(from),
    ...common,
  })
  try {
    await pump(consumer, writer, { ends, most: options.max ?? Infinity, progress, signal: interrupt.signal })
  } catch (error) {
    if (!(isSluiceError(error) && error.code === 'ABORTED')) throw error
  } finally {
    progress.stop()
    await writer.end()
    await consumer.close()
  }
}

async function readInGroup({ client, described, options, interrupt }: Run, group: string): Promise<void> {
  const { name: topic } = described
  const { partition, untilEnd } = options
  if (partition !== undefined) {
    choosePartitions(described, partition)
    await refuseBesideMembers(client, group)
  }
  const marks = new WrittenMarks()
  const progress = startProgress('records', undefined, !process.stdout.isTTY)
  const consumer = client.consumer({
    group,
    ...(partition === undefined ? { topics: [topic] } : { partitions: [{ topic, partition }] }),
    from: options.from === undefined ? 'committed' : consumerStart(options.from),
    ...common,
  })
  try {
    await consumeInGroup({
      client,
      group,
      consumer,
      writer: writerOf(topic, options, (bytes) => marks.leave(() => writeStdout(bytes))),
      marks,
      described: untilEnd ? described : undefined,
      own: partition !== undefined,
      most: options.max ?? Infinity,
      progress,
      signal: interrupt.signal,
    })
  } finally {
    progress.stop()
  }
}

/** --partition reads as nobody's member, and what it commits is refused while there are members: better told at once. */
async function refuseBesideMembers(client: Client, group: string): Promise<void> {
  const listed = (await client.admin.groups.list()).find(({ name }) => name === group)
  if (listed === undefined || listed.members === 0) return
  const count = listed.members === 1 ? 'a member' : `${listed.members} members`
  throw new SluiceError(
    'GROUP_NOT_EMPTY',
    `group '${group}' has ${count}, so nothing read here could be committed`,
    {
      hint: 'leave out --partition to be a member too, or --group to read without committing',
    },
  )
}

const common = {
  orElse: 'earliest',
  unreachableTimeoutMs,
  onNotice: (notice: ConsumerNotice) => note(`note: ${notice.code} ${notice.message}`),
} as const

function writerOf(topic: string, options: ConsumeOptions, sink: Sink): RecordWriter {
  const { format, delimiter, keySeparator: separator } = options
  return new RecordWriter({ topic, format, delimiter, separator, bufferBytes, sink })
}

interface Limits {
  ends: VisibleEnds | undefined
  most: number
  progress: Progress
  signal: AbortSignal
}

/** Batches to the writer until a limit is reached. What waits in the writer leaves as soon as no batch is at hand. */
async function pump(consumer: Consumer, writer: RecordWriter, limits: Limits): Promise<void> {
  const batches = consumer.batches({ signal: limits.signal })
  let count = 0
  for (;;) {
    const next = batches.next()
    if ((await Promise.race([next, immediately()])) === undefined) await writer.turn()
    const { value: batch, done } = await next
    if (done) return
    const end = limits.ends?.endOf(batch.partition) ?? Infinity
    for (const record of batch) {
      if (record.offset >= end) break
      while (!writer.write(record)) await writer.turn()
      count += 1
      if (count >= limits.most) return
    }
    limits.progress.update(count)
    limits.ends?.passed(batch.partition, batch.nextOffset)
    if (limits.ends?.reached) return
  }
}

function immediately(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(resolve, undefined))
}

function choosePartitions(described: TopicDescription, only: number | undefined) {
  const chosen = described.partitions.filter((one) => only === undefined || one.partition === only)
  if (chosen.length > 0) return chosen
  const count = described.partitions.length
  throw new SluiceError('UNKNOWN_PARTITION', `topic '${described.name}' has no partition ${only}`, {
    hint: count === 1 ? 'it has partition 0 alone' : `it has partitions 0 to ${count - 1}`,
  })
}

/** The partitions to read, each with the first and the last offset as far as the start is known. */
function chooseSpans(
  described: TopicDescription,
  from: StartPosition,
  only: number | undefined,
): PartitionSpan[] {
  const chosen = choosePartitions(described, only)
  return chosen.map(({ partition, startOffset, visibleOffset }) => {
    if (from.kind === 'offset' && (from.offset < startOffset || from.offset > visibleOffset)) {
      const range = `partition ${partition} of '${described.name}' holds offsets ${startOffset} to ${visibleOffset}`
      throw new SluiceError('OFFSET_OUT_OF_RANGE', `${from.offset} is out of range: ${range}`, {
        hint:
          chosen.length > 1 ? 'choose one partition with --partition' : '--from earliest starts at the first',
      })
    }
    const starts = { earliest: startOffset, time: startOffset, latest: visibleOffset }
    return { partition, start: from.kind === 'offset' ? from.offset : starts[from.kind], end: visibleOffset }
  })
}

/** With @TIME and --until-end a partition may hold nothing so late: that has to be known, or the end would never come. */
async function findTime(
  client: Client,
  topicName: string,
  from: StartPosition,
  spans: PartitionSpan[],
): Promise<void> {
  if (from.kind !== 'time') return
  const partitions = spans.map((span) => span.partition)
  const found = await client.admin.records.offsets(topicName, { timestamp: from.timestampMs }, { partitions })
  for (const [i, span] of spans.entries()) span.start = found[i]?.offset ?? span.start
}

function consumerStart(from: StartPosition): ConsumerOptions['from'] {
  if (from.kind === 'offset') return { offset: from.offset }
  return from.kind === 'time' ? { timestamp: from.timestampMs } : from.kind
}
