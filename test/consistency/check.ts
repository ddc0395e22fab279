// Judges a history that lies on disk: node --import tsx test/consistency/check.ts DIRECTORY
// Exit code 0: valid; 1: not; 2: no directory named. run.ts does the same at the end of each run.
import { check } from './checker.ts'
import { readHistory } from './history.ts'
import { printReport } from './report.ts'

const directory = process.argv[2]
if (directory === undefined) {
  process.stderr.write('usage: node --import tsx test/consistency/check.ts DIRECTORY\n')
  process.exitCode = 2
} else {
  const history = readHistory(directory)
  const report = check(history)
  const again = `node --import tsx test/consistency/check.ts ${directory}`
  process.stdout.write(`${printReport(report, history, again)}\n`)
  process.exitCode = report.valid ? 0 : 1
}
