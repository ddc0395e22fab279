// How a new segment is made: mode, fault-ahead window and allocation steps, from the topic's settings and the directory's
// file system. The figures come from the matrix in docs/decisions/0001.
import type { AppendMode, NewSegment } from '../native/index.ts'
import type { TopicSettings } from './settings.ts'

const KiB = 1024
const MiB = 1024 * KiB

const WINDOW_BYTES = { memory: 8 * MiB, disk: 256 * KiB } as const
const STEP_FIRST_BYTES = 128 * KiB // an idle partition costs this much
const STEP_MOST_BYTES = 16 * MiB

/** File systems on which a mapping is not safe: they copy on write, or the bytes are on another machine. */
const PWRITE_ONLY = new Map([
  [0x9123683e, 'btrfs'],
  [0x2fc12fc1, 'zfs'],
  [0xca451a4e, 'bcachefs'],
  [0x6969, 'nfs'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x01021997, '9p'],
  [0x65735546, 'fuse'],
])

/** What `auto` means on a file system of this type (statfs f_type). */
export function automaticMode(statfsType: number): { mode: AppendMode; fileSystem: string | undefined } {
  const fileSystem = PWRITE_ONLY.get(statfsType >>> 0)
  return { mode: fileSystem === undefined ? 'mmap' : 'pwrite', fileSystem }
}

/** busy: the segment before was filled, so that this one soon will be too. */
export function segmentShape(
  settings: TopicSettings,
  automatic: AppendMode,
  busy: boolean,
): Omit<NewSegment, 'path'> {
  const mode = settings.appendMode === 'auto' ? automatic : settings.appendMode
  return {
    sizeBytes: settings.segmentBytes,
    mode,
    windowBytes: mode === 'mmap' ? WINDOW_BYTES[settings.durability] : 0,
    stepFirstBytes: Math.min(busy ? STEP_MOST_BYTES : STEP_FIRST_BYTES, settings.segmentBytes),
    stepMostBytes: Math.min(STEP_MOST_BYTES, settings.segmentBytes),
  }
}
