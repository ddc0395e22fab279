// What a log needs from its store. Made once by store.ts and shared by all logs.
import type { AppendMode, Engine } from '../native/index.ts'
import type { AppendTimesRoom } from './append-times.ts'
import type { DataDirectory } from './directory.ts'
import type { DiskSpace } from './disk-space.ts'
import type { MetadataLog } from './metadata-log.ts'
import type { Notice } from './notice.ts'
import type { OffsetIndex } from './offset-index.ts'
import type { SegmentCache } from './segment-cache.ts'
import type { SegmentEvents } from './segment-events.ts'

export interface LogContext {
  directory: DataDirectory
  engine: Engine
  events: SegmentEvents
  cache: SegmentCache
  index: OffsetIndex
  metadata: MetadataLog
  disk: DiskSpace
  appendTimes: AppendTimesRoom
  bootEpoch: number
  appendMode: 'auto' | AppendMode // for topics that say auto
  mappingSafe: boolean // in this directory's file system
  nowMs: () => number
  notice: Notice
  /** The durable end of a log moved by this many bytes: the checkpoint is behind. */
  durableMoved: (bytes: number) => void
  /** Resolves when compaction is at no file of this topic any more: a deleted one's directory can go. */
  filesReleased?: (topicIdHex: string) => Promise<void>
}
