// The value of a record: `<value>|<topic>/<partition>|<filler>`. Called by producer.ts, consumer.ts and the reader.
// The name makes it unique, the tag says where it belongs, the hash tells whether a single byte differs.
import { createHash } from 'node:crypto'
import type { SeenRecord } from './history.ts'
import type { Random } from '../faults/random.ts'

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex').slice(0, 12)
}

/** Text that compresses somewhat, of a length that differs from record to record. */
export function payloadOf(value: string, topic: string, partition: number, random: Random): Buffer {
  const length = random.whole(0, 20) === 0 ? random.whole(2_000, 20_000) : random.whole(0, 300)
  let filler = ''
  while (filler.length < length) filler += random.whole(0, 2 ** 31).toString(36) + 'sluice '
  return Buffer.from(`${value}|${topic}/${partition}|${filler.slice(0, length)}`)
}

/** What the history keeps of a record that was read. */
export function seen(record: { readonly offset: number; readonly rawValue: Buffer | null }): SeenRecord {
  const bytes = record.rawValue ?? Buffer.alloc(0)
  const [value = '', tag = ''] = bytes.toString('latin1').split('|', 2)
  return [record.offset, value, hashOf(bytes), tag]
}
