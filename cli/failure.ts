// How a command fails: what is printed on stderr and which exit code follows. The only place that knows exit codes.
// Called by main.ts for everything a command throws; `lag check` names the code of all its failures.
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import type { ErrorName } from '../protocol/errors.ts'

export const exitCode = { ok: 0, failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const

let everyFailure: number | undefined

/** From now on every failure, of usage too, ends with this code: for commands whose other codes are answers. */
export function failWith(code: number): void {
  everyFailure = code
}

export function failureExit(code: number): number {
  return everyFailure ?? code
}

/** Failures that the command line itself is the reason of. */
const usageCodes: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'INVALID_OPTION',
  'INVALID_ARGUMENT',
  'ADDRESS_INVALID',
  'CONFIRMATION_REQUIRED',
  'INSECURE_LISTEN',
  'UNKNOWN_CONFIG_KEY',
  'INVALID_CONFIG',
  'UNKNOWN_CONTEXT',
])

/** Codes whose message a person can only understand with the failure beneath it. */
const causeCodes: ReadonlySet<ErrorName> = new Set<ErrorName>(['INTERNAL', 'BATCH_FAILED'])

/** Prints `error: CODE text` and `hint: …`; returns the exit code. */
export function reportFailure(thrown: unknown): number {
  const error = isSluiceError(thrown) ? thrown : foreign(thrown)
  const lines = [`error: ${error.code} ${error.message}`]
  if (causeCodes.has(error.code) && error.cause instanceof Error) lines.push(`cause: ${error.cause.message}`)
  if (error.hint) lines.push(`hint: ${error.hint}`)
  if (wantsStack() && error.stack) lines.push(error.stack)
  process.stderr.write(`${lines.join('\n')}\n`)
  return failureExit(usageCodes.has(error.code) ? exitCode.usage : exitCode.failed)
}

function wantsStack(): boolean {
  return (process.env.NODE_DEBUG ?? '').split(',').includes('sluice')
}

/** An error of Node or of a bug of ours: files get their own code, the rest is INTERNAL with its own words. */
function foreign(thrown: unknown): SluiceError {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown))
  const system = (cause as NodeJS.ErrnoException).code
  if (system === 'ERR_MODULE_NOT_FOUND') {
    return new SluiceError('INTERNAL', cause.message, {
      cause,
      hint: 'the installation is not complete: npm ci',
    })
  }
  if (system === 'ENOENT') return new SluiceError('FILE_NOT_FOUND', cause.message, { cause })
  if ((cause as NodeJS.ErrnoException).syscall) return new SluiceError('FILE_ERROR', cause.message, { cause })
  return new SluiceError('INTERNAL', cause.message, {
    cause,
    hint: 'NODE_DEBUG=sluice shows where; please report it',
  })
}
