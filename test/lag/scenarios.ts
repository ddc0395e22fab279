// The scenarios: what each does to its group, and what must be seen of it in which phase. Called by run.ts.
// A scenario goes on by what it sees (a commit, a member gone, so much time since its own last commit), never by a time of the whole
// run, and holds a phase up until its expectation is due: so a slow machine makes a run longer, not wrong. How many records
// and seconds are to be seen stands nowhere in here: that is the truth's (truth.ts); a scenario names status and rule.
import type { LagRow, LagRule, LagStatus } from '../../protocol/lag.ts'
import { sleep, type Stage, type TopicOf } from './world.ts'

/** In the order of a run. The long run has all of them, a short one ends after `late`. */
export const phases = ['early', 'late', 'rhythm', 'end'] as const
export type PhaseName = (typeof phases)[number]

export interface Expectation {
  readonly status: LagStatus
  readonly rules: readonly LagRule[]
  /** What is wrong with the values of the rule. */
  readonly wrong?: (values: LagRow['values'], stage: Stage, takenMs: number) => string | undefined
}

/** Where it depends on measured instants: of the stage, and of the snapshot. */
type Expected = Expectation | ((stage: Stage, takenMs: number) => Expectation | undefined)

export function expectationOf(scenario: Scenario, phase: PhaseName, stage: Stage, takenMs: number) {
  const expected = scenario.expected[phase]
  return typeof expected === 'function' ? expected(stage, takenMs) : expected
}

export interface Scenario {
  readonly name: string
  readonly topic?: TopicOf
  readonly expected: Readonly<Partial<Record<PhaseName, Expected>>>
  /** Makes it so. Phases it does not name itself (`at`) are due when it returns, and stay so. */
  play(stage: Stage, isLong: boolean): Promise<void>
}

/** The rules' own figures, here once more: what a user is promised (docs/lag.md). */
const SAMPLE_MS = 10_000
const STOP_MS = 60_000
const STALL_MS = 60_000
/** Beyond a limit by this much, it must have fired. */
const MARGIN_MS = 2_500
/** Samples that see three commits of a group after they first saw the group itself. */
const RHYTHM_MS = 5 * SAMPLE_MS
const SLOPE_MS = 5 * SAMPLE_MS

const ok = (...rules: LagRule[]): Expectation => ({ status: 'OK', rules })
const caughtUp = ok('caught-up', 'recent')

const steady: Scenario = {
  name: 'steady',
  topic: { partitions: 2 },
  expected: { early: caughtUp, late: caughtUp, rhythm: caughtUp, end: caughtUp },
  async play(stage) {
    stage.flow(20)
    const member = await stage.member({ commitEveryMs: 300 })
    await stage.until('it commits', () => member.commits >= 6)
  },
}

const distant: Scenario = {
  name: 'ten-seconds-behind',
  expected: { late: ok('keeping-up'), rhythm: ok('keeping-up'), end: ok('keeping-up') },
  async play(stage) {
    await stage.member({ commitEveryMs: 500, behindMs: 10_000 })
    stage.flow(8) // the first commit is ten seconds behind already: its lag never grew
    await stage.until('it commits', () => stage.truth().commits > 0)
    await sleep(SLOPE_MS)
  },
}

const slow: Scenario = {
  name: 'slow',
  expected: { late: slower(), rhythm: slower() },
  async play(stage) {
    stage.flow(40)
    await stage.member({ commitEveryMs: 1_000, ratePerSecond: 15 })
    await stage.until('it commits', () => stage.truth().commits > 0)
    await sleep(SLOPE_MS)
  },
}

/** 40 in, 15 out: the lag grows by 25 a second. */
function slower(): Expectation {
  return {
    status: 'SLOW',
    rules: ['falling-behind'],
    wrong: ({ slopePerSecond = 0 }) =>
      slopePerSecond > 15 && slopePerSecond < 35 ? undefined : `a slope of ${slopePerSecond}, not 25`,
  }
}

const stalledHandler: Scenario = {
  name: 'stalled-handler',
  expected: {
    late: {
      status: 'STOP',
      rules: ['no-commit'],
      wrong: ({ ownerBlockedMs = 0, limitMs }, stage, takenMs) => {
        const blockedMs = takenMs - (stage.truth().lastCommit?.doneMs ?? 0)
        if (limitMs !== STOP_MS) return `a limit of ${limitMs} ms, not ${STOP_MS}`
        // Its thread tells every few seconds; what it has told grows between.
        return Math.abs(blockedMs - ownerBlockedMs) < 20_000 ? undefined : `blocked for ${ownerBlockedMs} ms?`
      },
    },
    rhythm: caughtUp,
  },
  async play(stage, isLong) {
    stage.flow(40)
    const member = await stage.member({ commitEveryMs: 1_000 })
    await stage.until('it commits', () => member.commits > 0)
    await sleep(RHYTHM_MS)
    member.say({ blockUntil: stage.unblockFile })
    await stage.sinceLastCommit(STOP_MS + MARGIN_MS)
    await stage.at('late')
    if (isLong) await stage.unblock()
  },
}

const stopped: Scenario = {
  name: 'sigstopped',
  expected: { late: { status: 'STOP', rules: ['no-commit'] }, rhythm: caughtUp },
  async play(stage, isLong) {
    stage.flow(40)
    const member = await stage.member({ commitEveryMs: 1_000, sessionTimeoutMs: 900_000 })
    await stage.until('it commits', () => member.commits > 0)
    await sleep(RHYTHM_MS)
    member.signal('SIGSTOP')
    await stage.sinceLastCommit(STOP_MS + MARGIN_MS)
    await stage.at('late')
    if (isLong) member.signal('SIGCONT')
  },
}

const noMember: Expectation = { status: 'NOMEMBER', rules: ['no-member'] }
const killed: Scenario = {
  name: 'killed',
  expected: { early: noMember, late: noMember, rhythm: noMember },
  async play(stage) {
    stage.flow(20)
    const member = await stage.member({ commitEveryMs: 1_000 })
    await stage.until('it commits', () => member.commits >= 3)
    await member.kill()
    await stage.until('the broker puts it out', async () => (await stage.members()) === 0, 60_000)
    await sleep(5_000 + MARGIN_MS) // what is unread gets older than what is no problem yet
  },
}

const rewoundBy = (records: number): Expectation => ({
  status: 'REWIND',
  rules: ['rewound'],
  wrong: ({ fromOffset }) => (fromOffset === records ? undefined : `from ${fromOffset}, not ${records}`),
})
const rewind: Scenario = {
  name: 'rewind',
  expected: { early: rewoundBy(2_000), late: rewoundBy(2_000), rhythm: ok('caught-up') },
  async play(stage, isLong) {
    await stage.fill(2_000)
    const first = await stage.member({ commitEveryMs: 500 })
    await stage.until('it is at the end', () => stage.truth().lastCommit?.offset === 2_000)
    await sleep(2 * SAMPLE_MS + MARGIN_MS)
    await first.close()
    await stage.resetToEarliest()
    const second = await stage.member({ commitEveryMs: 1_000, ratePerSecond: 5 })
    await stage.until('it commits', () => second.commits > 0)
    await stage.at('early')
    await stage.at('late')
    if (!isLong) return
    second.say({ ratePerSecond: 1_000 })
    await stage.until('it is back', () => stage.truth().lastCommit?.offset === 2_000, 60_000)
  },
}

const lostRecords: Expectation = {
  status: 'LOST',
  rules: ['below-log-start'],
  wrong: ({ committed = 0, logStart = 0, lostRecords: lost }) =>
    committed === 20 && lost === logStart - 20 ? undefined : `${committed} … ${logStart} lost ${lost}`,
}
const retention: Scenario = {
  name: 'retention-passed',
  topic: { settings: { 'segment.bytes': '1MiB', 'retention.bytes': '1MiB' } },
  expected: { early: lostRecords, late: lostRecords },
  async play(stage) {
    await stage.fill(20)
    await stage.member({ commitEveryMs: 300, stopAt: 20 })
    await stage.until('it has read all there is', () => stage.truth().lastCommit?.offset === 20)
    await stage.fill(5) // unread, and seen so by a sample, before they are gone
    await sleep(SAMPLE_MS + MARGIN_MS)
    for (let i = 0; i < 12; i++) await stage.fill(5, 100_000)
    stage.truth().startsAt(await stage.logStartAtRest())
  },
}

const noCommit: Scenario = {
  name: 'never-commits',
  expected: {
    early: { status: 'NEW', rules: ['uncommitted'] },
    late: { status: 'STOP', rules: ['never-committed'] },
  },
  async play(stage) {
    await stage.member()
    await sleep(SAMPLE_MS + MARGIN_MS) // the broker sees the group before its first record comes
    await stage.beforeLastOf('early')
    await stage.fill(20)
    stage.flow(4)
    await sleep(MARGIN_MS)
    await stage.at('early')
    await sleep(STOP_MS + SAMPLE_MS + MARGIN_MS)
  },
}

const quiet: Scenario = {
  name: 'quiet-topic',
  expected: { early: ok('caught-up'), late: ok('keeping-up'), rhythm: ok('caught-up'), end: ok('caught-up') },
  async play(stage, isLong) {
    await stage.fill(20)
    const member = await stage.member({ commitEveryMs: 300 })
    await stage.until('it has read all there is', () => stage.truth().lastCommit?.offset === 20)
    await stage.at('early')
    member.say({ holdMs: 60_000 })
    await stage.beforeLastOf('late')
    await stage.fill(1) // the first one in a minute: the last commit is older than a stop's limit, the record is not
    await sleep(5_000 + MARGIN_MS)
    await stage.at('late')
    if (!isLong) return
    await stage.until('it has read that one', () => stage.truth().lastCommit?.offset === 21, 90_000)
  },
}

/** Some clients commit every second whatever there is: that is no stall once a record comes. */
const recommitting: Scenario = {
  name: 'quiet-recommitting',
  expected: { early: ok('caught-up'), late: ok('keeping-up') },
  async play(stage) {
    await stage.fill(20)
    const member = await stage.member({ commitEveryMs: 1_000, again: true })
    await stage.until('it has read all there is', () => stage.truth().lastCommit?.offset === 20)
    await stage.at('early')
    member.say({ holdMs: 60_000 })
    await sleep(STALL_MS)
    await stage.beforeLastOf('late')
    await stage.fill(1)
    await sleep(5_000 + MARGIN_MS)
  },
}

/**
 * Commits four times, so often that each is beyond what a group that commits every second may take, then no more. Until three of its
 * intervals are over that is its way; what is expected follows from the instants that were measured.
 */
function rare(everyMs: number, expected: readonly PhaseName[]): Scenario {
  const limitMs = 3 * everyMs
  const stop: Expectation = {
    status: 'STOP',
    rules: ['no-commit'],
    wrong: ({ limitMs: told = 0 }) =>
      Math.abs(told - limitMs) < 2_000 ? undefined : `a limit of ${told} ms, not ${limitMs}`,
  }
  const verdict = (stage: Stage, takenMs: number) => {
    const overMs = takenMs - (stage.truth().lastCommit?.doneMs ?? 0) - limitMs
    if (Math.abs(overMs) < MARGIN_MS) return undefined // either would be right
    return overMs < 0 ? ok('keeping-up') : stop
  }
  return {
    name: `commits-every-${everyMs / 1_000}s`,
    expected: Object.fromEntries(expected.map((phase) => [phase, verdict])),
    async play(stage, isLong) {
      stage.flow(100)
      await stage.member({ commitEveryMs: everyMs, commits: 4 })
      await stage.until('it has committed four times', () => stage.truth().commits === 4, 5 * everyMs)
      await stage.sinceLastCommit(STOP_MS + MARGIN_MS)
      await stage.at(expected[0] as PhaseName)
      if (isLong) await stage.sinceLastCommit(limitMs + MARGIN_MS)
    },
  }
}

const STOP_UNKNOWN_MS = 300_000
const oneCommit: Scenario = {
  name: 'one-commit',
  expected: {
    late: { status: 'NEW', rules: ['few-samples'] },
    end: {
      status: 'STOP',
      rules: ['no-commit'],
      wrong: ({ limitMs }) => (limitMs === STOP_UNKNOWN_MS ? undefined : `a limit of ${limitMs} ms`),
    },
  },
  async play(stage) {
    stage.flow(10)
    await stage.member({ commitEveryMs: 600_000, commits: 1 })
    await stage.until('it commits', () => stage.truth().commits > 0)
    await stage.sinceLastCommit(STOP_MS + MARGIN_MS)
    await stage.at('late')
    await stage.sinceLastCommit(STOP_UNKNOWN_MS + MARGIN_MS)
  },
}

const stuck: Scenario = {
  name: 'same-offset',
  expected: { late: { status: 'STALL', rules: ['same-offset'] } },
  async play(stage) {
    stage.flow(10)
    const member = await stage.member({ commitEveryMs: 2_000, ratePerSecond: 100, repeat: true })
    await stage.until('it commits', () => member.commits > 0)
    await sleep(STALL_MS + 2 * SAMPLE_MS)
  },
}

export const scenarios: readonly Scenario[] = [
  steady,
  distant,
  slow,
  stalledHandler,
  stopped,
  killed,
  rewind,
  retention,
  noCommit,
  quiet,
  recommitting,
  rare(25_000, ['late', 'rhythm']),
  rare(65_000, ['rhythm', 'end']),
  oneCommit,
  stuck,
]
