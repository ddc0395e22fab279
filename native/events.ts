// Takes apart the batches of events that the native network hands over (native/src/glue_network.cc, add_row) and calls the
// callbacks of NetworkOptions, in order. One call from native code for many events: crossing over costs more than an event.
// Called by native/index.ts only. A callback that throws does not cost the others their events: the error is thrown again
// from the event loop, where nobody catches it.
import type { NetworkOptions } from './index.ts'

const ROW_WIDTH = 5
const ACCEPT = 1 // listener, bytes of the peer's address
const FRAME = 2 // frame, header bytes, payload bytes
const INVALID = 3 // reason
const CLOSE = 4 // reason, errno
const END = 5

export type OnEvents = (rows: Float64Array, count: number, texts: Buffer) => void

type Callbacks = Pick<NetworkOptions, 'onAccept' | 'onFrame' | 'onInvalid' | 'onEnd' | 'onClose'>

export function eventsFor(callbacks: Callbacks): OnEvents {
  const { onAccept, onFrame, onInvalid, onEnd, onClose } = callbacks
  return (rows, count, texts) => {
    let at = 0
    const text = (bytes: number): Buffer => texts.subarray(at, (at += bytes))
    for (let row = 0; row < count * ROW_WIDTH; row += ROW_WIDTH) {
      const connection = rows[row + 1]
      const a = rows[row + 2]
      const b = rows[row + 3]
      try {
        switch (rows[row]) {
          case ACCEPT:
            onAccept(connection, a, text(b).toString())
            break
          case FRAME:
            onFrame(connection, a, text(b), rows[row + 4])
            break
          case INVALID:
            onInvalid?.(connection, a)
            break
          case CLOSE:
            onClose(connection, a, b)
            break
          case END:
            onEnd?.(connection)
            break
        }
      } catch (error) {
        setImmediate(() => {
          throw error
        })
      }
    }
  }
}
