// The data directory: its layout, its lock and its format number. Used by store.ts, check.ts and (paths) log.ts.
//
//   lock  format  meta/<20 digits>.log  logs/<topic id>/<partition>/<20 digits>[.<generation>].log[.compacting]
//   checkpoint  clean  index/  index.seal  index.opening  ballast
//
// The directory listing is the list of segments. Names parse strictly and are never used as paths: a path is made here
// from a topic id (32 hex digits) and numbers. What does not parse is left alone.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Engine, lockFile, NativeError, unlockFile } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'
import { addonError } from './addon-error.ts'

/**
 * Format of the data directory this release writes; it reads every older one.
 * 1: the first. 2: consumer groups in the metadata log, segments of later generations: a release that knows neither would drop
 * the former and miss the latter.
 */
const FORMAT = 2

export interface SegmentName {
  baseOffset: number
  generation: number
}

export function segmentFileName(baseOffset: number, generation: number): string {
  const digits = String(baseOffset).padStart(20, '0')
  return generation === 0 ? `${digits}.log` : `${digits}.${generation}.log`
}

export function parseSegmentFileName(name: string): SegmentName | undefined {
  const match = /^(\d{20})(?:\.([1-9]\d{0,8}))?\.log$/.exec(name)
  if (match === null) return undefined
  const baseOffset = Number(match[1])
  return Number.isSafeInteger(baseOffset) ? { baseOffset, generation: Number(match[2] ?? 0) } : undefined
}

export function isTopicDirectoryName(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name)
}

export class DataDirectory {
  readonly path: string
  #lock = 0

  private constructor(path: string) {
    this.path = path
  }

  /** Creates what is missing and locks it; SluiceError DATA_DIR_UNUSABLE, DATA_DIR_LOCKED, FORMAT_TOO_NEW. */
  static async open(path: string): Promise<DataDirectory> {
    const directory = new DataDirectory(path)
    try {
      directory.checkFormat() // of somebody else's directory nothing is touched
      makeDirectory(directory.logs)
      makeDirectory(directory.meta)
    } catch (error) {
      throw error instanceof SluiceError ? error : unusable(path, error)
    }
    directory.lock()
    try {
      directory.checkFormat()
    } catch (error) {
      directory.unlock()
      throw error
    }
    return directory
  }

  /** A directory that exists already, locked; nothing is created. */
  static openExisting(path: string): DataDirectory {
    const directory = new DataDirectory(path)
    if (!existsSync(directory.format)) {
      throw new SluiceError('DATA_DIR_UNUSABLE', `${path} is not a data directory: it has no format file`)
    }
    directory.lock()
    try {
      directory.checkFormat()
    } catch (error) {
      directory.unlock()
      throw error
    }
    return directory
  }

  get lockPath(): string {
    return join(this.path, 'lock')
  }
  get format(): string {
    return join(this.path, 'format')
  }
  get meta(): string {
    return join(this.path, 'meta')
  }
  get logs(): string {
    return join(this.path, 'logs')
  }
  get checkpoint(): string {
    return join(this.path, 'checkpoint')
  }
  get clean(): string {
    return join(this.path, 'clean')
  }
  get index(): string {
    return join(this.path, 'index')
  }
  get indexSeal(): string {
    return join(this.path, 'index.seal')
  }

  get indexOpening(): string {
    return join(this.path, 'index.opening')
  }
  get ballast(): string {
    return join(this.path, 'ballast')
  }

  topic(idHex: string): string {
    return join(this.logs, idHex)
  }

  log(idHex: string, partition: number): string {
    return join(this.logs, idHex, String(partition))
  }

  segment(idHex: string, partition: number, name: SegmentName): string {
    return join(this.log(idHex, partition), segmentFileName(name.baseOffset, name.generation))
  }

  metaSegment(baseOffset: number): string {
    return join(this.meta, segmentFileName(baseOffset, 0))
  }

  private lock(): void {
    try {
      this.#lock = lockFile(this.lockPath)
    } catch (error) {
      if (error instanceof NativeError && (error.code === 'EWOULDBLOCK' || error.code === 'EAGAIN')) {
        throw new SluiceError(
          'DATA_DIR_LOCKED',
          `another broker uses ${this.path}: stop it, or give this one its own directory`,
          {
            cause: error,
          },
        )
      }
      const reason = addonError(error)
      throw reason instanceof SluiceError ? reason : unusable(this.path, error)
    }
  }

  unlock(): void {
    if (this.#lock === 0) return
    unlockFile(this.#lock)
    this.#lock = 0
  }

  private checkFormat(): void {
    if (!existsSync(this.format)) return
    const text = readFileSync(this.format, 'utf8').trim()
    const format = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(format)) {
      throw new SluiceError(
        'DATA_DIR_UNUSABLE',
        `${this.format} does not hold a format number: is this a data directory?`,
      )
    }
    if (format > FORMAT) {
      throw new SluiceError(
        'FORMAT_TOO_NEW',
        `${this.path} has format ${format}, this release reads up to ${FORMAT}: use the newer release that wrote it`,
      )
    }
  }

  /** Of a new directory, or of one that an older release wrote. */
  async writeFormat(engine: Engine): Promise<void> {
    const current = existsSync(this.format) && Number(readFileSync(this.format, 'utf8')) === FORMAT
    if (!current) await engine.writeFileDurably(this.format, Buffer.from(`${FORMAT}\n`))
  }
}

/** Name of a file while compaction writes it. */
export const COMPACTING_SUFFIX = '.compacting'

/** Segments in a directory, by base offset; of one base offset the highest generation comes last. */
export function listSegments(path: string): SegmentName[] {
  return listLogFiles(path).segments
}

/** The same, and the names of files that compaction did not finish. */
export function listLogFiles(path: string): { segments: SegmentName[]; unfinished: string[] } {
  let names: string[]
  try {
    names = readdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { segments: [], unfinished: [] }
    throw unusable(path, error)
  }
  const segments: SegmentName[] = []
  const unfinished: string[] = []
  for (const name of names) {
    const segment = parseSegmentFileName(name)
    if (segment !== undefined) segments.push(segment)
    else if (
      name.endsWith(COMPACTING_SUFFIX) &&
      parseSegmentFileName(name.slice(0, -COMPACTING_SUFFIX.length))
    )
      unfinished.push(name)
  }
  segments.sort((a, b) => a.baseOffset - b.baseOffset || a.generation - b.generation)
  return { segments, unfinished }
}

/** One level at a time: Node's recursive mkdir never returns where a parent answers ENOENT, as /proc does. */
function makeDirectory(path: string): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.push(at)
  for (const level of missing.reverse()) {
    try {
      mkdirSync(level, { mode: 0o700 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function unusable(path: string, cause: unknown): SluiceError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new SluiceError('DATA_DIR_UNUSABLE', `the data directory ${path} cannot be used: ${reason}`, {
    cause,
  })
}
