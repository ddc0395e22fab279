// The bytes that `produce` reads: a file or standard input, straight into the cutter's slabs.
// Called by produce.ts. Invariant: memory is the slabs alone; a regular file is read by position into the slab, a pipe is
// copied there in the pieces it comes in.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { SluiceError } from '../protocol/errors.ts'
import type { Cutter, Slab } from './cutter.ts'

/** A pipe that gives nothing for so long gets its whole records sent. */
const idleMs = 5

export interface Input {
  /** Bytes of a regular file; undefined where the end is not known. */
  readonly bytesTotal: number | undefined
  bytesRead: number
  slabs(cutter: Cutter, signal: AbortSignal): AsyncGenerator<Slab>
  close(): Promise<void>
}

export async function openInput(path: string): Promise<Input> {
  if (path === '-') return streamInput(process.stdin)
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const text = missing
      ? `there is no file ${path}`
      : `${path} cannot be opened: ${(error as Error).message}`
    throw new SluiceError(missing ? 'FILE_NOT_FOUND' : 'FILE_ERROR', text, { cause: error })
  }
  const facts = await file.stat()
  if (facts.isDirectory()) {
    await file.close()
    throw new SluiceError('FILE_ERROR', `${path} is a directory`, {
      hint: 'name a file, or - for standard input',
    })
  }
  if (facts.isFile()) return fileInput(file, facts.size)
  await file.close()
  return streamInput(createReadStream(path))
}

function fileInput(file: FileHandle, bytesTotal: number): Input {
  const input: Input = {
    bytesTotal,
    bytesRead: 0,
    async *slabs(cutter, signal) {
      for (;;) {
        const space = cutter.space()
        const { bytesRead } = await file.read(space, 0, space.length, null)
        if (bytesRead === 0 || signal.aborted) return
        input.bytesRead += bytesRead
        const slab = cutter.filled(bytesRead)
        if (slab) yield slab
        if (cutter.problem) return
      }
    },
    close: () => file.close(),
  }
  return input
}

function streamInput(stream: Readable): Input {
  const input: Input = {
    bytesTotal: undefined,
    bytesRead: 0,
    async *slabs(cutter, signal) {
      const stop = () => stream.destroy()
      signal.addEventListener('abort', stop, { once: true })
      try {
        for await (const chunk of chunks(stream)) {
          if (signal.aborted) return
          if (chunk === undefined) {
            const waiting = cutter.flush()
            if (waiting) yield waiting
          } else {
            input.bytesRead += chunk.length
            yield* fill(cutter, chunk)
          }
          if (cutter.problem) return
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
    async close() {
      stream.destroy()
    },
  }
  return input
}

/** The stream's chunks; `undefined` each time it falls silent. */
async function* chunks(stream: Readable): AsyncGenerator<Buffer | undefined> {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (;;) {
    const next = iterator.next()
    if ((await Promise.race([next, idle()])) === undefined) yield undefined
    const { value, done } = await next
    if (done) return
    yield value
  }
}

function idle(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, idleMs, undefined))
}

function* fill(cutter: Cutter, chunk: Buffer): Generator<Slab> {
  let taken = 0
  while (taken < chunk.length && !cutter.problem) {
    const count = chunk.copy(cutter.space(), 0, taken)
    taken += count
    const slab = cutter.filled(count)
    if (slab) yield slab
  }
}
