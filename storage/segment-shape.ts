// How a new segment is made: mode, fault-ahead window and allocation steps, from the topic's settings and the directory's
// file system. The figures come from docs/decisions/0001 and 0003.
import type { AppendMode, NewSegment } from '../native/index.ts'
import type { TopicSettings } from './settings.ts'

const KiB = 1024
const MiB = 1024 * KiB

// With syncs, pages that were faulted in ahead are written as zeros first: no window where durability=disk.
const WINDOW_BYTES = { memory: 1 * MiB, disk: 0 } as const
const STEP_FIRST_BYTES = 64 * KiB // an idle partition costs this much
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

/** The name of a file system on which nothing is mapped; undefined: a mapping is safe. By statfs f_type. */
export function unsafeToMap(statfsType: number): string | undefined {
  return PWRITE_ONLY.get(statfsType >>> 0)
}

export interface AppendModes {
  appendMode: 'auto' | AppendMode // of the store, for topics that say auto
  mappingSafe: boolean
}

/**
 * `auto` is pwrite: at every batch size from 4 KiB on it was faster end to end than faulting pages in (docs/decisions/0003).
 * A mapping is had by asking for it, where the file system makes one safe.
 */
export function appendModeOf(settings: TopicSettings, store: AppendModes): AppendMode {
  const wanted = settings.appendMode === 'auto' ? store.appendMode : settings.appendMode
  return wanted === 'mmap' && store.mappingSafe ? 'mmap' : 'pwrite'
}

/** busy: the segment before was filled, so that this one soon will be too. */
export function segmentShape(
  settings: TopicSettings,
  store: AppendModes,
  busy: boolean,
): Omit<NewSegment, 'path'> {
  const mode = appendModeOf(settings, store)
  return {
    sizeBytes: settings.segmentBytes,
    mode,
    windowBytes: mode === 'mmap' ? WINDOW_BYTES[settings.durability] : 0,
    stepFirstBytes: Math.min(busy ? STEP_MOST_BYTES : STEP_FIRST_BYTES, settings.segmentBytes),
    stepMostBytes: Math.min(STEP_MOST_BYTES, settings.segmentBytes),
  }
}
