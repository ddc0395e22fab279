// Short answers of HTTP: a JSON body, and what an error looks like. Called by ../http.ts and console.ts.
import type { ServerResponse } from 'node:http'
import { failureOf, statusOf } from './failures.ts'

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(`${JSON.stringify(body)}\n`)
}

/** What began already can only be cut off, so that nobody takes it for whole. */
export function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const status = statusOf(error)
  if (status === 429 || status === 503) response.setHeader('retry-after', '1')
  sendJson(response, status, { error: failureOf(error) })
}
