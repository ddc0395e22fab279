// `sluice consume`: records of a topic to stdout, in the order of each partition, through record-writer.ts.
// Where to start and, with --until-end, where to stop is taken once, at the start, from the broker's description of the topic.
import { Option } from 'commander'
import type { Command } from 'commander'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { Client, Consumer, ConsumerOptions, TopicDescription } from '../client/index.ts'
import { delimiterNames } from './delimiter.ts'
import type { DelimiterName } from './delimiter.ts'
import { watchInterrupt } from './interrupt.ts'
import type { Interrupt } from './interrupt.ts'
import { startProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { formatNames, RecordWriter } from './record-writer.ts'
import type { FormatName } from './record-writer.ts'
import { brokerOption, namingTopic, wholeNumber, withClient } from './session.ts'
import { parseStartPosition } from './start-position.ts'
import type { StartPosition } from './start-position.ts'
import { note, writeStdout } from './stdout.ts'
import { VisibleEnds } from './visible-ends.ts'
import type { PartitionSpan } from './visible-ends.ts'

const bufferBytes = 1024 * 1024
/** A broker that restarts is waited for; one that stays away ends the command. */
const unreachableTimeoutMs = 30_000

interface ConsumeOptions {
  broker: string
  from: StartPosition
  partition?: number
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

--from TIME is ISO 8601, epoch milliseconds, or so long before now (-5m), and means the producer's timestamp.
--until-end stops at what is visible when the command starts. json shows bytes that are no UTF-8 as base64.`

export function addConsume(program: Command): void {
  program
    .command('consume')
    .description('print the records of a topic')
    .argument('<topic>')
    .addOption(
      new Option('--from <where>', 'earliest, latest, OFFSET or @TIME')
        .argParser((text) => parseStartPosition(text, Date.now()))
        .default({ kind: 'latest' } satisfies StartPosition, 'latest'),
    )
    .option('--partition <n>', 'this partition alone', wholeNumber)
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
  const spans = chooseSpans(described, options)
  if (options.untilEnd) await findTime(client, topicName, options.from, spans)
  const ends = options.untilEnd ? new VisibleEnds(spans) : undefined
  if (ends?.reached || options.max === 0) return
  const total = ends && spans.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0)
  const writer = new RecordWriter({
    topic: topicName,
    format: options.format,
    delimiter: options.delimiter,
    separator: options.keySeparator,
    bufferBytes,
    sink: writeStdout,
  })
  const progress = startProgress('records', total, !process.stdout.isTTY)
  const assigned = spans.map(({ partition }) => ({ topic: topicName, partition }))
  // Without an end, partitions that are added later belong to it too.
  const whole = options.partition === undefined && ends === undefined
  const consumer = client.consumer({
    ...(whole ? { topics: [topicName] } : { partitions: assigned }),
    from: consumerStart(options.from),
    orElse: 'earliest',
    unreachableTimeoutMs,
    onNotice: (notice) => note(`note: ${notice.code} ${notice.message}`),
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

/** The partitions to read, each with the first and the last offset as far as the start is known. */
function chooseSpans(described: TopicDescription, options: ConsumeOptions): PartitionSpan[] {
  const chosen = described.partitions.filter(
    (one) => options.partition === undefined || one.partition === options.partition,
  )
  if (chosen.length === 0) {
    const count = described.partitions.length
    throw new SluiceError(
      'UNKNOWN_PARTITION',
      `topic '${described.name}' has no partition ${options.partition}`,
      {
        hint: count === 1 ? 'it has partition 0 alone' : `it has partitions 0 to ${count - 1}`,
      },
    )
  }
  const { from } = options
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
