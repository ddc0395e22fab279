// `sluice group list|describe|reset|delete`: administration of consumer groups through client.admin.groups.
// reset has a file of its own, and so has what is printed (group-tables.ts).
import type { Command } from 'commander'
import { confirm } from './confirm.ts'
import { exitCode } from './failure.ts'
import { addGroupReset } from './group-reset.ts'
import { counted, describeBlocks, describeDocument, listColumns, listDocument } from './group-tables.ts'
import { addOutputOptions, printBlocks, printDocument, printRows } from './output.ts'
import type { OutputOptions } from './output.ts'
import { brokerOption, namingGroup, withClient } from './session.ts'
import { note } from './stdout.ts'

interface Common {
  broker: string
}

type Reading = Common & OutputOptions

const examples = `
Examples:
  sluice group list
  sluice group describe billing
  sluice group reset billing --to earliest                 shows what would change; --execute does it
  sluice group reset billing --topic orders:0,3 --shift-by -100 --execute
  sluice group delete billing --yes

A group appears when a consumer first joins it or commits for it: sluice consume TOPIC --group NAME.`

export function addGroup(program: Command): void {
  const group = program.command('group').description('list, describe, reset and delete consumer groups')
  group.addHelpText('after', examples)
  addOutputOptions(group.command('list').description('list the groups'))
    .addOption(brokerOption())
    .action(list)
  addOutputOptions(group.command('describe'))
    .description("show a group's members, partitions, committed offsets and lag")
    .argument('<name>')
    .addOption(brokerOption())
    .addHelpText('after', describeHelp)
    .action(describe)
  addGroupReset(group)
  group
    .command('delete')
    .description('forget a group without members and all it has committed')
    .argument('<name>')
    .option('--yes', 'do not ask')
    .addOption(brokerOption())
    .action(remove)
}

const describeHelp = `
LAG counts the records between COMMITTED and END, the end that consumers see. "-" where nothing is committed.
BUSY: blocked (its event loop stands still) or processing (its handler has had the records) for so long.`

async function list(options: Reading): Promise<void> {
  const groups = await withClient(options.broker, (client) => client.admin.groups.list())
  await printRows(options, groups, listColumns, listDocument(groups))
}

async function describe(name: string, options: Reading): Promise<void> {
  const group = await withClient(options.broker, (client) =>
    namingGroup(client, name, () => client.admin.groups.describe(name)),
  )
  if (options.output !== 'table') return printDocument(options, describeDocument(group))
  return printBlocks(options, describeBlocks(group, Date.now()))
}

async function remove(name: string, options: Common & { yes?: boolean }): Promise<void> {
  await withClient(options.broker, (client) =>
    namingGroup(client, name, async () => {
      const { members, partitions } = await client.admin.groups.describe(name)
      const count = partitions.filter((at) => at.committed !== undefined).length
      const what = `Delete group '${name}' and ${counted(count, 'committed offset')}?`
      // One with members is refused by the broker: no question is worth asking.
      if (members.length === 0 && !(await confirm(what, options.yes ?? false))) {
        note('nothing was deleted')
        process.exitCode = exitCode.failed
        return
      }
      await client.admin.groups.delete(name)
      note(`deleted ${name}`)
    }),
  )
}
