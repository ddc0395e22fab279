// One fault put into a valid history at a random place, for each anomaly: proves that the checker reports it wherever it lies.
// Called by checker.test.ts. Each answers false where the history offers no place for it; histories are copies.
import type { Outcome, SeenRecord, SentRecord, Step } from './history.ts'
import type { Random } from '../faults/random.ts'

type Of<Op extends Step['op']> = Extract<Step, { op: Op }>
type Fault = (steps: Step[], random: Random) => boolean

function all<Op extends Step['op']>(steps: readonly Step[], op: Op): Of<Op>[] {
  return steps.filter((step) => step.op === op) as Of<Op>[]
}

function change<Op extends Step['op']>(steps: Step[], old: Of<Op>, made: Partial<Of<Op>>): void {
  steps[steps.indexOf(old)] = { ...old, ...made }
}

function kindOf(steps: readonly Step[], by: string): string | undefined {
  return all(steps, 'client').find((step) => step.by === by)?.kind
}

interface Ack {
  readonly send: Of<'send'>
  readonly sent: Of<'sent'>
  readonly i: number
  readonly value: string
  readonly partition: number
  readonly offset: number
}

function acks(steps: readonly Step[]): Ack[] {
  const sends = new Map(all(steps, 'send').map((send) => [send.id, send]))
  return all(steps, 'sent').flatMap((sent) => {
    const send = sends.get(sent.id) as Of<'send'>
    return sent.results.flatMap((result, i): Ack[] => {
      const [partition, value] = send.records[i] as SentRecord
      return result[0] === 'ok' ? [{ send, sent, i, value, partition, offset: result[1] }] : []
    })
  })
}

function setResult(steps: Step[], { sent }: Ack, i: number, result: Outcome): void {
  const current = all(steps, 'sent').find((step) => step.id === sent.id) as Of<'sent'>
  change(steps, current, { results: current.results.with(i, result) })
}

/** Rewrites what polls saw; a poll that has nothing left is gone. */
function mapSeen(
  steps: Step[],
  map: (record: SeenRecord, poll: Of<'poll'>) => SeenRecord | undefined,
): boolean {
  let changed = false
  for (const poll of all(steps, 'poll')) {
    const records = poll.records.map((record) => map(record, poll)).filter((record) => record !== undefined)
    if (records.length === poll.records.length && records.every((one, i) => one === poll.records[i])) continue
    changed = true
    if (records.length === 0) steps.splice(steps.indexOf(poll), 1)
    else change(steps, poll, { records })
  }
  return changed
}

function changeOneRecord(steps: Step[], random: Random, made: (record: SeenRecord) => SeenRecord): boolean {
  const poll = random.pick(all(steps, 'poll'))
  const victim = random.pick(poll.records)
  return mapSeen(steps, (record, of) => (of === poll && record === victim ? made(record) : record))
}

/** Polls of one assignment, those with at least two of them. */
function runs(steps: readonly Step[]): Of<'poll'>[][] {
  const byAssignment = new Map<string, Of<'poll'>[]>()
  for (const poll of all(steps, 'poll')) {
    const key = `${poll.by}#${poll.assignment}`
    byAssignment.set(key, [...(byAssignment.get(key) ?? []), poll])
  }
  return [...byAssignment.values()].filter((polls) => polls.length >= 2)
}

function longPoll(steps: readonly Step[], random: Random): Of<'poll'> {
  return random.pick(all(steps, 'poll').filter((poll) => poll.records.length >= 3))
}

export const faults: Readonly<Record<string, Fault>> = {
  'lost-write': (steps, random) => {
    const known = acks(steps)
    const lost = random.pick(
      known.filter((a) => known.some((b) => b.partition === a.partition && b.offset > a.offset)),
    )
    return mapSeen(steps, (record) => (record[1] === lost.value ? undefined : record))
  },
  unseen: (steps, random) => {
    const known = acks(steps)
    const { partition, offset } = random.pick(known)
    const from = offset
    return mapSeen(steps, (record, poll) =>
      poll.partition === partition && record[0] >= from ? undefined : record,
    )
  },
  G1a: (steps, random) => {
    const ack = random.pick(acks(steps))
    setResult(steps, ack, ack.i, ['fail', 'LOG_BUSY'])
    return true
  },
  'nonmonotonic-send': (steps, random) => {
    const known = acks(steps)
    const one = random.pick(known)
    const other = known.find(
      (ack) => ack.partition === one.partition && ack.send.by === one.send.by && ack.offset > one.offset,
    )
    if (other === undefined) return false
    for (const [slot, from] of [
      [one, other],
      [other, one],
    ] as const) {
      const send = all(steps, 'send').find((step) => step.id === slot.send.id) as Of<'send'>
      const moved = from.send.records[from.i] as SentRecord
      change(steps, send, { records: send.records.with(slot.i, moved) })
      setResult(steps, slot, slot.i, ['ok', from.offset])
    }
    return true
  },
  'inconsistent-offsets': (steps, random) => {
    const value = random.pick(acks(steps)).value
    return changeOneRecord(steps, random, ([offset, old, hash, tag]) =>
      old === value ? [offset, 'p9.1.0', hash, tag] : [offset, value, hash, tag],
    )
  },
  'offset-reuse': (steps, random) => {
    const known = acks(steps)
    const one = random.pick(known)
    const other = known.find((ack) => ack.partition === one.partition && ack.value !== one.value)
    if (other === undefined) return false
    setResult(steps, one, one.i, ['ok', other.offset])
    return true
  },
  duplicate: (steps, random) => {
    const poll = random.pick(all(steps, 'poll').filter((step) => step.by === 'reader'))
    const [, value, hash, tag] = random.pick(poll.records)
    change(steps, poll, { records: [...poll.records, [100_000, value, hash, tag]] })
    return true
  },
  payload: (steps, random) =>
    random.whole(0, 2) === 0
      ? changeOneRecord(steps, random, ([offset, value, , tag]) => [offset, value, 'torn', tag])
      : changeOneRecord(steps, random, ([offset]) => [offset, '', 'zeros', '']),
  'wrong-tag': (steps, random) =>
    changeOneRecord(steps, random, ([offset, value, hash, tag]) => [offset, value, hash, `${tag}7`]),
  'shrunk-end': (steps, random) => {
    const ends = all(steps, 'ends').at(-1) as Of<'ends'>
    const { partition, offset } = random.pick(acks(steps))
    change(steps, ends, { visible: ends.visible.with(partition, offset) })
    return true
  },
  'poll-skip': (steps, random) => {
    const polls = random.pick(runs(steps))
    const poll = polls[random.whole(1, polls.length)] as Of<'poll'>
    if (poll.records.length < 2) return false
    change(steps, poll, { records: poll.records.slice(1) })
    return true
  },
  'nonmonotonic-poll': (steps, random) => {
    const polls = random.pick(runs(steps))
    const i = random.whole(1, polls.length)
    const again = (polls[i - 1] as Of<'poll'>).records
    change(steps, polls[i] as Of<'poll'>, { records: again })
    return true
  },
  'int-poll-skip': (steps, random) => {
    const poll = longPoll(steps, random)
    change(steps, poll, { records: poll.records.toSpliced(random.whole(1, poll.records.length - 1), 1) })
    return true
  },
  'int-nonmonotonic-poll': (steps, random) => {
    const poll = longPoll(steps, random)
    change(steps, poll, { records: poll.records.toReversed() })
    return true
  },
  'stray-poll': (steps, random) => {
    const poll = random.pick(all(steps, 'poll'))
    const held = all(steps, 'assigned').filter((step) => step.by === poll.by)
    const other = held.find((step) => step.partition !== poll.partition)
    change(steps, poll, { assignment: random.whole(0, 2) === 0 ? -1 : (other?.assignment ?? -1) })
    return true
  },
  'unseen-by-group': (steps, random) => {
    const { value } = random.pick(acks(steps))
    return mapSeen(steps, (record, poll) =>
      record[1] === value && kindOf(steps, poll.by) === 'group' ? undefined : record,
    )
  },
  'fenced-commit': (steps, random) => {
    const refused = all(steps, 'committed').filter((step) => step.outcome === 'fail')
    if (refused.length === 0) return false
    change(steps, random.pick(refused), { outcome: 'ok' })
    return true
  },
  'lost-commit': (steps, random) => {
    const moved = all(steps, 'assigned').flatMap((assigned) => {
      if (assigned.epoch === undefined) return []
      const first = all(steps, 'poll').find(
        (poll) => poll.by === assigned.by && poll.assignment === assigned.assignment,
      )
      return first !== undefined && (first.records[0] as SeenRecord)[0] > 0 ? [first] : []
    })
    if (moved.length === 0) return false
    const poll = random.pick(moved)
    const [offset, ...rest] = poll.records[0] as SeenRecord
    change(steps, poll, { records: [[offset - 1, ...rest], ...poll.records] })
    return true
  },
  'two-owners': (steps, random) => {
    const given = all(steps, 'assigned').filter((step) => step.epoch !== undefined)
    const one = random.pick(given)
    const other = given.find((step) => step.partition === one.partition && step.by !== one.by)
    if (other === undefined) return false
    change(steps, one, { epoch: other.epoch as number })
    return true
  },
  'group-behind': (steps, random) => {
    const group = all(steps, 'group')[0] as Of<'group'>
    const partition = random.whole(0, group.committed.length)
    const committed = (group.committed[partition] as number) + random.pick([-1, 1])
    change(steps, group, { committed: group.committed.with(partition, committed) })
    return true
  },
  trouble: (steps, random) => {
    const { at, by } = random.pick(steps)
    const ended: Step = {
      at,
      by: 'run',
      op: 'ended',
      process: by,
      how: random.pick(['1', 'SIGSEGV', 'hung']),
    }
    steps.push(random.whole(0, 2) === 0 ? { at, by, op: 'trouble', text: 'INTERNAL' } : ended)
    return true
  },
}
