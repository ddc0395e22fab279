// Reads the broker's HTTP API. Used by live.ts and the views; api.ts beside the server says what there is.
// Invariants: only this origin is asked; every request ends within a time or when its view goes away.
import type { ApiFailure } from '../api.ts'

const TIMEOUT_MS = 15_000

/** The broker refused, or could not be reached (code UNREACHABLE). */
export class RequestFailed extends Error {
  readonly code: string
  readonly hint: string

  constructor(code: string, message: string, hint: string) {
    super(message)
    this.code = code
    this.hint = hint
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>

/** `/api/…` with what is defined of a query. */
export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

export async function readJson<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  return (await readWithHeaders<T>(path, query, signal)).body
}

export async function readWithHeaders<T>(
  path: string,
  query: Query,
  signal: AbortSignal,
): Promise<{ body: T; headers: Headers }> {
  const response = await fetch(addressOf(path, query), {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    headers: { accept: 'application/json' },
  }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new RequestFailed(
      'UNREACHABLE',
      'the broker does not answer',
      'is it running? `sluice broker` starts one',
    )
  })
  if (response.ok) return { body: (await response.json()) as T, headers: response.headers }
  const said = (await response.json().catch(() => ({}))) as Partial<ApiFailure>
  const { code = `HTTP_${response.status}`, message = response.statusText, hint = '' } = said.error ?? {}
  throw new RequestFailed(code, message, hint)
}

/** Nobody wants to hear of a request that its own view gave up. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
