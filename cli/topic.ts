// `sluice topic create|list|describe|alter|delete`: administration through client.admin.topics.
import type { Command } from 'commander'
import { SluiceError } from '../protocol/errors.ts'
import type { TopicDescription } from '../client/index.ts'
import { confirm } from './confirm.ts'
import { exitCode } from './failure.ts'
import { addOutputOptions, printBlocks, printDocument, printRows, tableOf } from './output.ts'
import type { OutputOptions } from './output.ts'
import { formatBytes, formatCount } from './progress.ts'
import { brokerOption, countingNumber, namingTopic, setting, wholeNumber, withClient } from './session.ts'
import { note } from './stdout.ts'
import type { Column } from './text-table.ts'

interface Common {
  broker: string
}

type Reading = Common & OutputOptions

const examples = `
Examples:
  sluice topic create orders --partitions 4 --set retention.ms=30d
  sluice topic list -o json
  sluice topic describe orders
  sluice topic alter orders --set durability=memory --reset retention.ms
  sluice topic delete orders --yes`

export function addTopic(program: Command): void {
  const topic = program.command('topic').description('create, list, describe, alter and delete topics')
  topic.addHelpText('after', examples)
  topic
    .command('create')
    .description('create a topic')
    .argument('<name>')
    .option('--partitions <n>', 'how many (default: as the broker has it, 1)', countingNumber)
    .option('--set <key=value>', 'a setting, repeatable: retention.ms=7d', setting)
    .addOption(brokerOption())
    .action(create)
  addOutputOptions(topic.command('list').description('list the topics'))
    .addOption(brokerOption())
    .action(list)
  addOutputOptions(topic.command('describe').description("show a topic's settings and partitions"))
    .argument('<name>')
    .addOption(brokerOption())
    .action(describe)
  topic
    .command('alter')
    .description('change settings or add partitions')
    .argument('<name>')
    .option('--set <key=value>', 'a setting, repeatable', setting)
    .option('--reset <key>', 'back to its default, repeatable', (key: string, keys: string[] = []) => [
      ...keys,
      key,
    ])
    .option(
      '--partitions <n>',
      'the new count, never a smaller one; keys move to other partitions',
      wholeNumber,
    )
    .addOption(brokerOption())
    .action(alter)
  topic
    .command('delete')
    .description('delete a topic and its records')
    .argument('<name>')
    .option('--yes', 'do not ask')
    .addOption(brokerOption())
    .action(remove)
}

async function create(
  name: string,
  options: Common & { partitions?: number; set?: Record<string, string> },
): Promise<void> {
  await withClient(options.broker, async (client) => {
    await client.admin.topics.create(name, { partitions: options.partitions, settings: options.set })
  })
  note(`created ${name}`)
}

const totals: readonly Column<TopicDescription>[] = [
  { header: 'NAME', cell: (topic) => topic.name },
  { header: 'PARTITIONS', cell: (topic) => topic.partitions.length, right: true },
  {
    header: 'RECORDS',
    cell: (topic) => formatCount(sum(topic, (p) => p.visibleOffset - p.startOffset)),
    right: true,
  },
  { header: 'SIZE', cell: (topic) => formatBytes(sum(topic, (p) => p.sizeBytes)), right: true },
  {
    header: 'DURABILITY',
    cell: (topic) => topic.settings.find((one) => one.key === 'durability')?.value ?? '',
  },
]

type Partition = TopicDescription['partitions'][number]

function sum(topic: TopicDescription, count: (partition: Partition) => number): number {
  return topic.partitions.reduce((total, partition) => total + count(partition), 0)
}

async function list(options: Reading): Promise<void> {
  const topics = await withClient(options.broker, (client) => client.admin.topics.describeAll())
  topics.sort((a, b) => (a.name < b.name ? -1 : 1))
  await printRows(options, topics, totals)
}

const partitionColumns: readonly Column<Partition>[] = [
  { header: 'PARTITION', cell: (one) => one.partition, right: true },
  { header: 'START', cell: (one) => one.startOffset, right: true },
  { header: 'VISIBLE', cell: (one) => one.visibleOffset, right: true },
  { header: 'END', cell: (one) => one.endOffset, right: true },
  { header: 'DURABLE', cell: (one) => one.durableOffset, right: true },
  { header: 'SIZE', cell: (one) => formatBytes(one.sizeBytes), right: true },
  { header: 'SEGMENTS', cell: (one) => one.segments, right: true },
  { header: 'STATE', cell: (one) => one.state },
]

async function describe(name: string, options: Reading): Promise<void> {
  const described = await withClient(options.broker, (client) =>
    namingTopic(name, () => client.admin.topics.describe(name)),
  )
  if (options.output !== 'table') return printDocument(options, described)
  const settings = described.settings.map((one) => ({ ...one, from: one.isDefault ? 'default' : 'topic' }))
  const head = `${described.name}  id ${described.id}  created ${new Date(described.createdMs).toISOString()}\n`
  const settingsTable = tableOf(settings, [
    { header: 'SETTING', cell: (one) => one.key },
    { header: 'VALUE', cell: (one) => one.value },
    { header: 'FROM', cell: (one) => one.from },
  ])
  await printBlocks(options, [head, settingsTable, tableOf(described.partitions, partitionColumns)])
}

async function alter(
  name: string,
  options: Common & { set?: Record<string, string>; reset?: string[]; partitions?: number },
): Promise<void> {
  if (!options.set && !options.reset && options.partitions === undefined) {
    throw new SluiceError('INVALID_ARGUMENT', 'nothing to alter', {
      hint: 'give --set, --reset or --partitions',
    })
  }
  await withClient(options.broker, (client) =>
    namingTopic(name, async () => {
      const { topics } = client.admin
      const before = (await topics.describe(name)).partitions.length
      const { set, reset, partitions } = options
      const now = (await topics.alter(name, { set, reset, partitions })).partitions.length
      note(`altered ${name}`)
      if (now > before) note(movedKeys(name, before, now))
    }),
  )
}

/** Nothing is destroyed, so nobody is asked; but who relies on the order of a key has to know. */
function movedKeys(name: string, before: number, now: number): string {
  return [
    `warning: '${name}' went from ${before} to ${now} partitions, and keys move: from now on most keys go to another partition`,
    'than their earlier records, which stay where they are. Across that moment the order of a key is not kept.',
  ].join('\n')
}

async function remove(name: string, options: Common & { yes?: boolean }): Promise<void> {
  await withClient(options.broker, async (client) => {
    const described = await namingTopic(name, () => client.admin.topics.describe(name))
    const records = formatCount(sum(described, (one) => one.visibleOffset - one.startOffset))
    if (!(await confirm(`Delete topic '${name}' with ${records} records?`, options.yes ?? false))) {
      note('nothing was deleted')
      process.exitCode = exitCode.failed
      return
    }
    await namingTopic(name, () => client.admin.topics.delete(name))
    note(`deleted ${name}`)
  })
}
