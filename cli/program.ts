// Every command of `sluice` on one program of commander. Called by main.ts, which runs it, and by whoever walks the commands: the
// completion, and the test that holds all of them to the same output.
// Invariant: nothing heavy is imported before a command runs (client, broker, tables), so that --help answers at once.
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { addBench } from './bench.ts'
import { addBroker } from './broker.ts'
import { addCheck } from './check.ts'
import { addCompletion } from './completion.ts'
import { addConsume } from './consume.ts'
import { addContext } from './context.ts'
import { addContextChoice } from './context-choice.ts'
import { addDemo } from './demo.ts'
import { addDump } from './dump.ts'
import { addGroup } from './group.ts'
import { addLag } from './lag.ts'
import { addProduce } from './produce.ts'
import { addTopic } from './topic.ts'

export const examples = `
Examples:
  sluice broker                                        start a broker in ./data at 127.0.0.1:9095
  sluice demo                                          live traffic to look at; beside it: sluice lag --watch
  sluice topic create orders --partitions 4
  sluice produce orders --file orders.txt              one record per line
  sluice consume orders --from earliest --until-end    and back, byte for byte
  sluice consume orders --group billing                goes on where the group has committed
  sluice group describe billing                        its members, offsets and lag
  sluice lag                                           how far all groups are behind, and why; --watch: live

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 Ctrl-C. Help on one command: sluice COMMAND --help`

export function buildProgram(): Command {
  const program = new Command('sluice')
    .description('An append-only log broker in one process: broker, producer, consumer and tools.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
    .enablePositionalOptions() // or `lag` would take the options of `lag check`
  for (const add of [
    addBroker,
    addTopic,
    addProduce,
    addConsume,
    addGroup,
    addLag,
    addCheck,
    addDump,
    addBench,
  ])
    add(program)
  addDemo(program)
  addContext(program)
  addContextChoice(program)
  addCompletion(program)
  return program
}

/** From the package.json above this file: one level in the sources, two in dist/. */
function version(): string {
  for (const place of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')).version
    } catch {
      // not at this level
    }
  }
  return 'unknown'
}
