// What a store is opened with and what it tells about itself.
import type { AppendMode, EngineCounters } from '../native/index.ts'
import type { Notice } from './notice.ts'
import type { TopicSettings } from './settings.ts'

export interface StoreOptions {
  directory: string
  appendMode: 'auto' | AppendMode
  flushThreads: number
  coldThreads: number
  topicDefaults: TopicSettings
  /** After so long without an append a log forgets a producer. Default: a day. */
  producerExpirationMs?: number
  segmentsOpenMax?: number // sealed segments held open for readers
  clock?: { nowMs(): number }
  onNotice?: Notice
}

export interface TopicSpec {
  name: string
  partitions: number
  settings: Record<string, string>
}

export interface TopicChange {
  set: Record<string, string>
  reset: string[]
  partitions?: number
}

export interface StoreStats {
  topics: number
  logs: number
  segments: number
  bytes: number
  readOnlyLogs: number
  queuedAppends: number
  waitingAcks: number
  sealedSegmentsOpen: number
  sealedSegmentsOpened: number // since the start
  fetchesCold: number // reads that had to wait for batch headers from the disk
  indexEntriesPending: number // not yet written
  indexFlushes: number
  indexUsable: boolean
  metadataAppends: number
  diskFull: boolean
  diskFreeBytes: number
  engine: EngineCounters
}

export const SEGMENTS_OPEN_DEFAULT = 1_024
export const PRODUCER_EXPIRATION_MS_DEFAULT = 24 * 3_600_000
