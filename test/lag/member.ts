// A consumer of one scenario as a process of its own, with the SDK that ships (dist/). Started by members.ts.
// It reads at a rate or holds each batch, commits when its options say so, and does what it is told meanwhile: block its event
// loop, read faster, close. Before and after each commit it tells its parent, so that the parent knows every commit there can be.
// Invariant: it goes when its parent goes.
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type * as Sdk from '../../client/index.ts'
import type { MemberCommand, MemberOptions } from './members.ts'

type Consumer = Sdk.Consumer<string>
type Batch = Sdk.Batch<Buffer | null, Buffer | null>

/** A batch of a paced consumer is about so much work. */
const PACE_MS = 200

const options = JSON.parse(process.argv[2] ?? '{}') as MemberOptions
let ratePerSecond = options.ratePerSecond
let holdMs = options.holdMs ?? 0
let commitsLeft = options.commits ?? Number.POSITIVE_INFINITY
let committedAtMs = Number.NEGATIVE_INFINITY
let blockUntil: string | undefined
let closing = false
const finished = new Map<number, Batch>()

/** Resolves when the parent has it: what a killed process told is not lost with it. */
function tell(message: object): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

async function commit(batch: Batch): Promise<void> {
  commitsLeft--
  committedAtMs = performance.now()
  const { partition, nextOffset: offset } = batch
  await tell({ kind: 'committing', partition, offset, atMs: Date.now() })
  await batch.commit()
  await tell({ kind: 'committed', partition, offset, atMs: Date.now() })
}

/** What is finished and due. One at a time, in the loop's own turn: a blocked event loop commits nothing. */
async function commitWhatIsDue(): Promise<void> {
  const { commitEveryMs } = options
  if (commitEveryMs === undefined) return
  if (performance.now() - committedAtMs < commitEveryMs) return
  for (const batch of [...finished.values()]) {
    if (commitsLeft <= 0) return
    if (options.repeat !== true && options.again !== true) finished.delete(batch.partition)
    await commit(batch)
  }
}

async function read(consumer: Consumer): Promise<void> {
  // One at a time, where the age of each counts.
  const perSecond = options.behindMs === undefined ? (ratePerSecond ?? 1e6) : 1
  const maxRecords = Math.max(1, Math.round((perSecond * PACE_MS) / 1_000))
  let dueMs = performance.now()
  for await (const batch of consumer.batches({ maxRecords })) {
    if (options.repeat === true && finished.has(batch.partition)) await never() // stuck at what it has committed
    if (options.stopAt !== undefined && batch.nextOffset > options.stopAt) await never()
    if (holdMs > 0) await sleep(holdMs)
    if (ratePerSecond !== undefined) {
      dueMs = Math.max(dueMs + (batch.records / ratePerSecond) * 1_000, performance.now())
      await sleep(dueMs - performance.now())
    }
    if (options.behindMs !== undefined) await waitUntilOld(batch, options.behindMs)
    finished.set(batch.partition, batch as Batch)
  }
}

async function waitUntilOld(batch: Iterable<{ readonly timestamp: number }>, ageMs: number): Promise<void> {
  for (const { timestamp } of batch) {
    const waitMs = timestamp + ageMs - Date.now()
    if (waitMs > 0) await sleep(waitMs)
    return
  }
}

/** Nothing of this process's event loop runs until the file is there. */
function block(): void {
  if (blockUntil === undefined) return
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(blockUntil)) Atomics.wait(cell, 0, 0, 20)
  blockUntil = undefined
}

function never(): Promise<never> {
  return new Promise(() => {})
}

async function main(): Promise<void> {
  const { connect } = (await import(
    new URL('../../dist/client/index.js', import.meta.url).href
  )) as typeof Sdk
  const client = connect({ brokers: [options.address], clientId: options.group })
  const consumer = client.consumer({
    group: options.group,
    topics: [options.topic],
    orElse: 'earliest',
    ...(options.sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs: options.sessionTimeoutMs }),
  })
  consumer.on('assigned', () => void tell({ kind: 'assigned' }))
  consumer.on('lost', () => void tell({ kind: 'lost' }))
  process.on('message', (command: MemberCommand) => {
    if (command.ratePerSecond !== undefined) ratePerSecond = command.ratePerSecond
    if (command.holdMs !== undefined) holdMs = command.holdMs
    if (command.blockUntil !== undefined) blockUntil = command.blockUntil
    if (command.close === true) closing = true
  })
  process.on('disconnect', () => process.exit(1))
  const reading = read(consumer)
  reading.catch((error: Error) => void tell({ kind: 'failed', message: error.message }))
  while (!closing) {
    await commitWhatIsDue()
    block() // between two commits, so that none is under way for as long as it lasts
    await sleep(20)
  }
  await client.close()
  await tell({ kind: 'closed' })
  process.exit(0)
}

await main()
