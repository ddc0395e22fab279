// What a partition does after a failure, once all its requests have an outcome. Called by sender.ts.
// The first unsettled batch decides, since the broker takes sequences in order:
//   retriable                      wait a little, send all again with the same sequences: what was stored is recognized
//   UNKNOWN_TOPIC(_ID), _PARTITION ask for metadata; a topic made anew is an empty log, so sequences begin at 0 there
//   OUT_OF_ORDER_SEQUENCE          a batch before it was given up: next epoch, sequences from 0. Later batches of the old
//                                  epoch are refused from then on
//   UNKNOWN_PRODUCER_ID            the log forgot this producer: the same
//   INVALID_PRODUCER_EPOCH         somebody else goes on under our id: a new id, sequences from 0
// Before identity or epoch change, every batch that had an attempt without an answer is given up as delivered 'unknown':
// it may be stored, or still be stored by bytes of an old connection that are on their way, and sending it under other
// numbers could store it twice. What never left, or was refused by an answer, is certainly not stored and goes on.
import { SluiceError } from '../../protocol/errors.ts'
import type { PartitionQueue } from './partition-queue.ts'
import type { PendingBatch } from './pending-batch.ts'
import { backoffMs, Deadline, pause } from '../connection/retry.ts'
import type { Sender } from './sender.ts'
import { moveTo } from './topic-queue.ts'

/** With less time than this left nothing is sent again: it would most likely turn a known outcome into an unknown one. */
const LAST_ATTEMPT_MS = 20
const TOPIC_CODES: readonly string[] = ['UNKNOWN_TOPIC', 'UNKNOWN_TOPIC_ID', 'UNKNOWN_PARTITION']
const IDENTITY_CODES: readonly string[] = [
  'OUT_OF_ORDER_SEQUENCE',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]

export function isRecoverable(error: SluiceError): boolean {
  const { code } = error
  return error.retriable || TOPIC_CODES.includes(code) || IDENTITY_CODES.includes(code)
}

/** About the producer's numbering, which the client mends by itself: nothing that a caller could act on. */
export function isOfIdentity(error: SluiceError): boolean {
  return IDENTITY_CODES.includes(error.code)
}

/** Resolves when the queue may send again; what cannot be sent any more is settled. */
export async function recover(sender: Sender, queue: PartitionQueue): Promise<void> {
  for (;;) {
    giveUpExpired(sender, queue)
    const head = queue.inFlight[0]
    if (head?.lastFailure === undefined || sender.stop.signal.aborted) return
    const deadline = new Deadline(Math.max(0, head.deadlineMs - performance.now()), sender.stop.signal)
    try {
      if (await step(sender, queue, head, deadline)) {
        giveUpExpired(sender, queue)
        return
      }
    } catch (error) {
      if (sender.stop.signal.aborted) return
      if (error instanceof SluiceError && error.code !== 'TIMEOUT')
        head.lastFailure = keepKind(head.lastFailure, error)
    }
    await pause(backoffMs(queue.failures++), deadline).catch(() => {})
  }
}

/** True: send again now. False: look again after a pause. */
async function step(
  sender: Sender,
  queue: PartitionQueue,
  head: PendingBatch,
  deadline: Deadline,
): Promise<boolean> {
  const failure = head.lastFailure as SluiceError
  if (TOPIC_CODES.includes(failure.code)) return renewTopic(sender, queue, deadline)
  if (IDENTITY_CODES.includes(failure.code)) {
    giveUpUncertain(sender, queue, failure)
    const fenced = failure.code === 'INVALID_PRODUCER_EPOCH'
    const identity = await sender.identities.renew(queue.identity, deadline, fenced)
    queue.renumber(identity)
    const place = { topic: queue.facts.name, partition: queue.partition }
    sender.settings.logger.warn({ ...place, ...identity, error: failure }, 'goes on under a new identity')
    return true
  }
  // An attempt that begins with no time left would only turn the broker's own words into a TIMEOUT.
  const delayMs = backoffMs(queue.failures++)
  const timeIsLeft = deadline.leftMs > delayMs
  await pause(delayMs, deadline)
  return timeIsLeft
}

async function renewTopic(sender: Sender, queue: PartitionQueue, deadline: Deadline): Promise<boolean> {
  const { name, idHex } = queue.facts
  sender.metadata.invalidate(name, idHex)
  const facts = await sender.metadata.refresh(name, deadline)
  if (queue.partition >= facts.partitionsCount) {
    const message = `'${name}' has only ${facts.partitionsCount} partitions now, not partition ${queue.partition}`
    sender.failAll(new SluiceError('UNKNOWN_PARTITION', message), [queue])
    return true
  }
  if (facts.idHex === idHex) return false
  moveTo(queue, facts)
  // Whatever an unanswered attempt stored went with the old topic.
  for (const batch of queue.inFlight) batch.uncertain = false
  return true
}

/** Those that wait to be repeated stand in `ready` where a new connection takes fewer requests at once. */
function giveUpUncertain(sender: Sender, queue: PartitionQueue, failure: SluiceError): void {
  const message = `an attempt had no answer, and a repeat would not be recognized: ${failure.message}`
  for (const batch of queue.pending().filter(({ uncertain }) => uncertain))
    sender.fail(queue, batch, new SluiceError(failure.code, message, { cause: failure }))
}

function giveUpExpired(sender: Sender, queue: PartitionQueue): void {
  const lateMs = performance.now() + LAST_ATTEMPT_MS
  for (const batch of queue.inFlight.filter((each) => each.deadlineMs <= lateMs)) {
    sender.giveUp(queue, batch, batch.lastFailure)
  }
}

/** While metadata cannot be had, the batch still waits for the kind of recovery its own failure asked for. */
function keepKind(own: SluiceError | undefined, latest: SluiceError): SluiceError {
  if (own === undefined || TOPIC_CODES.includes(latest.code)) return latest
  return new SluiceError(own.code, `${own.message}; then: ${latest.message}`, {
    cause: latest,
    retriable: own.retriable,
  })
}
