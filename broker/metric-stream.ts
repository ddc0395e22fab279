// Sends text that comes in pieces as the body of one HTTP answer. Called by metrics.ts.
// Invariants: no turn goes on for longer than a slice; what the other side does not take is not made; it resolves whatever happens:
// when everything left, when the other side hung up, or when it took nothing for limits.scrapeDeadlineMs and is cut off.
import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { limits } from '../protocol/limits.ts'
import { PIECE_CHARACTERS } from '../protocol/prometheus-text.ts'

const sliceMs = 3

/** Counts the time of a turn of work that can be laid aside. */
export class Slice {
  #startedMs = performance.now()

  /** Call between small steps: lets others have their turn where this one has lasted long enough. */
  async pause(): Promise<void> {
    if (performance.now() - this.#startedMs < sliceMs) return
    await nextTurn()
    this.#startedMs = performance.now()
  }
}

export async function sendText(
  response: ServerResponse,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const slice = new Slice()
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length >= PIECE_CHARACTERS) {
      if (response.destroyed) return
      // What the kernel takes at once is "taken" within this very turn: the slice goes on.
      if (!response.write(text)) await taken(response)
      text = ''
    }
    await slice.pause()
  }
  if (!response.destroyed) response.end(text)
}

/** Or nobody takes it any more. */
function taken(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => response.destroy(), limits.scrapeDeadlineMs)
    const settle = (): void => {
      clearTimeout(timer)
      response.off('drain', settle).off('close', settle)
      resolve()
    }
    response.on('drain', settle).on('close', settle)
  })
}
