// The history as the anomalies look at it: sends with their outcomes, assignments with their polls and commits, the log as the
// drained readers saw it. Built once by checker.ts; everything in anomalies/ only reads it.
// Invariant: what a process did is in its own order; across processes only times are compared, and only where one step ended
// before the other began.
import type { ClientKind, History, Outcome, SeenRecord } from './history.ts'

/** One record that a producer tried to send. */
export interface Sent {
  readonly value: string
  readonly by: string
  /** Its place among all that this process sent. */
  readonly nth: number
  readonly partition: number
  readonly hash: string
  /** 'info' until the producer knew: also when it died before. */
  outcome: Outcome
  /** When the outcome was known; Infinity: never. */
  endedAt: number
}

export interface Poll {
  readonly at: number
  readonly by: string
  readonly topic: string
  readonly partition: number
  readonly records: readonly SeenRecord[]
  readonly kind: ClientKind
  readonly assignment: Assignment | undefined
  /** The assignment had been given up before. */
  readonly late: boolean
}

export interface Commit {
  readonly beganAt: number
  readonly offset: number
  readonly assignment: Assignment
  outcome: 'ok' | 'fail' | 'info'
  endedAt: number
}

/** One partition in one process's hands, from 'assigned' to 'released'. */
export interface Assignment {
  readonly by: string
  readonly kind: ClientKind
  readonly number: number
  readonly topic: string
  readonly partition: number
  readonly epoch: number | undefined
  readonly at: number
  releasedAt: number
  readonly polls: Poll[]
  readonly commits: Commit[]
}

export interface Model {
  readonly history: History
  readonly sent: ReadonlyMap<string, Sent>
  readonly polls: readonly Poll[]
  readonly assignments: readonly Assignment[]
  readonly commits: readonly Commit[]
  /** Partition → offset → value, from the readers that read everything from its beginning to its end. */
  readonly log: ReadonlyMap<number, ReadonlyMap<number, string>>
  readonly drained: boolean
  readonly ends: readonly { readonly at: number; readonly visible: readonly number[] }[]
  readonly groupCommitted: readonly number[] | undefined
}

export function modelOf(history: History): Model {
  const builder = new Builder()
  for (const step of history) builder.add(step)
  return builder.finish(history)
}

class Builder {
  readonly #kinds = new Map<string, ClientKind>()
  readonly #sent = new Map<string, Sent>()
  readonly #sends = new Map<string, Sent[]>() // by process and id
  readonly #counts = new Map<string, number>()
  readonly #assignments = new Map<string, Assignment>() // by process and number
  readonly #polls: Poll[] = []
  readonly #commits = new Map<string, Commit>() // by process and id
  readonly #drained = new Set<string>()
  readonly #ends: { at: number; visible: readonly number[] }[] = []
  #groupCommitted: readonly number[] | undefined

  add(step: History[number]): void {
    const { at, by } = step
    const kind = this.#kinds.get(by) ?? 'own'
    switch (step.op) {
      case 'client':
        this.#kinds.set(by, step.kind)
        break
      case 'send':
        this.#sends.set(
          `${by}#${step.id}`,
          step.records.map(([partition, value, hash]) => this.#send(by, partition, value, hash)),
        )
        break
      case 'sent':
        for (const [i, sent] of (this.#sends.get(`${by}#${step.id}`) ?? []).entries()) {
          sent.outcome = step.results[i] ?? ['info', 'MISSING']
          sent.endedAt = at
        }
        break
      case 'assigned': {
        const { assignment: number, topic, partition, epoch } = step
        const releasedAt = Number.POSITIVE_INFINITY
        const made = { by, kind, number, topic, partition, epoch, at, releasedAt, polls: [], commits: [] }
        this.#assignments.set(`${by}#${number}`, made)
        break
      }
      case 'released': {
        const assignment = this.#assignments.get(`${by}#${step.assignment}`)
        if (assignment !== undefined) assignment.releasedAt = at
        break
      }
      case 'poll': {
        const { topic, partition, records } = step
        const assignment = this.#assignments.get(`${by}#${step.assignment}`)
        const late = assignment !== undefined && assignment.releasedAt < at
        const poll = { at, by, topic, partition, records, kind, assignment, late }
        this.#polls.push(poll)
        assignment?.polls.push(poll)
        break
      }
      case 'commit': {
        const assignment = this.#assignments.get(`${by}#${step.assignment}`)
        if (assignment === undefined) break
        const endedAt = Number.POSITIVE_INFINITY
        const commit: Commit = { beganAt: at, offset: step.offset, assignment, outcome: 'info', endedAt }
        assignment.commits.push(commit)
        this.#commits.set(`${by}#${step.id}`, commit)
        break
      }
      case 'committed': {
        const commit = this.#commits.get(`${by}#${step.id}`)
        if (commit !== undefined) Object.assign(commit, { outcome: step.outcome, endedAt: at })
        break
      }
      case 'ends':
        this.#ends.push({ at, visible: step.visible })
        break
      case 'group':
        this.#groupCommitted = step.committed
        break
      case 'drained':
        this.#drained.add(step.process)
        break
      case 'trouble':
      case 'ended':
      case 'nemesis':
      case 'broker':
    }
  }

  finish(history: History): Model {
    const log = new Map<number, Map<number, string>>()
    for (const { by, partition, records } of this.#polls) {
      if (!this.#drained.has(by)) continue
      if (!log.has(partition)) log.set(partition, new Map())
      for (const [offset, value] of records) log.get(partition)?.set(offset, value)
    }
    return {
      history,
      sent: this.#sent,
      polls: this.#polls,
      assignments: [...this.#assignments.values()],
      commits: [...this.#commits.values()],
      log,
      drained: this.#drained.size > 0,
      ends: this.#ends,
      groupCommitted: this.#groupCommitted,
    }
  }

  #send(by: string, partition: number, value: string, hash: string): Sent {
    const nth = this.#counts.get(by) ?? 0
    this.#counts.set(by, nth + 1)
    const outcome: Outcome = ['info', 'NEVER_KNOWN']
    const sent: Sent = { value, by, nth, partition, hash, outcome, endedAt: Number.POSITIVE_INFINITY }
    this.#sent.set(value, sent)
    return sent
  }
}
