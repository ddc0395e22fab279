// One compaction of one log, in the worker: first the table of keys from what was not compacted yet, then group by group the
// new files. Called by compaction-worker.ts; synchronous. The main thread decides what is compacted and what becomes of it.
// Invariants: a record goes only when the table has its key at a later offset, or as an expired tombstone; offsets never
// change; inputs are only read; a new file has its name only when it is durable as a whole.
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { BatchHeader, BatchReader } from '../protocol/batch.ts'
import { type BatchRules, compactBatch, type CompactedBatch } from './compaction-batch.ts'
import { SegmentReader, SegmentWriter } from './compaction-file.ts'
import type {
  BeginRequest,
  Begun,
  CompactionAnswer,
  Failed,
  RewriteRequest,
  SegmentInput,
  Unreadable,
} from './compaction-job.ts'
import { KeyTable } from './compaction-table.ts'

/** What an input's own bytes are to blame for, as against a disk that is full. */
class InputError extends Error {
  readonly input: number
  readonly position: number

  constructor(input: number, position: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.input = input
    this.position = position
  }
}

export class CompactionRun {
  readonly #inputs: SegmentInput[]
  readonly #table: KeyTable
  readonly #rules: BatchRules
  readonly #lastBatch = new Map<number, number>() // of a producer: base offset of its last batch in the inputs
  readonly #reader = new BatchReader()
  #coveredTo: number
  // A last batch of an input that has no records: kept only where the file ends with it, so that the file says where it ends.
  #tail: { batch: CompactedBatch; position: number; same: boolean } | undefined

  constructor({ inputs, tableBytes, nowMs, deleteRetentionMs, producerIds, tombstonesBelow }: BeginRequest) {
    this.#inputs = inputs
    let offsets = 0
    for (const input of inputs) offsets += input.endOffset - Math.max(input.baseOffset, input.compactedTo)
    this.#table = KeyTable.for(offsets, tableBytes)
    this.#coveredTo = (inputs[inputs.length - 1] as SegmentInput).endOffset
    for (const id of producerIds) this.#lastBatch.set(id, -1)
    this.#rules = {
      superseded: (key, offset) => this.#table.get(key) > offset,
      nowMs,
      horizonMs: nowMs + deleteRetentionMs,
      settledTo: tombstonesBelow,
    }
  }

  /** Reads what is new: the table of keys, and of each producer the last batch. */
  begin(): Begun | Unreadable | Failed {
    return guarded(() => {
      for (const [place, input] of this.#inputs.entries()) {
        if (input.compactedTo < input.endOffset && !this.#mapKeys(place, input)) break
      }
      this.#rules.settledTo = Math.min(this.#rules.settledTo, this.#coveredTo)
      if (this.#lastBatch.size > 0) {
        for (const [place, input] of this.#inputs.entries()) this.#noteProducers(place, input)
      }
      return { kind: 'begun' as const, coveredTo: this.#coveredTo, keys: this.#table.count }
    })
  }

  /** False: the table is full, keys are known up to #coveredTo. */
  #mapKeys(place: number, input: SegmentInput): boolean {
    return this.#each(place, input, (batch) => {
      const header = BatchHeader.read(batch)
      if (header.lastOffset < input.compactedTo || header.isControl || header.recordsCount === 0) return true
      const reader = this.#reader.open(batch)
      while (reader.next()) {
        if (reader.keyBytes < 0 || reader.offset < input.compactedTo) continue
        if (this.#table.put(reader.key as Buffer, reader.offset)) continue
        this.#coveredTo = reader.offset
        return false
      }
      return true
    })
  }

  /** Each batch of an input until `visit` answers false; what is wrong with it becomes an InputError. */
  #each(place: number, input: SegmentInput, visit: (batch: Buffer) => boolean): boolean {
    const reader = new SegmentReader(input.path, input.sizeBytes)
    try {
      for (;;) {
        const batch = reader.batch()
        if (batch === undefined) return true
        if (!visit(batch)) return false
      }
    } catch (error) {
      throw new InputError(place, reader.position, error)
    } finally {
      reader.close()
    }
  }

  #noteProducers(place: number, input: SegmentInput): void {
    const reader = new SegmentReader(input.path, input.sizeBytes)
    try {
      for (let header = reader.header(); header !== undefined; header = reader.header()) {
        if (this.#lastBatch.has(header.producerId)) this.#lastBatch.set(header.producerId, header.baseOffset)
      }
    } catch (error) {
      throw new InputError(place, reader.position, error)
    } finally {
      reader.close()
    }
  }

  /** One file in place of some inputs. */
  rewrite(request: RewriteRequest): CompactionAnswer {
    const { from, temporaryPath } = request
    const writer = new SegmentWriter(temporaryPath)
    const answer = guarded(() => {
      rmSync(temporaryPath, { force: true })
      let to = from
      do {
        if (to > from) this.#join(writer, from)
        this.#rewriteInput(to++, writer)
      } while (to < request.to && this.#fits(writer, to, request))
      this.#settleTail(writer, from)
      return writer.created
        ? this.#finish(writer, request, to)
        : { kind: 'unchanged' as const, to, deleteHorizonMs: writer.deleteHorizonMs }
    })
    this.#tail = undefined
    writer.close()
    if (answer.kind !== 'rewritten') rmSync(temporaryPath, { force: true })
    return answer
  }

  #fits(writer: SegmentWriter, place: number, { from, fileBytes, spanMs }: RewriteRequest): boolean {
    const { firstAppendMs } = this.#inputs[from] as SegmentInput
    const { sizeBytes, lastAppendMs } = this.#inputs[place] as SegmentInput
    return writer.position + sizeBytes <= fileBytes && lastAppendMs - firstAppendMs <= spanMs
  }

  /** Another input follows: there is a file, and the batch at the end of what is in it has no use. */
  #join(writer: SegmentWriter, first: number): void {
    if (!writer.created) this.#create(writer, first, writer.position)
    this.#tail = undefined
  }

  #settleTail(writer: SegmentWriter, first: number): void {
    const tail = this.#tail
    this.#tail = undefined
    if (tail === undefined) return
    if (!writer.created && !tail.same) this.#create(writer, first, tail.position)
    writer.add(tail.batch, BatchHeader.read(tail.batch.bytes).baseOffset)
  }

  /** The file, beginning with [0, end) of its first input as it is. */
  #create(writer: SegmentWriter, first: number, end: number): void {
    const { path, sizeBytes } = this.#inputs[first] as SegmentInput
    const source = new SegmentReader(path, sizeBytes)
    try {
      writer.create()
      source.copyTo(end, (bytes) => writer.write(bytes))
    } finally {
      source.close()
    }
  }

  #finish(writer: SegmentWriter, { temporaryPath, path }: RewriteRequest, to: number): CompactionAnswer {
    writer.finish()
    renameSync(temporaryPath, path)
    const directory = openSync(dirname(path), 'r')
    try {
      fsyncSync(directory)
    } finally {
      closeSync(directory)
    }
    const { position: sizeBytes, headersCrc, maxTimestampMs, deleteHorizonMs } = writer
    const { batches, records, entries } = writer
    const facts = { sizeBytes, headersCrc, maxTimestampMs, deleteHorizonMs }
    return { kind: 'rewritten', to, ...facts, batches, records, entries }
  }

  #rewriteInput(place: number, writer: SegmentWriter): void {
    const input = this.#inputs[place] as SegmentInput
    const source = new SegmentReader(input.path, input.sizeBytes)
    try {
      for (let batch = read(source, place); batch !== undefined; batch = read(source, place)) {
        const compacted = this.#compact(batch, place, source.position)
        const { position } = source
        const same = compacted.bytes === batch
        const goes = compacted.records === 0 && !this.#keepsProducer(compacted.bytes)
        if (goes && position + batch.length === input.sizeBytes) {
          const bytes = Buffer.from(compacted.bytes)
          this.#tail = { batch: { ...compacted, bytes }, position, same }
          return
        }
        // Until the first difference nothing is written; then what stands before it is copied as it is.
        if (!writer.created && (goes || !same)) this.#create(writer, place, position)
        if (!goes) writer.add(compacted, BatchHeader.read(compacted.bytes).baseOffset)
      }
    } finally {
      source.close()
    }
  }

  #compact(batch: Buffer, place: number, position: number): CompactedBatch {
    try {
      return compactBatch(batch, this.#rules, this.#reader)
    } catch (error) {
      throw new InputError(place, position, error)
    }
  }

  /** Its last batch: the log would not know a repeat, nor what comes next, without it. */
  #keepsProducer(batch: Buffer): boolean {
    const { producerId, baseOffset } = BatchHeader.read(batch)
    return producerId >= 0 && this.#lastBatch.get(producerId) === baseOffset
  }
}

function read(source: SegmentReader, place: number): Buffer | undefined {
  try {
    return source.batch()
  } catch (error) {
    throw new InputError(place, source.position, error)
  }
}

function guarded<Answer>(work: () => Answer): Answer | Unreadable | Failed {
  try {
    return work()
  } catch (error) {
    if (error instanceof InputError) {
      const { input, position, message: reason } = error
      return { kind: 'unreadable', input, position, reason }
    }
    const { code, message } = error as NodeJS.ErrnoException
    return { kind: 'failed', code: code ?? '', reason: message }
  }
}
