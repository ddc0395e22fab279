// Standard output, the only way data leaves: with back-pressure, and without a word when the reader has gone.
// Called by output.ts (tables, JSON), consume.ts and consume-group.ts (records).
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { exitCode } from './failure.ts'

const endQuietly = (): void => process.exit(exitCode.ok)
let onReaderGone = endQuietly

/** A reader that went away (`| head`) ends the command quietly with 0. Called once, before anything is written. */
export function watchStdout(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') onReaderGone()
  })
}

/** For who has something to finish then: `finish` is called instead, until the function answered is called. */
export function whenReaderGone(finish: () => void): () => void {
  onReaderGone = finish
  return () => {
    onReaderGone = endQuietly
  }
}

/** A write failed because nobody reads any more: nothing that a person has to be told. */
export function isReaderGone(error: unknown): boolean {
  return isSluiceError(error) && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EPIPE'
}

/** Resolves when the bytes have left for the file, pipe or terminal. */
export function writeStdout(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (error) reject(unwritten(error))
      else resolve()
    })
  })
}

function unwritten(cause: NodeJS.ErrnoException): SluiceError {
  const full = cause.code === 'ENOSPC'
  return new SluiceError('FILE_ERROR', `the output could not be written: ${cause.message}`, {
    hint: full ? 'the disk that stdout goes to is full' : 'check where stdout goes',
    cause,
  })
}

/** A remark for the person at the terminal; never data. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
