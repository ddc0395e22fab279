// What a native verdict about a client's batch means to that client: code and a sentence that says what to do.
import { Verdict } from '../native/index.ts'
import { type ErrorName, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'

const TEXTS: Partial<Record<Verdict, [ErrorName, string]>> = {
  [Verdict.empty]: ['INVALID_BATCH', 'the request holds no batch: send at least one'],
  [Verdict.truncated]: ['CORRUPT_BATCH', "a batch's size does not fit the bytes sent: send whole batches"],
  [Verdict.magic]: ['CORRUPT_BATCH', 'a batch has another magic than 2: only record batches v2 are taken'],
  [Verdict.crc]: [
    'CORRUPT_BATCH',
    'the CRC-32C of a batch is wrong: it was damaged on the way, send it again',
  ],
  [Verdict.counts]: ['CORRUPT_BATCH', "a batch's number of records does not match its last offset delta"],
  [Verdict.codec]: ['UNSUPPORTED_CODEC', 'a batch has an unknown codec: use none, gzip, snappy, lz4 or zstd'],
  [Verdict.attributes]: [
    'INVALID_BATCH',
    'a batch is marked as control, transactional or log-append time, or sets a reserved bit: clients may not',
  ],
  [Verdict.sequence]: [
    'INVALID_BATCH',
    'a batch has a producer id without a sequence, or a sequence without an id: set both or neither',
  ],
  [Verdict.baseOffset]: ['INVALID_BATCH', 'a batch has a base offset: send 0, the broker assigns it'],
  [Verdict.tooMany]: [
    'INVALID_BATCH',
    `one request brings more than ${limits.batchesPerAppendMax} batches for a partition: send fewer, larger ones`,
  ],
}

export function refusedBatch(verdict: Verdict, maxMessageBytes: number): SluiceError {
  if (verdict === Verdict.tooLarge) {
    const message = `a batch is larger than max.message.bytes of the topic (${maxMessageBytes}): send smaller batches, or raise it`
    return new SluiceError('MESSAGE_TOO_LARGE', message)
  }
  const text = TEXTS[verdict]
  if (text === undefined) return new SluiceError('INTERNAL', `the append was refused: verdict ${verdict}`)
  return new SluiceError(text[0], text[1])
}
