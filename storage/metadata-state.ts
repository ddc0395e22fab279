// The state that the metadata log tells: a fold over its records, the newest about a thing wins. Pure: no disk, no clock.
// Used by metadata-log.ts (which keeps it current) and store.ts (which reads it). `snapshot()` yields records that fold
// to the same state: that is how a new segment of the metadata log begins.
import type { MetadataRecordInit, SegmentSealed, TopicState } from '../protocol/messages.ts'
import { GroupStates } from './group-state.ts'

export type SealedFacts = Omit<SegmentSealed, 'topicId' | 'partition'>

interface EpochStart {
  epoch: number
  offset: number
}

/** What is known of one log apart from its segments' bytes. */
export interface LogFacts {
  topicId: Uint8Array
  partition: number
  startOffset: number
  epochs: EpochStart[] // ascending: first offset that carries the epoch
  sealed: Map<number, SealedFacts> // by base offset
  dropped: Map<number, number> // base offset → generation; the file may still be there
}

// Field by field: what a decoded message leaves out stands on its prototype, where a spread does not look.
function sealedFacts(record: SegmentSealed): SealedFacts {
  const { baseOffset, generation, endOffset, sizeBytes, headersCrc } = record
  const { firstAppendMs, lastAppendMs, maxTimestampMs, compactedTo = 0, deleteHorizonMs = 0 } = record
  return {
    baseOffset,
    generation,
    endOffset,
    sizeBytes,
    headersCrc,
    firstAppendMs,
    lastAppendMs,
    maxTimestampMs,
    compactedTo,
    deleteHorizonMs,
  }
}

export function hexOf(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('hex')
}

export class MetadataState {
  bootEpoch = 0
  clusterId = ''
  bootedMs = 0
  nextProducerId = 0
  readonly topics = new Map<string, TopicState>() // by id in hex
  readonly dead = new Set<string>() // deleted topics whose files may still be there
  readonly groups = new GroupStates()
  readonly #logs = new Map<string, LogFacts>()

  log(topicId: Uint8Array, partition: number): LogFacts {
    const key = `${hexOf(topicId)}/${partition}`
    let facts = this.#logs.get(key)
    if (facts === undefined) {
      facts = {
        topicId: Buffer.from(topicId),
        partition,
        startOffset: 0,
        epochs: [],
        sealed: new Map(),
        dropped: new Map(),
      }
      this.#logs.set(key, facts)
    }
    return facts
  }

  apply(record: MetadataRecordInit): void {
    if (record.brokerBooted) {
      this.bootEpoch = record.brokerBooted.bootEpoch ?? 0
      this.clusterId = record.brokerBooted.clusterId ?? ''
      this.bootedMs = record.brokerBooted.bootedMs ?? 0
    } else if (record.topic) {
      const topic = record.topic as TopicState
      // Decoded bytes are views of the file they were read from: copies let go of it.
      const settings = (topic.settings ?? []).map(({ key, value }) => ({ key, value }))
      const { id, name, partitions, createdMs } = topic
      this.topics.set(hexOf(id), { id: Buffer.from(id), name, partitions, settings, createdMs })
    } else if (record.topicDeleted) {
      this.#forget(hexOf(record.topicDeleted.id as Uint8Array))
      this.dead.add(hexOf(record.topicDeleted.id as Uint8Array))
    } else if (record.topicGone) {
      this.dead.delete(hexOf(record.topicGone.id as Uint8Array))
    } else if (record.producerIds) {
      this.nextProducerId = Math.max(this.nextProducerId, record.producerIds.next ?? 0)
    } else if (record.group || record.groupDeleted || record.offsetsCommitted) {
      this.groups.apply(record, this.#livingTopic)
    } else {
      this.#applyToLog(record)
    }
  }

  #applyToLog(record: MetadataRecordInit): void {
    const about = record.logStart ?? record.epochStart ?? record.segmentSealed ?? record.segmentDropped
    // A late record about a deleted topic changes nothing. (Snapshot marks and kinds of a later release: no state here.)
    if (!about?.topicId || !this.topics.has(hexOf(about.topicId))) return
    const facts = this.log(about.topicId, about.partition ?? 0)
    if (record.logStart) {
      facts.startOffset = Math.max(facts.startOffset, record.logStart.offset ?? 0)
      while (facts.epochs.length > 1 && (facts.epochs[1] as EpochStart).offset <= facts.startOffset)
        facts.epochs.shift()
    } else if (record.epochStart) {
      const { epoch = 0, offset = 0 } = record.epochStart
      // Known; or a younger one begins in front of it, so that nothing of it is left.
      if (
        facts.epochs.some((known) => known.epoch === epoch || (known.epoch > epoch && known.offset < offset))
      )
        return
      // An older one that began behind this one was cut off by a crash: nothing of it is left.
      facts.epochs = facts.epochs.filter((known) => known.epoch > epoch || known.offset <= offset)
      facts.epochs.push({ epoch, offset })
      facts.epochs.sort((a, b) => a.epoch - b.epoch)
    } else if (record.segmentSealed) {
      const sealed = sealedFacts(record.segmentSealed as SegmentSealed)
      facts.sealed.set(sealed.baseOffset, sealed)
      facts.dropped.delete(sealed.baseOffset)
    } else if (record.segmentDropped) {
      facts.sealed.delete(record.segmentDropped.baseOffset ?? 0)
      facts.dropped.set(record.segmentDropped.baseOffset ?? 0, record.segmentDropped.generation ?? 0)
    }
  }

  readonly #livingTopic = (id: Uint8Array): string | undefined => {
    const idHex = hexOf(id)
    return this.topics.has(idHex) ? idHex : undefined
  }

  #forget(idHex: string): void {
    this.groups.topicDeleted(idHex)
    const topic = this.topics.get(idHex)
    if (topic === undefined) return
    for (let partition = 0; partition < topic.partitions; partition++)
      this.#logs.delete(`${idHex}/${partition}`)
    this.topics.delete(idHex)
  }

  *snapshot(): Generator<MetadataRecordInit> {
    yield { brokerBooted: { bootEpoch: this.bootEpoch, clusterId: this.clusterId, bootedMs: this.bootedMs } }
    yield { producerIds: { next: this.nextProducerId } }
    for (const id of this.dead) yield { topicDeleted: { id: Buffer.from(id, 'hex') } }
    for (const topic of this.topics.values()) yield { topic }
    for (const { topicId, partition, ...facts } of this.#logs.values()) {
      const log = { topicId, partition }
      if (facts.startOffset > 0) yield { logStart: { ...log, offset: facts.startOffset } }
      for (const start of facts.epochs) yield { epochStart: { ...log, ...start } }
      for (const sealed of facts.sealed.values()) yield { segmentSealed: { ...log, ...sealed } }
      for (const [baseOffset, generation] of facts.dropped) {
        yield { segmentDropped: { ...log, baseOffset, generation } }
      }
    }
    yield* this.groups.snapshot()
  }
}
