// `npm run bench:lag`: what lag of many groups costs. 1,000 groups of 100 partitions each by default, all behind, all logs and groups
// moving between two rounds; a broker in a process of its own, asked by the client over TCP; each row is a kind of question, asked in every
// round, and its longest turn of the broker's main thread.
//   [--groups N] [--partitions N] [--rounds N] [--source: the broker from its sources, not from dist/]
// Needs a built checkout. Progress goes to stderr, the table to stdout. Exit codes: 0 measured and held, 1 missed or failed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { LagSpec } from '../../client/index.ts'
import { describeMachine } from '../machine.ts'
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'
import { besideQuestions } from './beside.ts'
import { Probe } from './probe.ts'
import { Scene } from './scene.ts'

/** What the whole answer may take, and a turn of the broker's main thread. */
const answerBarMs = 200
const turnBarMs = 10
const besideRounds = 2
/** Longer than the broker waits between two samples. */
const sampleWaitMs = 11_000

interface Question {
  readonly title: string
  readonly bar: number | undefined
  readonly spec: (last: number) => LagSpec | undefined
}

const questions: readonly Question[] = [
  { title: 'by group: all rows worked out', bar: answerBarMs, spec: () => ({ by: 'group' }) },
  { title: 'by partition: all rows to the client', bar: undefined, spec: () => ({ by: 'partition' }) },
  { title: 'by partition, same snapshot again', bar: undefined, spec: (snapshotId) => ({ snapshotId }) },
  { title: 'one group by partition', bar: undefined, spec: () => ({ groups: ['group-00000'] }) },
  { title: 'a sample, nobody asking', bar: undefined, spec: () => undefined },
]

interface Figures {
  readonly answerMs: number[]
  readonly clockMs: number[]
  readonly turnMs: number[]
  rows: number
}

async function measure(scene: Scene, probe: Probe, rounds: number): Promise<Figures[]> {
  const all = questions.map((): Figures => ({ answerMs: [], clockMs: [], turnMs: [], rows: 0 }))
  for (let round = -1; round < rounds; round++) {
    let snapshotId = 0
    for (const [at, { title, spec }] of questions.entries()) {
      if (at < 2) await scene.move()
      const figures = all[at] as Figures
      const asked = spec(snapshotId)
      const seen = await probe.during(scene.broker.pid, async () => {
        if (asked === undefined) return setTimeout(sampleWaitMs)
        const report = await scene.client.admin.groups.lag(asked)
        snapshotId = report.snapshotId
        figures.rows = report.rows.length
      })
      if (round < 0) continue // the first one compiles
      figures.answerMs.push(seen.clockMs - seen.waitedMs)
      figures.clockMs.push(seen.clockMs)
      figures.turnMs.push(seen.turnMs)
      const told = [seen.clockMs, seen.waitedMs, seen.turnMs].map((ms) => ms.toFixed(1))
      note(`round ${round + 1}: ${title}: ${told[0]} ms, ${told[1]} of it without a core; turn ${told[2]} ms`)
    }
  }
  return all
}

function tableOf(all: readonly Figures[]): { text: string; held: boolean } {
  let held = true
  const lines = [
    ['QUESTION', 'ROWS', 'BY THE CLOCK ms', 'ANSWER ms', 'BAR', '', 'LONGEST TURN ms', 'BAR', ''],
  ]
  for (const [at, { title, bar }] of questions.entries()) {
    const { answerMs, clockMs, turnMs, rows } = all[at] as Figures
    const asks = title.startsWith('a sample') ? undefined : spread(answerMs)
    const turn = spread(turnMs)
    const inTime = bar === undefined || (asks?.median ?? 0) <= bar
    const inTurn = turn.median <= turnBarMs
    held &&= inTime && inTurn
    lines.push([
      title,
      asks === undefined ? '' : String(rows),
      asks === undefined ? '' : shown(spread(clockMs)),
      asks === undefined ? '' : shown(asks),
      bar === undefined ? '' : `≤ ${bar}`,
      bar === undefined ? '' : inTime ? 'held' : 'MISSED',
      shown(turn),
      `≤ ${turnBarMs}`,
      inTurn ? 'held' : 'MISSED',
    ])
  }
  const widths = (lines[0] as string[]).map((_, at) =>
    Math.max(...lines.map((line) => (line[at] as string).length)),
  )
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] as number))
      .join('  ')
      .trimEnd(),
  )
  return { text: text.join('\n'), held }
}

function shown({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} (${min.toFixed(1)} … ${max.toFixed(1)})`
}

function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      groups: { type: 'string', default: '1000' },
      partitions: { type: 'string', default: '100' },
      rounds: { type: 'string', default: '5' },
      source: { type: 'boolean', default: false },
    },
  })
  const [groups, partitions, rounds] = [values.groups, values.partitions, values.rounds].map(Number) as [
    number,
    number,
    number,
  ]
  const directory = await mkdtemp(join(tmpdir(), 'sluice-lag-'))
  const probe = new Probe(directory)
  try {
    const scene = await Scene.start(directory, { groups, partitions, built: !values.source }, probe.env)
    try {
      note(`filled: ${groups} groups of ${partitions} partitions`)
      const { text, held } = tableOf(await measure(scene, probe, rounds))
      const beside = await besideQuestions(scene, Math.min(rounds, besideRounds))
      const { cpu, cores, node } = describeMachine(directory)
      process.stdout.write(
        `${text}\n${beside.join('\n')}\n${groups} groups, ${partitions} partitions, ${rounds} rounds, median (min … max); `,
      )
      process.stdout.write(
        `answers and turns without the time in which the broker waited for a core; ${cores} × ${cpu}, Node ${node}\n`,
      )
      if (!held) process.exitCode = 1
    } finally {
      await scene.stop()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1
  note(`error: ${error instanceof Error ? error.message : String(error)}`)
})
