// A record whose handler failed for good, on its way to the dead letter topic. Called by hand.ts.
// Key, value, headers and timestamp stay as they were received. Headers are added, all text, in place of those that a former
// stay in a dead letter topic left:
//
//   sluice-original-topic  sluice-original-partition  sluice-original-offset    where this consumer read it
//   sluice-error-code      the code of a SluiceError or a system error, else the error's name
//   sluice-error-message   at most 1 024 characters
//   sluice-attempts        how often the handler was called, 0 where key or value could not be read
//   sluice-group           the consumer's group, if it has one
import { isSluiceError, SluiceError } from '../../protocol/errors.ts'
import type { RunSettings } from './options.ts'
import type { AnyRecord } from './source.ts'

const MESSAGE_LENGTH_MAX = 1_024
const ADDED = /^sluice-(?:original-(?:topic|partition|offset)|error-(?:code|message)|attempts|group)$/

/** Resolves when the record is acknowledged. */
export async function sendDeadLetter(
  to: NonNullable<RunSettings['deadLetter']>,
  record: AnyRecord,
  error: unknown,
  attempts: number,
  group: string | undefined,
): Promise<void> {
  if (to.topic === record.topic) {
    const message = `'${to.topic}' is consumed here: its dead letters would come back for ever`
    throw new SluiceError('INVALID_OPTION', message, { hint: 'give deadLetter a topic of its own' })
  }
  const headers: (readonly [string, Buffer | string | null])[] = [
    ...record.headers.filter(([name]) => !ADDED.test(name)),
    ['sluice-original-topic', record.topic],
    ['sluice-original-partition', `${record.partition}`],
    ['sluice-original-offset', `${record.offset}`],
    ['sluice-error-code', codeOf(error)],
    ['sluice-error-message', messageOf(error).slice(0, MESSAGE_LENGTH_MAX)],
    ['sluice-attempts', `${attempts}`],
  ]
  if (group !== undefined) headers.push(['sluice-group', group])
  const { rawKey: key, rawValue: value, timestamp } = record
  await to.producer.send(to.topic, { key, value, headers, ...(timestamp >= 0 && { timestamp }) })
}

/** What was thrown, which may be anything. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : describe(error)
}

function codeOf(error: unknown): string {
  if (isSluiceError(error)) return error.code
  if (!(error instanceof Error)) return typeof error
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : error.name
}

function describe(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return typeof thrown // an object without a prototype has no text
  }
}
