// Brings the engine's segment events to whom they are about. Owned by the store; log.ts, metadata-log.ts and
// segment-cache.ts register the segments they opened. Events of a segment nobody listens to any more are dropped.
export type SegmentListener = (event: number, a: number, b: number) => void

export class SegmentEvents {
  readonly #listeners = new Map<number, SegmentListener>()

  listen(segmentId: number, listener: SegmentListener): void {
    this.#listeners.set(segmentId, listener)
  }

  forget(segmentId: number): void {
    this.#listeners.delete(segmentId)
  }

  readonly dispatch = (segmentId: number, event: number, a: number, b: number): void => {
    this.#listeners.get(segmentId)?.(event, a, b)
  }
}
