// The one error class of wire, SDK, broker and CLI, and its translation to and from the wire's Failure.
// Called by everybody. The rows (number, retriable, text, hint) are in error-table.ts.
// Invariant: what is not a SluiceError crosses the wire as INTERNAL without its text: it may name paths.
import { ErrorCode, type ErrorName, type ErrorRow, errorRows, LOCAL_NUMBERS_FROM } from './error-table.ts'
import type { Failure, FailureInit } from './generated/wire.js'

export { ErrorCode, type ErrorName, type ErrorRow, errorRows }

/** Did the broker take the records? `unknown`: it may have; sending again may store them twice. */
export type Delivered = 'no' | 'yes' | 'unknown'

export interface SluiceErrorOptions {
  hint?: string
  delivered?: Delivered
  retriable?: boolean
  cause?: unknown
  topic?: string
  partition?: number
  offset?: number
  details?: Readonly<Record<string, unknown>>
}

// A symbol of the registry, so that an error of another copy of this package is recognized too.
const BRAND = Symbol.for('sluice.error')

/** Codes after which nobody can say whether the request took effect. */
const UNKNOWN_DELIVERY: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'INTERNAL',
  'REQUEST_TIMED_OUT',
  'DISCONNECTED',
  'TIMEOUT',
  'ABORTED',
])

const NAME_BY_NUMBER = new Map<number, ErrorName>(errorRows().map((row) => [row.number, row.name]))

/** What every call of this package rejects with. docs/errors.md lists the codes with what to do about each. */
export class SluiceError extends Error {
  /** What happened, for programs. Stable across releases. */
  readonly code: ErrorName
  /** The same call may succeed later without a change; the client has tried until its deadline already. */
  readonly retriable: boolean
  /** Of what was to be written: certainly not stored, stored, or nobody can say. */
  readonly delivered: Delivered
  /** What to do about it, for people. */
  readonly hint: string
  /** Where it happened, as far as known. */
  declare readonly topic?: string
  /** Where it happened, as far as known. */
  declare readonly partition?: number
  /** The offset that was asked for, or of the record that failed. */
  declare readonly offset?: number
  /** Facts of this case, such as `{ logStartOffset, visibleOffset }` of OFFSET_OUT_OF_RANGE. */
  declare readonly details?: Readonly<Record<string, unknown>>

  constructor(code: ErrorName, message?: string, options: SluiceErrorOptions = {}) {
    const row: ErrorRow = ErrorCode[code]
    super(message ?? row.text, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retriable = options.retriable ?? row.retriable
    this.delivered = options.delivered ?? (UNKNOWN_DELIVERY.has(code) ? 'unknown' : 'no')
    this.hint = options.hint ?? row.hint
    if (options.topic !== undefined) this.topic = options.topic
    if (options.partition !== undefined) this.partition = options.partition
    if (options.offset !== undefined) this.offset = options.offset
    if (options.details !== undefined) this.details = options.details
  }

  /** `instanceof` means the brand: two loaded copies of this package (a bundler's, a loader's) are one class to callers. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isSluiceError(value)
  }
}
Object.defineProperty(SluiceError.prototype, 'name', { value: 'SluiceError' })
Object.defineProperty(SluiceError.prototype, BRAND, { value: true })

/** True for errors of any loaded copy of this package, where `instanceof` would fail. */
export function isSluiceError(value: unknown): value is SluiceError {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true
}

/** The wire's form of an error. Local codes and foreign errors become INTERNAL. */
export function toFailure(error: unknown): FailureInit {
  if (!isSluiceError(error)) return { code: ErrorCode.INTERNAL.number, message: ErrorCode.INTERNAL.text }
  const { number } = ErrorCode[error.code]
  if (number >= LOCAL_NUMBERS_FROM) return { code: ErrorCode.INTERNAL.number, message: error.message }
  const failure: FailureInit = { code: number, message: error.message }
  for (const key of ['logStartOffset', 'visibleOffset', 'divergingOffset'] as const) {
    const value = error.details?.[key]
    if (typeof value === 'number') failure[key] = value
  }
  if (error.delivered === 'unknown') failure.deliveredUnknown = true
  return failure
}

export interface FailurePlace {
  topic?: string
  partition?: number
  offset?: number
}

/** The error a Failure stands for. A number of a newer broker becomes INTERNAL with the number in its details. */
export function fromFailure(failure: Failure, place: FailurePlace = {}): SluiceError {
  const name = NAME_BY_NUMBER.get(failure.code)
  if (name === undefined || failure.code >= LOCAL_NUMBERS_FROM) {
    const message = `the broker answered with error ${failure.code}, which this client does not know: ${failure.message}`
    return new SluiceError('INTERNAL', message, { ...place, details: { number: failure.code } })
  }
  const options: SluiceErrorOptions = { ...place }
  if (name === 'OFFSET_OUT_OF_RANGE' || name === 'LOG_TRUNCATED') {
    const { logStartOffset, visibleOffset, divergingOffset } = failure
    options.details = { logStartOffset, visibleOffset, divergingOffset }
  }
  if (failure.deliveredUnknown) options.delivered = 'unknown'
  return new SluiceError(name, failure.message === '' ? undefined : failure.message, options)
}
