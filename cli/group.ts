// `sluice group list|describe|reset|delete`: administration of consumer groups through client.admin.groups.
// reset has a file of its own, and so has what is printed (group-tables.ts).
import type { Command } from 'commander'
import { confirm } from './confirm.ts'
import { exitCode } from './failure.ts'
import { addGroupReset } from './group-reset.ts'
import { counted, describeDocument, describeText, listColumns, listDocument } from './group-tables.ts'
import { outputOption, printFacts, printRows } from './output.ts'
import type { OutputName } from './output.ts'
import { brokerOption, namingGroup, withClient } from './session.ts'
import { note, writeStdout } from './stdout.ts'

interface Common {
  broker: string
  output: OutputName
}

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
  group
    .command('list')
    .description('list the groups')
    .addOption(outputOption())
    .addOption(brokerOption())
    .action(list)
  group
    .command('describe')
    .description("show a group's members, partitions, committed offsets and lag")
    .argument('<name>')
    .addOption(outputOption())
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

async function list(options: Common): Promise<void> {
  const groups = await withClient(options.broker, (client) => client.admin.groups.list())
  await printRows(options.output, groups, listColumns, listDocument(groups))
}

async function describe(name: string, options: Common): Promise<void> {
  const group = await withClient(options.broker, (client) =>
    namingGroup(client, name, () => client.admin.groups.describe(name)),
  )
  if (options.output === 'table') return writeStdout(await describeText(group, Date.now()))
  return printFacts(options.output, { ...describeDocument(group) })
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
