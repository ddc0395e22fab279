// `sluice produce`: one record per piece of input, streamed in constant memory: input.ts fills slabs, cutter.ts cuts them,
// delivery.ts keeps a few sendBatch calls in flight. No promise per record; a record's bytes are views into its slab.
import { Option } from 'commander'
import type { Command } from 'commander'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { parseBytes } from '../protocol/units.ts'
import type { Client, RecordInput, TopicDescription } from '../client/index.ts'
import { Cutter } from './cutter.ts'
import type { Slab } from './cutter.ts'
import { delimiterNames } from './delimiter.ts'
import type { DelimiterName } from './delimiter.ts'
import { Delivery } from './delivery.ts'
import { openInput } from './input.ts'
import type { Input } from './input.ts'
import { watchInterrupt } from './interrupt.ts'
import type { Interrupt } from './interrupt.ts'
import { startProgress, summary } from './progress.ts'
import { keyFinder } from './record-key.ts'
import type { KeyFinder } from './record-key.ts'
import { brokerOption, countingNumber, namingTopic, setting, wholeNumber, withClient } from './session.ts'
import { note } from './stdout.ts'

type ProducerRecord = RecordInput<Uint8Array | string, Uint8Array | string>

const slabBytes = 512 * 1024
/** Twice the SDK's default: nobody waits for a single record here, and it carried a quarter more in `sluice bench`. */
const batchBytes = 512 * 1024

interface ProduceOptions {
  broker: string
  file: string
  delimiter: DelimiterName
  keySeparator?: string
  keyField?: string
  json?: boolean
  create?: boolean
  partitions?: number
  set?: Record<string, string>
  partition?: number
  acks: 'all' | 'leader' | 'none'
  compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
}

const examples = `
Examples:
  sluice produce orders --file orders.txt                      one record per line
  tail -F app.log | sluice produce logs --create               from standard input, as it comes
  sluice produce packages --file Packages --delimiter blank-line --key-field Package
  sluice produce events --file events.ndjson --key-field user --json
  sluice produce pairs --file pairs.tsv --key-separator $'\\t'

A record is the bytes before a delimiter, exactly; an empty piece is an empty record; what follows the last
delimiter is sent as a record too. u32 means: 4 bytes of length in front, big-endian.`

export function addProduce(program: Command): void {
  program
    .command('produce')
    .description('send records from a file or standard input')
    .argument('<topic>')
    .option('--file <path>', 'where the records are; - is standard input', '-')
    .addOption(
      new Option('--delimiter <name>', 'what ends a record').choices(delimiterNames).default('newline'),
    )
    .addOption(
      new Option('--key-separator <text>', 'key and value are parted by the first of it').conflicts(
        'keyField',
      ),
    )
    .option('--key-field <name>', 'the key is the `name: value` line of a stanza')
    .option('--json', 'with --key-field: records are JSON, the key is that field')
    .option('--create', 'make the topic if it is missing')
    .option('--partitions <n>', 'with --create: how many', countingNumber)
    .option('--set <key=value>', 'with --create: a setting of the topic, repeatable', setting)
    .option('--partition <n>', 'send everything to this partition (default: by key)', wholeNumber)
    .addOption(
      new Option('--acks <who>', 'wait for the disk, for the log, for nobody')
        .choices(['all', 'leader', 'none'])
        .default('all'),
    )
    .addOption(
      new Option('--compression <codec>', 'of the batches')
        .choices(['none', 'gzip', 'snappy', 'lz4', 'zstd'])
        .default('none'),
    )
    .addOption(brokerOption())
    .addHelpText('after', examples)
    .action(produce)
}

async function produce(topicName: string, options: ProduceOptions): Promise<void> {
  refuseNonsense(options)
  const input = await openInput(options.file)
  const interrupt = watchInterrupt()
  try {
    await withClient(options.broker, (client) => run(client, topicName, options, input, interrupt))
  } finally {
    interrupt.release()
    await input.close()
  }
}

/** What commander cannot see, and what would otherwise be ignored without a word. */
function refuseNonsense({ create, partitions, set, file }: ProduceOptions): void {
  const lonely = partitions === undefined ? set && '--set' : '--partitions'
  if (lonely && !create) {
    throw new SluiceError('INVALID_OPTION', `${lonely} goes with --create: it is for a topic that is made`, {
      hint: 'add --create, or change a topic that exists with: sluice topic alter',
    })
  }
  if (file === '') {
    throw new SluiceError('INVALID_OPTION', '--file is empty', {
      hint: 'name a file, or - for standard input',
    })
  }
}

async function run(
  client: Client,
  topicName: string,
  options: ProduceOptions,
  input: Input,
  interrupt: Interrupt,
): Promise<void> {
  const { topic } = await import('../client/index.ts')
  const target = topic(topicName)
  if (options.create) {
    await client.admin.topics.ensure(target, { partitions: options.partitions, settings: options.set })
  }
  const described = await namingTopic(
    topicName,
    () => client.admin.topics.describe(target),
    `sluice topic create ${topicName}, or add --create`,
  )
  const producer = client.producer({ acks: options.acks, compression: options.compression, batchBytes })
  const delivery = new Delivery<ProducerRecord>((records) => producer.sendBatch(target, records))
  const startedMs = performance.now()
  const progress = startProgress('bytes', input.bytesTotal, true)
  let sent: Sent
  try {
    sent = await send(
      input,
      { ...options, recordBytesMax: recordLimit(described, options) },
      delivery,
      interrupt.signal,
      (bytes) => progress.update(bytes),
    )
    await producer.close()
  } finally {
    progress.stop()
  }
  report(delivery, sent, input, startedMs, interrupt)
}

interface Sent {
  cutter: Cutter
  unterminated: boolean
  keyless: number
}

/** A record over the topic's limit stops the reading, so that all before it and nothing behind it is sent. */
function recordLimit(described: TopicDescription, options: ProduceOptions): number {
  const limit = described.settings.find((one) => one.key === 'max.message.bytes')
  return limit && options.compression === 'none' ? parseBytes(limit.value) : limits.batchBytesMax
}

async function send(
  input: Input,
  options: ProduceOptions & { recordBytesMax: number },
  delivery: Delivery<ProducerRecord>,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<Sent> {
  const cutter = new Cutter(options.delimiter, slabBytes, options.recordBytesMax)
  const shape = recordShaper(options)
  const sent: Sent = { cutter, unterminated: false, keyless: 0 }
  const deliver = ({ records, bytes }: Slab) =>
    delivery.add({
      records: shape(records, sent),
      firstNumber: cutter.count - records.length + 1,
      bytes: bytes.length,
      done: () => cutter.recycle(bytes),
    })
  for await (const slab of input.slabs(cutter, signal)) {
    await deliver(slab)
    onProgress(input.bytesRead)
    if (delivery.failure !== undefined || signal.aborted) break
  }
  if (delivery.failure === undefined && !signal.aborted && !cutter.problem) {
    const last = cutter.end()
    sent.unterminated = last.unterminated
    await deliver(last.slab)
  }
  await delivery.settle()
  return sent
}

function recordShaper(options: ProduceOptions): (pieces: Buffer[], sent: Sent) => ProducerRecord[] {
  const find: KeyFinder | undefined = keyFinder({
    separator: options.keySeparator,
    field: options.keyField,
    json: options.json,
  })
  const partition = options.partition
  if (!find) return (pieces) => pieces.map((value) => ({ value, partition }))
  return (pieces, sent) =>
    pieces.map((piece) => {
      const { key, value } = find(piece)
      if (key === undefined) sent.keyless += 1
      return { key, value, partition }
    })
}

function report(
  delivery: Delivery<ProducerRecord>,
  sent: Sent,
  input: Input,
  startedMs: number,
  interrupt: Interrupt,
): void {
  const failure = delivery.failure ?? sent.cutter.problem
  const stopped = interrupt.exit !== undefined
  const keyless = sent.keyless > 0 ? `, ${sent.keyless} without a key` : ''
  summary(failure !== undefined || stopped, delivery.delivered, input.bytesRead, startedMs, keyless)
  if (sent.unterminated)
    note('note: the input does not end with its delimiter; its end was sent as a record all the same')
  if (failure) throw failure
  if (stopped) process.exitCode = interrupt.exit
}
