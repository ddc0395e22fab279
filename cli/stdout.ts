// Standard output, the only way data leaves: with back-pressure, and without a word when the reader has gone.
// Called by output.ts (tables, JSON) and consume.ts (records).
import { SluiceError } from '../protocol/errors.ts'
import { exitCode } from './failure.ts'

/** A reader that went away (`| head`) ends the command quietly with 0. Called once, before anything is written. */
export function watchStdout(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.ok)
  })
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
