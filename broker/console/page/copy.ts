// What the message browser copies: a record as `sluice consume --format json` prints it, and the command that reads it. Pure, but for
// copyText. Called by record-detail.ts and records.ts.
import type { ShownBytes, ShownRecord } from '../api.ts'

/** One line of JSON, member for member that of cli/record-writer.ts. */
export function recordAsJson(topic: string, record: ShownRecord): string {
  const { partition, offset, timestampMs, headers } = record
  const shown: Record<string, unknown> = { topic, partition, offset, timestamp: timestampMs }
  put(shown, 'key', record.key)
  put(shown, 'value', record.value)
  if (headers.length > 0) {
    shown['headers'] = headers.map((header) => put({ key: header.name }, 'value', header.value))
  }
  return JSON.stringify(shown)
}

export interface CommandSpec {
  readonly topic: string
  readonly broker: string | undefined
  readonly partition?: number | undefined
  /** As `--from` takes it. */
  readonly from: string
  readonly max?: number | undefined
}

/** What can be in a topic's name; anything else comes from an address that anybody may have written, and is not for a shell. */
export function isTopicName(text: string): boolean {
  return /^[\w.-]{1,249}$/.test(text)
}

export function consumeCommand({ topic, broker, partition, from, max }: CommandSpec): string {
  const words = ['sluice', 'consume']
  // A name may begin like an option.
  if (!topic.startsWith('-')) words.push(quoted(topic))
  if (partition !== undefined) words.push('--partition', String(partition))
  words.push('--from', quoted(from))
  if (max !== undefined) words.push('--max', String(max))
  words.push('--format', 'json')
  // The default needs no saying.
  if (broker !== undefined && broker !== '127.0.0.1:9095') words.push('--broker', quoted(broker))
  if (topic.startsWith('-')) words.push('--', quoted(topic))
  return words.join(' ')
}

/** False: the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function put(into: Record<string, unknown>, name: string, shown: ShownBytes | null): Record<string, unknown> {
  if (shown === null) into[name] = null
  else if (shown.text !== undefined) into[name] = shown.text
  else into[`${name}Base64`] = shown.base64
  return into
}
