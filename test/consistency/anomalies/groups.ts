// Anomalies of consumer groups: owners, commits, and whether the group saw everything.
import type { Assignment, Model } from '../model.ts'
import { type Anomaly, type Finding, place } from './anomaly.ts'

function groupAssignments(model: Model): Assignment[] {
  return model.assignments.filter((one) => one.kind === 'group')
}

/** At least once: every record of the log was handed to some member. Needs a reader that saw the whole log. */
function* unseenByGroup(model: Model): Iterable<Finding> {
  const given = new Set<string>()
  const group = model.polls.filter((poll) => poll.kind === 'group')
  if (group.length === 0) return
  for (const { partition, records } of group)
    for (const [offset] of records) given.add(place(partition, offset))
  for (const [partition, records] of model.log) {
    for (const [offset, value] of records) {
      if (given.has(place(partition, offset))) continue
      yield { text: `${value} at ${place(partition, offset)} was given to no member`, about: [value] }
    }
  }
}

/** Orders the assignments of one partition: by epoch where it is known, else by the time at which the member heard. */
function rank(assignment: Assignment): number {
  return assignment.epoch ?? assignment.at
}

/** A commit that began when a newer owner had heard of its assignment was accepted: a zombie was not fenced. */
function* fencedCommits(model: Model): Iterable<Finding> {
  const accepted = model.commits.filter((commit) => commit.outcome === 'ok')
  const assignments = groupAssignments(model) // by time, as the history is
  for (const partition of new Set(assignments.map((assignment) => assignment.partition))) {
    const made = assignments.filter((assignment) => assignment.partition === partition)
    const commits = accepted.filter((commit) => commit.assignment.partition === partition)
    let newest: Assignment | undefined // of those that were made when the commit looked at began
    let known = 0
    for (const commit of commits.toSorted((one, other) => one.beganAt - other.beganAt)) {
      for (let next = made[known]; next !== undefined && next.at < commit.beganAt; next = made[++known])
        if (newest === undefined || rank(next) > rank(newest)) newest = next
      if (newest === undefined || rank(newest) <= rank(commit.assignment)) continue
      const text =
        `${commit.assignment.by} committed ${place(partition, commit.offset)} ` +
        `when ${newest.by} was its owner already`
      yield { text, about: [commit.assignment.by, newest.by] }
    }
  }
}

/** Nobody here ever commits less than before: who begins below an acknowledged commit was given a lowered or lost one. */
function* lostCommits(model: Model): Iterable<Finding> {
  const accepted = model.commits.filter((commit) => commit.outcome === 'ok')
  for (const assignment of groupAssignments(model)) {
    const first = assignment.polls[0]?.records[0]?.[0]
    if (first === undefined) continue
    const known = accepted.find(
      (commit) =>
        commit.assignment.partition === assignment.partition &&
        commit.endedAt < assignment.at &&
        commit.offset > first,
    )
    if (known === undefined) continue
    const text =
      `${assignment.by} began at ${place(assignment.partition, first)}, ` +
      `but ${known.assignment.by} had committed ${known.offset} before`
    yield { text, about: [assignment.by, known.assignment.by] }
  }
}

function* twoOwners(model: Model): Iterable<Finding> {
  const owners = new Map<string, Assignment>()
  for (const assignment of groupAssignments(model)) {
    if (assignment.epoch === undefined) continue
    const key = `${assignment.topic}/${assignment.partition} under epoch ${assignment.epoch}`
    const owner = owners.get(key)
    if (owner === undefined) owners.set(key, assignment)
    else if (owner.by !== assignment.by)
      yield {
        text: `${key} was given to ${owner.by} and to ${assignment.by}`,
        about: [owner.by, assignment.by],
      }
  }
}

function* behind(model: Model): Iterable<Finding> {
  const end = model.ends.at(-1)?.visible ?? []
  for (const [partition, visible] of end.entries()) {
    const committed = model.groupCommitted?.[partition] ?? visible
    if (committed < visible)
      yield {
        text: `partition ${partition} ends at ${visible}, the group came to ${committed}`,
        about: ['run'],
      }
    if (committed > visible)
      yield {
        text: `the group committed ${committed} of partition ${partition}, which ends at ${visible}`,
        about: ['run'],
      }
  }
}

function* troubles(model: Model): Iterable<Finding> {
  for (const step of model.history) {
    if (step.op === 'trouble') yield { text: `${step.by}: ${step.text}`, about: [step.by] }
    if (step.op === 'ended' && step.how !== '0' && step.how !== 'SIGKILL')
      yield { text: `${step.process} ended with ${step.how}`, about: [step.process] }
  }
}

export const groupAnomalies: readonly Anomaly[] = [
  {
    name: 'unseen-by-group',
    meaning: 'a record of the log was handed to no member of the group',
    find: unseenByGroup,
  },
  {
    name: 'fenced-commit',
    meaning: 'a commit of an old assignment was accepted when a newer one was made already',
    find: fencedCommits,
  },
  {
    name: 'lost-commit',
    meaning: 'an assignment began below what had been committed before it was made',
    find: lostCommits,
  },
  { name: 'two-owners', meaning: 'one partition had two owners under one assignment epoch', find: twoOwners },
  {
    name: 'group-behind',
    meaning: 'when all was over, the group had not committed exactly to the end of a log',
    find: behind,
  },
  { name: 'trouble', meaning: 'a client threw what it must not, hung, or died by itself', find: troubles },
]
