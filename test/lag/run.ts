// Scenarios with known truth, all interfaces, one command:
//   npm run lag:scenarios [-- --short] [--no-page] [--only NAME,NAME]
// Prints a table scenario × interface for each phase. Exit code 0: all as it should be; 1: not; 3: the run itself failed.
import { parseArgs } from 'node:util'
import { faultsOfPhase, printPhase } from './report.ts'
import { runScenarios } from './run-scenarios.ts'

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      'no-page': { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  })
  try {
    const reports = await runScenarios({
      isLong: !values.short,
      only: values.only.split(',').filter((name) => name !== ''),
      withPage: !values['no-page'],
      say: (text) => process.stderr.write(`lag scenarios: ${text}\n`),
    })
    process.stdout.write(reports.map(printPhase).join('\n'))
    const faults = reports.flatMap(faultsOfPhase)
    const cells = reports.flatMap(({ rows }) => rows).length
    process.stdout.write(`\n${cells} rows in ${reports.length} phases, ${faults.length} faults\n`)
    return faults.length === 0 ? 0 : 1
  } catch (error) {
    process.stderr.write(
      `lag scenarios: the run itself failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return 3
  }
}

process.exit(await main())
