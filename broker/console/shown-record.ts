// A record as the API shows it: bytes as text where they are UTF-8, else in base64, cut at a bound. Called by record-scan.ts,
// in the record thread.
// Invariant: text ends on a whole character; nothing here trusts the record: it is JSON that is made, never HTML.
import { isUtf8 } from 'node:buffer'
import { decodeHeaders } from '../../protocol/batch.ts'
import { codecNames } from '../../protocol/codecs.ts'
import { limits } from '../../protocol/limits.ts'
import type { ShownBytes, ShownRecord } from './api.ts'

/** Where a record lies in the bytes of its batch: what BatchReader says of the one it stands on. A length of -1: null. */
export interface RecordPlace {
  offset: number
  timestamp: number
  keyStart: number
  keyBytes: number
  valueStart: number
  valueBytes: number
  headersStart: number
  headersCount: number
  recordEnd: number
}

/** CORRUPT_BATCH where its headers cannot be read. */
export function shownRecord(
  place: RecordPlace,
  buffer: Buffer,
  { partition, codec, bytesMost }: { partition: number; codec: number; bytesMost: number },
): ShownRecord {
  const { headersStart, headersCount, recordEnd } = place
  const headers = headersCount === 0 ? [] : decodeHeaders(buffer, headersStart, recordEnd, headersCount)
  // One record shown whole has one such part for all its headers, beyond what each is shown of in a list.
  let left = bytesMost
  const shown = headers.slice(0, limits.consoleHeadersMax).map(([name, value]) => {
    const most = Math.min(bytesMost, Math.max(left, limits.consoleShownBytes))
    left -= value?.length ?? 0
    return {
      name:
        name.length > limits.consoleHeaderNameMax ? `${name.slice(0, limits.consoleHeaderNameMax)}…` : name,
      value: shownBytes(value, most),
    }
  })
  return {
    partition,
    offset: place.offset,
    timestampMs: place.timestamp,
    key: shownBytes(viewOf(buffer, place.keyStart, place.keyBytes), bytesMost),
    value: shownBytes(viewOf(buffer, place.valueStart, place.valueBytes), bytesMost),
    headers: shown,
    headersLeftOut: headers.length - shown.length,
    codec: codecNames[codec] ?? 'none',
  }
}

function viewOf(buffer: Buffer, start: number, bytes: number): Buffer | null {
  return bytes < 0 ? null : buffer.subarray(start, start + bytes)
}

function shownBytes(bytes: Buffer | null, most: number): ShownBytes | null {
  if (bytes === null) return null
  const cut = bytes.length > most
  const facts = { bytes: bytes.length, cut }
  const text = cut ? bytes.subarray(0, wholeCharacters(bytes, most)) : bytes
  if (isUtf8(text)) return { text: text.toString('utf8'), ...facts }
  return { base64: bytes.subarray(0, most).toString('base64'), ...facts }
}

/** Where to cut at `most` bytes or a little before it, so that no character is halved. */
function wholeCharacters(bytes: Buffer, most: number): number {
  let end = most
  // A byte 10xxxxxx continues a character; of UTF-8 at most three stand in a row.
  while (end > most - 4 && end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--
  return end
}
