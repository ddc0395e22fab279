// `sluice check DATA-DIR`: deep check of a stopped broker's directory. What is checked is decided in storage/check.ts.
import type { Command } from 'commander'
import { exitCode } from './failure.ts'
import { outputOption, printRows } from './output.ts'
import type { OutputName } from './output.ts'
import { note } from './stdout.ts'

const examples = `
Example:
  sluice check ./data

Reads every segment and index of a broker that is stopped, and changes nothing.
Exit code 0: all is well; 1: there are findings, or the directory cannot be read.`

export function addCheck(program: Command): void {
  program
    .command('check')
    .description("check a stopped broker's data directory")
    .argument('<data-dir>')
    .addOption(outputOption())
    .addHelpText('after', examples)
    .action(check)
}

async function check(directory: string, options: { output: OutputName }): Promise<void> {
  const { checkDirectory } = await import('../storage/check.ts')
  const report = await checkDirectory(directory)
  if (report.findings.length > 0) process.exitCode = exitCode.failed
  await printRows(options.output, report.findings, [], report)
  note('')
}
