// `sluice consume --group`: the records that the group gives this member, through the same writer as without a group. What has
// fully left through stdout is committed: every second, and at the end, however that comes about.
// Called by consume.ts.
// Invariants: a record that was not written is never committed (written-marks.ts); a batch whose partition is being given
// up is written no further; the group is left, with what was written committed, before the command ends: at --max, at
// --until-end, at a signal, and when nobody reads stdout any more.
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { Client, Consumer, TopicDescription } from '../client/index.ts'
import type { Progress } from './progress.ts'
import type { RecordWriter, ShownRecord } from './record-writer.ts'
import { isReaderGone, note, whenReaderGone } from './stdout.ts'
import type { WrittenMarks } from './written-marks.ts'

/** How often --until-end looks whether the end is reached while nothing arrives. */
const lookMs = 100
/** A broker that is away when the command ends is not waited for any longer. */
const lastCommitMs = 5_000

export interface GroupRun {
  readonly client: Client
  readonly group: string
  readonly consumer: Consumer
  readonly writer: RecordWriter
  readonly marks: WrittenMarks
  /** Of the topic when the command began; undefined: no --until-end. */
  readonly described: TopicDescription | undefined
  /** --partition: nobody else has a say. */
  readonly own: boolean
  readonly most: number
  readonly progress: Progress
  readonly signal: AbortSignal
}

export async function consumeInGroup(run: GroupRun): Promise<void> {
  const { writer, marks, consumer } = run
  const gone = new AbortController()
  const release = whenReaderGone(() => gone.abort())
  const signal = AbortSignal.any([run.signal, gone.signal])
  let failure: unknown
  const steps = [() => pump({ ...run, signal }), () => writer.end(), () => commitWritten(consumer)]
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      const aborted = isSluiceError(error) && error.code === 'ABORTED'
      if (!aborted && !isReaderGone(error)) failure ??= error
    }
  }
  marks.drop()
  await consumer.close()
  release()
  if (failure !== undefined) throw failure
}

/** Closing commits too, but does not tell whether it could. */
async function commitWritten(consumer: Consumer): Promise<void> {
  try {
    await consumer.commit({ signal: AbortSignal.timeout(lastCommitMs) })
  } catch (error) {
    const { code, message } = isSluiceError(error) ? error : new SluiceError('INTERNAL', String(error))
    const why = code === 'ABORTED' ? 'no answer came in time' : message
    throw new SluiceError(code === 'ABORTED' ? 'TIMEOUT' : code, `the last commit failed: ${why}`, {
      hint: 'what was written since the commit before may come again',
      cause: error,
    })
  }
}

async function pump(run: GroupRun): Promise<void> {
  const { consumer, writer, progress, most, signal } = run
  let count = 0
  for (;;) {
    const next = consumer.pull(Infinity, signal)
    if ((await Promise.race([next, after(0)])) === undefined) {
      await writer.turn()
      if (await ended(run, next)) return
    }
    const pulled = await next
    if (pulled === undefined) return
    if (pulled.lease.ended) continue
    pulled.lease.hold()
    try {
      count += await write(run, pulled, most - count)
    } finally {
      pulled.lease.release()
    }
    progress.update(count)
    if (count >= most) return
  }
}

type Pulled = NonNullable<Awaited<ReturnType<Consumer['pull']>>>

/** Answers how many records went into the writer. */
async function write(
  { writer, marks, described }: GroupRun,
  { batch, lease }: Pulled,
  most: number,
): Promise<number> {
  const end = described === undefined ? Infinity : endOf(described, batch.partition)
  let count = 0
  let next = batch.nextOffset
  for (const record of batch) {
    if (record.offset >= end || count >= most) {
      next = record.offset
      break
    }
    while (!writer.write(record as ShownRecord)) {
      marks.taken(lease, record.offset)
      await writer.turn()
      if (lease.ended) return count
    }
    count += 1
  }
  if (count > 0) marks.taken(lease, next)
  return count
}

/** --until-end, while nothing is at hand: whether this member has written all that it has to. False once something is there. */
async function ended(run: GroupRun, next: Promise<unknown>): Promise<boolean> {
  if (run.described === undefined) return false
  let arrived = false
  const arrive = () => {
    arrived = true
  }
  next.then(arrive, arrive)
  await run.consumer.ready({ signal: run.signal })
  while (!arrived) {
    if (await reached(run, run.described)) return true
    await Promise.race([next, after(lookMs)])
  }
  return false
}

/** Everything held is read to its end, and nothing more is on its way to this member. */
async function reached({ client, group, consumer, own }: GroupRun, described: TopicDescription) {
  const past = () =>
    consumer.assignment.every(
      ({ partition, position }) => position !== undefined && position >= endOf(described, partition),
    )
  if (!past()) return false
  if (own) return true
  const { state, members, partitions } = await client.admin.groups.describe(group)
  const self = members.find(({ memberId }) => memberId === consumer.memberId)
  const held = new Set(consumer.assignment.map(({ partition }) => partition))
  const settled = state === 'stable' && self?.assigned.every(({ partition }) => held.has(partition))
  if (!settled || !past()) return false
  const others = partitions.filter(
    (at) =>
      at.topic === described.name &&
      !held.has(at.partition) &&
      (at.committed ?? at.logStart) < endOf(described, at.partition),
  )
  if (others.length > 0)
    note(`note: of ${described.name}, other members read ${others.map((at) => at.partition).join(', ')}`)
  return true
}

function endOf({ partitions }: TopicDescription, partition: number): number {
  return partitions[partition]?.visibleOffset ?? 0 // one that was added since
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) =>
    ms === 0 ? setImmediate(resolve, undefined) : setTimeout(resolve, ms, undefined),
  )
}
