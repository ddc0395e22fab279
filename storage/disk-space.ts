// Watches the free space of the data directory. Below the reserve produce is refused (DISK_FULL) and a ballast file is
// released, so that the metadata log, commits, retention and deletion go on; when space is back the ballast is made again
// and appends go on, without a restart. Owned by store.ts, which ticks it once a second; log.ts reads `full`.
import { stat, statfs, unlink } from 'node:fs/promises'
import type { Engine } from '../native/index.ts'
import type { Notice } from './notice.ts'

const MiB = 1024 * 1024

export interface SpaceLimits {
  reserveBytes: number // free space below which produce is refused
  ballastBytes: number // size of the file that is given up then
}

/** Two parts in a hundred of the disk, within bounds that fit small and large ones. */
function spaceLimits(diskBytes: number): SpaceLimits {
  const reserveBytes = Math.floor(Math.min(128 * MiB, Math.max(1 * MiB, diskBytes * 0.02)))
  return { reserveBytes, ballastBytes: Math.floor(reserveBytes / 2) }
}

/** What to do at this much free space. With the ballast in place the free space that counts is without it. */
export function isFull(freeBytes: number, full: boolean, space: SpaceLimits): boolean {
  // Going back needs room for the ballast on top, so that it does not flap.
  return full ? freeBytes < space.reserveBytes + 2 * space.ballastBytes : freeBytes < space.reserveBytes
}

export class DiskSpace {
  readonly #directory: string
  readonly #ballast: string
  readonly #engine: Engine
  readonly #notice: Notice
  #hasBallast = false
  #reserveBytes = 0
  #checking: Promise<void> | undefined
  full = false
  freeBytes = Number.POSITIVE_INFINITY

  constructor(directory: string, ballast: string, engine: Engine, notice: Notice) {
    this.#directory = directory
    this.#ballast = ballast
    this.#engine = engine
    this.#notice = notice
  }

  /** What may be written beyond appends (compaction) without taking them their room. */
  get roomBytes(): number {
    return this.full ? 0 : this.freeBytes - this.#reserveBytes
  }

  /** Never two at a time. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined
    })
    return this.#checking
  }

  async #check(): Promise<void> {
    const disk = await statfs(this.#directory)
    const space = spaceLimits(disk.blocks * disk.bsize)
    this.freeBytes = disk.bavail * disk.bsize
    this.#reserveBytes = space.reserveBytes
    const full = isFull(this.freeBytes, this.full, space)
    if (full !== this.full) {
      this.full = full
      const facts = { freeBytes: this.freeBytes, reserveBytes: space.reserveBytes }
      if (full) this.#notice('error', 'the disk is full: appends are refused until space is free', facts)
      else this.#notice('info', 'the disk has space again: appends go on', facts)
    }
    if (full) await this.#release()
    else await this.#fill(space)
  }

  async #release(): Promise<void> {
    this.#hasBallast = false
    await unlink(this.#ballast).catch(() => {})
  }

  async #fill(space: SpaceLimits): Promise<void> {
    if (this.#hasBallast || this.freeBytes < space.reserveBytes + 2 * space.ballastBytes) return
    const bytes = await stat(this.#ballast).then(
      (file) => file.size,
      () => -1,
    )
    if (bytes !== space.ballastBytes) {
      await unlink(this.#ballast).catch(() => {})
      await this.#engine.allocateFile(this.#ballast, space.ballastBytes).catch(() => {})
    }
    this.#hasBallast = true
  }

  async close(): Promise<void> {
    await this.#checking?.catch(() => {})
  }
}
