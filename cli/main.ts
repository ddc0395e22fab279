#!/usr/bin/env node
// The `sluice` command: names the commands, turns what they throw into an exit code. One command per file beside this one.
// Invariant: nothing heavy is imported before a command runs (client, broker, tables), so that --help answers at once.
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { addBench } from './bench.ts'
import { addBroker } from './broker.ts'
import { addCheck } from './check.ts'
import { addConsume } from './consume.ts'
import { addContext } from './context.ts'
import { addContextChoice } from './context-choice.ts'
import { addDump } from './dump.ts'
import { exitCode, reportFailure } from './failure.ts'
import { addGroup } from './group.ts'
import { addProduce } from './produce.ts'
import { watchStdout } from './stdout.ts'
import { addTopic } from './topic.ts'

const examples = `
Examples:
  sluice broker                                        start a broker in ./data at 127.0.0.1:9095
  sluice topic create orders --partitions 4
  sluice produce orders --file orders.txt              one record per line
  sluice consume orders --from earliest --until-end    and back, byte for byte
  sluice consume orders --group billing                goes on where the group has committed
  sluice group describe billing                        its members, offsets and lag

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 Ctrl-C. Help on one command: sluice COMMAND --help`

function buildProgram(): Command {
  const program = new Command('sluice')
    .description('An append-only log broker in one process: broker, producer, consumer and tools.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
  for (const add of [addBroker, addTopic, addProduce, addConsume, addGroup, addCheck, addDump, addBench])
    add(program)
  addContext(program)
  addContextChoice(program)
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

async function main(): Promise<number> {
  if (process.argv[2] !== 'broker') watchStdout() // a broker goes on when nobody reads its one line
  const program = buildProgram()
  if (process.argv.length <= 2) {
    process.stderr.write(program.helpInformation() + examples.slice(1) + '\n')
    return exitCode.usage
  }
  try {
    await program.parseAsync(process.argv)
    return Number(process.exitCode ?? exitCode.ok)
  } catch (error) {
    return error instanceof CommanderError ? reportUsage(program, error) : reportFailure(error)
  }
}

/** Commander's own complaints, in our form: `error: CODE text`, then `hint: …`. */
function reportUsage(program: Command, error: CommanderError): number {
  if (error.exitCode === 0) return exitCode.ok // --help, --version
  if (error.code === 'commander.help') return exitCode.usage // a command without its subcommand: help was printed
  const text = error.message.replace(/^error: /, '')
  const guess = /\(Did you mean (.+)\?\)/s.exec(text)
  const what = text.split('\n')[0]!
  const code = /option/.test(what) ? 'INVALID_OPTION' : 'INVALID_ARGUMENT'
  const name = program.commands.find((command) => command.name() === process.argv[2])?.name()
  const hint = guess ? `did you mean ${guess[1]}?` : `see sluice ${name ? `${name} ` : ''}--help`
  process.stderr.write(`error: ${code} ${what}\nhint: ${hint}\n`)
  return exitCode.usage
}

void main().then((code) => process.exit(code))
