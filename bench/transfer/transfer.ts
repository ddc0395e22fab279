// `sluice bench transfer`: every way to move the bytes of a file, run by run, all of them once a round so that whatever disturbs
// the machine disturbs all alike. The file is in the page cache; it and every copy go with their temporary directory.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SluiceError } from '../../client/index.ts'
import { describeMachine } from '../machine.ts'
import { casesOf, checkOptions, checkRoom, deadlineSeconds, planOf } from './cases.ts'
import { rowOf } from './figures.ts'
import type { Case, Method, TransferOptions, TransferResult, TransferWatch } from './options.ts'
import { findProgram, runProgram } from './program.ts'
import { judge } from './verdict.ts'
import type { ExpectedFile, Verdict } from './verdict.ts'

/** Throws INVALID_ARGUMENT for what cannot be run, TIMEOUT where not one round fits into the limit, and the signal's reason. */
export async function benchTransfer(options: TransferOptions, watch: TransferWatch): Promise<TransferResult> {
  checkOptions(options)
  const program = findProgram()
  const cases = casesOf(await methodsOf(program, watch.signal), options)
  const directory = await mkdtemp(join(tmpdir(), 'sluice-transfer-'))
  try {
    checkRoom(directory, options)
    watch.onPlan(planOf(cases, options))
    const rounds = await runRounds(program, directory, cases, options, watch)
    const rows = cases.map((one, index) =>
      rowOf(
        one,
        rounds.map((verdicts) => verdicts[index]!),
      ),
    )
    const machine = describeMachine(directory)
    return { bench: 'transfer', options, machine, rounds: rounds.length, rows }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function methodsOf(program: string, signal: AbortSignal): Promise<Method[]> {
  const lines = (await runProgram(program, ['methods'], signal)).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Method)
}

/** Verdicts of each complete round, in the order of the cases. */
async function runRounds(
  program: string,
  directory: string,
  cases: readonly Case[],
  options: TransferOptions,
  watch: TransferWatch,
): Promise<Verdict[][]> {
  const path = join(directory, 'file')
  const startMs = performance.now()
  const made = await runProgram(program, ['make', path, String(options.sizeBytes)], watch.signal)
  const file = JSON.parse(made) as ExpectedFile
  const rounds: Verdict[][] = []
  for (let number = 1; number <= options.rounds; number++) {
    const roundMs = performance.now()
    const verdicts: Verdict[] = []
    for (const one of cases) {
      if (performance.now() - startMs > options.limitMs) return completeRounds(rounds, options)
      watch.onRun(number, verdicts.length + 1, cases.length)
      verdicts.push(
        judge(await runProgram(program, wordsOf(one, path, directory, options), watch.signal), one, file),
      )
    }
    rounds.push(verdicts)
    watch.onRound(number, performance.now() - roundMs)
  }
  return rounds
}

function wordsOf(
  { method, transport, chunkBytes }: Case,
  path: string,
  directory: string,
  options: TransferOptions,
) {
  const deadline = deadlineSeconds(options.sizeBytes)
  return ['run', method.name, transport, path, String(chunkBytes), join(directory, 'copy'), String(deadline)]
}

function completeRounds(rounds: Verdict[][], { limitMs }: TransferOptions): Verdict[][] {
  if (rounds.length > 0) return rounds
  throw new SluiceError(
    'TIMEOUT',
    `the first round took longer than ${Math.round(limitMs / 60_000)} minutes`,
    {
      hint: 'choose a smaller --size, fewer methods with --method, or a longer --minutes',
    },
  )
}
