// Keeps answers about many groups within one header, and their making within short turns. Made by the handlers that list and
// describe groups, handed to group-descriptions.ts.
// Invariant: what is counted is less than what a row really takes, so nothing is refused that would fit; connection.ts
// looks at the bytes themselves.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'

const TURN_MS = 5
/** The least that a row takes besides its texts. */
const ROW_BYTES = 8

export class AnswerRoom {
  #bytes = 0
  #turnEndMs = performance.now() + TURN_MS

  /** FRAME_TOO_LARGE once the answer cannot fit any more. */
  row(...texts: readonly string[]): void {
    this.#bytes += ROW_BYTES
    for (const text of texts) this.#bytes += text.length
    if (this.#bytes <= limits.headerBytesMax) return
    throw new SluiceError('FRAME_TOO_LARGE', `the answer would not fit into ${limits.headerBytesMax} bytes`, {
      hint: 'ask for fewer groups at once',
    })
  }

  /** Between two groups: undefined while this turn is short enough, else a turn for others. */
  pause(): Promise<void> | undefined {
    if (performance.now() < this.#turnEndMs) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#turnEndMs = performance.now() + TURN_MS
        resolve()
      }),
    )
  }
}
