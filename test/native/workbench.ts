// An engine over a temporary directory, and its events as something a test can wait for.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AppendFact,
  createEngine,
  type Engine,
  type NewSegment,
  type Segment,
  SegmentEvent,
  Verdict,
} from '../../native/index.ts'

export interface Told {
  segment: number
  event: number
  a: number
  b: number
}

export class Workbench {
  readonly directory = mkdtempSync(join(tmpdir(), 'sluice-native-'))
  readonly engine: Engine
  readonly told: Told[] = []
  readonly facts = new Float64Array(AppendFact.width)
  #listeners: (() => void)[] = []

  constructor(flushThreads = 1) {
    this.engine = createEngine({
      flushThreads,
      coldThreads: 2,
      onSegmentEvent: (segment, event, a, b) => {
        this.told.push({ segment, event, a, b })
        for (const listener of this.#listeners.splice(0)) listener()
      },
    })
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  options(name: string, more: Partial<NewSegment> = {}): NewSegment {
    return {
      path: this.path(name),
      sizeBytes: 1 << 20,
      mode: 'mmap',
      windowBytes: 65_536,
      stepFirstBytes: 65_536,
      stepMostBytes: 262_144,
      ...more,
    }
  }

  async created(name: string, more: Partial<NewSegment> = {}): Promise<Segment> {
    const segment = this.engine.createSegment(this.options(name, more))
    await this.event(segment, SegmentEvent.room)
    return segment
  }

  /** Takes the first event of this kind for this segment, waiting for it where it has not come yet. */
  async event(segment: Segment, event: number): Promise<Told> {
    while (true) {
      const index = this.told.findIndex((told) => told.segment === segment.id && told.event === event)
      if (index >= 0) return this.told.splice(index, 1)[0]
      await new Promise<void>((resolve) => this.#listeners.push(resolve))
    }
  }

  /** Appends, waiting for room as often as it takes; the facts are in `facts`. */
  async append(segment: Segment, bytes: Uint8Array, baseOffset: number, leaderEpoch = 7): Promise<Verdict> {
    while (true) {
      const verdict = segment.append(bytes, 0, bytes.length, baseOffset, leaderEpoch, 1 << 20, this.facts)
      if (verdict !== Verdict.later) return verdict
      await this.event(segment, SegmentEvent.room)
    }
  }

  async close(): Promise<void> {
    await this.engine.close()
    rmSync(this.directory, { recursive: true, force: true })
  }
}
