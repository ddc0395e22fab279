// The checkpoint file: how far each log is known to be on disk. Written by store.ts after syncs, read by recovery, which
// cuts what is damaged behind these positions and never below them.
// Two slots of SLOT_BYTES (the file is sparse), written in turn, so that a torn write leaves the other one:
//
//   u32 length of the message | u32 CRC-32C of the message | Checkpoint (protocol/storage.proto)
//
// Of the two the valid one with the higher number counts. Each write is synced before the next begins.
import type { FileHandle } from 'node:fs/promises'
import { open, readFile } from 'node:fs/promises'
import { crc32c } from '../protocol/crc32c.ts'
import { SluiceError } from '../protocol/errors.ts'
import {
  type Checkpoint,
  type CheckpointInit,
  decodeCheckpoint,
  encodeCheckpoint,
  type LogPositionInit,
} from '../protocol/messages.ts'

export const SLOT_BYTES = 4 * 1024 * 1024

export function encodeSlot(checkpoint: CheckpointInit): Buffer {
  const message = encodeCheckpoint(checkpoint)
  const slot = Buffer.allocUnsafe(8 + message.length)
  slot.writeUInt32BE(message.length, 0)
  slot.writeUInt32BE(crc32c(message), 4)
  message.copy(slot, 8)
  return slot
}

function decodeSlot(file: Buffer, from: number): Checkpoint | undefined {
  if (file.length < from + 8) return undefined
  const length = file.readUInt32BE(from)
  if (length === 0 || length > SLOT_BYTES - 8 || from + 8 + length > file.length) return undefined
  const message = file.subarray(from + 8, from + 8 + length)
  if (crc32c(message) !== file.readUInt32BE(from + 4)) return undefined
  try {
    return decodeCheckpoint(message)
  } catch {
    return undefined
  }
}

/** The checkpoint that counts; undefined when neither slot is whole. */
export function newestSlot(file: Buffer): Checkpoint | undefined {
  const first = decodeSlot(file, 0)
  const second = decodeSlot(file, SLOT_BYTES)
  if (first === undefined || second === undefined) return first ?? second
  return first.number > second.number ? first : second
}

export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  try {
    return newestSlot(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SluiceError('DATA_DIR_UNUSABLE', `the checkpoint ${path} cannot be read`, { cause: error })
  }
}

export class CheckpointWriter {
  readonly #path: string
  readonly #bootEpoch: number
  #number: number
  #file: FileHandle | undefined
  #running: Promise<void> | undefined
  #closed = false

  /** number: that of the newest checkpoint in the file. */
  constructor(path: string, bootEpoch: number, number: number) {
    this.#path = path
    this.#bootEpoch = bootEpoch
    this.#number = number
  }

  get busy(): boolean {
    return this.#running !== undefined
  }

  /** Never two at a time: the caller asks `busy` first. */
  async write(logs: LogPositionInit[]): Promise<void> {
    await this.#running
    const run = this.#write(logs).finally(() => {
      if (this.#running === run) this.#running = undefined
    })
    this.#running = run
    await run
  }

  async #write(logs: LogPositionInit[]): Promise<void> {
    if (this.#closed) return // a close that took too long: another store may have the directory by now
    this.#file ??= await openForUpdate(this.#path)
    const slot = encodeSlot({ number: this.#number + 1, bootEpoch: this.#bootEpoch, logs })
    if (slot.length > SLOT_BYTES) {
      throw new SluiceError(
        'INTERNAL',
        `a checkpoint of ${logs.length} logs does not fit its slot of ${SLOT_BYTES} bytes`,
      )
    }
    await this.#file.write(slot, 0, slot.length, ((this.#number + 1) % 2) * SLOT_BYTES)
    await this.#file.datasync()
    this.#number++
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running?.catch(() => {})
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}

async function openForUpdate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return open(path, 'w+', 0o600)
  }
}
