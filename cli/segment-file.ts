// Reads the batches of a segment file one after the other, through one sliding Buffer: any `.log` file, of a running broker,
// a stopped one or a copy. Called by dump.ts. Only reads; knows nothing of stores or topics.
// Ends in one of three ways: at the end of the file, in zeros up to the end of it (space reserved ahead), or torn: at the
// first bytes that are no whole batch with a good CRC.
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { BATCH_HEADER_BYTES, BATCH_PREFIX_BYTES, BatchHeader, verifyBatch } from '../protocol/batch-header.ts'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'

const windowBytes = 4 * 1024 * 1024

export type FileEnd =
  | { kind: 'end'; position: number }
  | { kind: 'zeros'; position: number; bytes: number }
  | { kind: 'torn'; position: number; bytes: number; reason: string }

export interface FoundBatch {
  header: BatchHeader
  /** Of the batch in the file; `header.position` is where it lies in `bytes`. */
  position: number
  /** Valid until the next batch is asked for. */
  bytes: Buffer
}

export class SegmentFile {
  readonly sizeBytes: number
  /** Set when batches() has ended. */
  end: FileEnd | undefined
  readonly #file: FileHandle
  #window = Buffer.allocUnsafeSlow(windowBytes)
  #windowStart = 0 // position in the file of #window[0]
  #filled = 0

  private constructor(file: FileHandle, sizeBytes: number) {
    this.#file = file
    this.sizeBytes = sizeBytes
  }

  static async open(path: string): Promise<SegmentFile> {
    try {
      const file = await open(path)
      const facts = await file.stat()
      if (facts.isFile()) return new SegmentFile(file, facts.size)
      await file.close()
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      const text = missing
        ? `there is no file ${path}`
        : `${path} cannot be opened: ${(error as Error).message}`
      throw new SluiceError(missing ? 'FILE_NOT_FOUND' : 'FILE_ERROR', text, { cause: error })
    }
    throw new SluiceError('FILE_ERROR', `${path} is not a file`, {
      hint: 'a segment is a file like 00000000000000000000.log; a whole directory: sluice check DATA-DIR',
    })
  }

  async *batches(): AsyncGenerator<FoundBatch> {
    let position = 0
    while (position < this.sizeBytes) {
      await this.#need(position, BATCH_HEADER_BYTES)
      const at = position - this.#windowStart
      const claimed =
        this.#filled - at >= BATCH_PREFIX_BYTES ? this.#window.readInt32BE(at + 8) + BATCH_PREFIX_BYTES : 0
      if (claimed > this.#filled - at && claimed <= limits.batchBytesMax) await this.#need(position, claimed)
      const found = this.#check(position)
      if (typeof found === 'string') {
        this.end = await this.#ending(position, found)
        return
      }
      yield found
      position += found.header.bytes
    }
    this.end = { kind: 'end', position }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  #check(position: number): FoundBatch | string {
    const at = position - this.#windowStart
    const bytes = this.#window.subarray(0, this.#filled)
    try {
      const header = BatchHeader.read(bytes, at)
      verifyBatch(bytes, at)
      return { header, position, bytes }
    } catch (error) {
      if (!isSluiceError(error)) throw error
      return error.message.replace(/^the record batch at byte \d+ is damaged: /, '')
    }
  }

  /** Makes the window hold [position, position + count), as far as the file goes. */
  async #need(position: number, count: number): Promise<void> {
    const at = position - this.#windowStart
    if (this.#filled - at >= count) return
    const rest = this.#filled - at
    const next = count > this.#window.length ? Buffer.allocUnsafeSlow(count) : this.#window
    this.#window.copy(next, 0, at, this.#filled)
    this.#window = next
    this.#windowStart = position
    this.#filled = rest
    while (this.#filled < next.length) {
      const room = next.length - this.#filled
      const { bytesRead } = await this.#file.read(next, this.#filled, room, position + this.#filled)
      if (bytesRead === 0) return
      this.#filled += bytesRead
    }
  }

  async #ending(position: number, reason: string): Promise<FileEnd> {
    const bytes = this.sizeBytes - position
    const piece = Buffer.allocUnsafeSlow(windowBytes)
    const zeros = Buffer.alloc(windowBytes)
    for (let at = position; at < this.sizeBytes; ) {
      const { bytesRead } = await this.#file.read(piece, 0, piece.length, at)
      if (bytesRead === 0) break
      if (piece.compare(zeros, 0, bytesRead, 0, bytesRead) !== 0)
        return { kind: 'torn', position, bytes, reason }
      at += bytesRead
    }
    return { kind: 'zeros', position, bytes }
  }
}
