#!/usr/bin/env node
// The `sluice` command: runs the program of program.ts and turns what a command throws into an exit code.
import { CommanderError } from 'commander'
import type { Command } from 'commander'
import { exitCode, failureExit, reportFailure } from './failure.ts'
import { buildProgram, examples } from './program.ts'
import { watchStdout } from './stdout.ts'

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
  if (error.code === 'commander.help') return failureExit(exitCode.usage) // a command without its subcommand: help was printed
  const text = error.message.replace(/^error: /, '')
  const guess = /\(Did you mean (.+)\?\)/s.exec(text)
  const what = text.split('\n')[0]!
  const code = /option/.test(what) ? 'INVALID_OPTION' : 'INVALID_ARGUMENT'
  const hint = guess
    ? `did you mean ${guess[1]}?`
    : `see ${commandNamed(program, process.argv.slice(2))} --help`
  process.stderr.write(`error: ${code} ${what}\nhint: ${hint}\n`)
  return failureExit(exitCode.usage)
}

/** The command that the arguments begin with, with the names above it. */
function commandNamed(command: Command, [word, ...words]: readonly string[]): string {
  const below = command.commands.find((one) => one.name() === word)
  return below === undefined ? command.name() : `${command.name()} ${commandNamed(below, words)}`
}

void main().then((code) => process.exit(code))
