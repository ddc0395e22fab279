// How errors look in answers of the console: as ApiFailure, with the status that goes with it. Called by the files of this folder.
// Invariant: what is no SluiceError is INTERNAL without its text, which may name paths.
import { ErrorCode, type ErrorName, isSluiceError } from '../../protocol/errors.ts'
import type { ApiFailure } from './api.ts'

/** Of HTTP alone: no table of errors knows them. */
export type HttpCode = 'NOT_FOUND' | 'NOT_READY' | 'METHOD_NOT_ALLOWED' | 'HOST_NOT_ALLOWED' | 'CROSS_SITE'

const statuses: Readonly<Partial<Record<ErrorName, number>>> = {
  INVALID_ARGUMENT: 400,
  INVALID_REQUEST: 400,
  UNKNOWN_TOPIC: 404,
  UNKNOWN_TOPIC_ID: 404,
  UNKNOWN_PARTITION: 404,
  UNKNOWN_GROUP: 404,
  SNAPSHOT_GONE: 410,
  OFFSET_OUT_OF_RANGE: 416,
  TOO_MANY_REQUESTS: 429,
  SHUTTING_DOWN: 503,
}

export function statusOf(error: unknown): number {
  return (isSluiceError(error) ? statuses[error.code] : undefined) ?? 500
}

export function failureOf(error: unknown): ApiFailure['error'] {
  if (isSluiceError(error)) return { code: error.code, message: error.message, hint: error.hint }
  return { code: 'INTERNAL', message: ErrorCode.INTERNAL.text, hint: ErrorCode.INTERNAL.hint }
}

export function httpFailure(code: HttpCode, message: string, hint: string): ApiFailure {
  return { error: { code, message, hint } }
}
