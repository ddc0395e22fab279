// From the runs of a case to its row: medians with extremes, costs per GiB. Called by transfer.ts; pure.
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'
import type { Case, Cost, TransferFigures, TransferRow, TransferRun } from './options.ts'
import type { Verdict } from './verdict.ts'

const gib = 2 ** 30

/** `verdicts`: one for each complete round, in their order. A method refused in one round has a refusal as its row. */
export function rowOf({ method, transport, chunkBytes }: Case, verdicts: readonly Verdict[]): TransferRow {
  const row = { method: method.name, title: method.title, direction: method.direction, transport, chunkBytes }
  const runs: TransferRun[] = []
  for (const verdict of verdicts) {
    if ('refused' in verdict) return { ...row, refused: verdict.refused }
    runs.push(verdict.run)
  }
  return { ...row, figures: figuresOf(runs) }
}

function figuresOf(runs: readonly TransferRun[]): TransferFigures {
  const of = (value: (run: TransferRun) => number) => rounded(spread(runs.map(value)))
  const perGib = (name: keyof Cost) => of((run) => (run.mover[name] * gib) / run.bytes)
  return {
    gigabytesPerSecond: of((run) => run.bytes / 1e9 / run.seconds),
    moverCpuPercent: of((run) => (100 * cpuSeconds(run.mover)) / run.seconds),
    moverCpuSecondsPerGib: of((run) => (cpuSeconds(run.mover) * gib) / run.bytes),
    moverPerGib: {
      userSeconds: perGib('userSeconds'),
      systemSeconds: perGib('systemSeconds'),
      voluntarySwitches: perGib('voluntarySwitches'),
      involuntarySwitches: perGib('involuntarySwitches'),
      systemCalls: perGib('systemCalls'),
      minorFaults: perGib('minorFaults'),
      majorFaults: perGib('majorFaults'),
    },
    peersCpuSecondsPerGib: of((run) => (cpuSeconds(run.peers) * gib) / run.bytes),
    facts: runs.at(-1)?.facts ?? {},
  }
}

/** Counts stay whole, of rates and times the digits beyond the fourth are noise. */
function rounded({ median, min, max }: Spread): Spread {
  const round = (value: number) => (value < 1000 ? Number(value.toPrecision(4)) : Math.round(value))
  return { median: round(median), min: round(min), max: round(max) }
}

function cpuSeconds(cost: Cost): number {
  return cost.userSeconds + cost.systemSeconds
}
