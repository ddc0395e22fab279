// /livez, /readyz, /metrics and /version over plain HTTP, on an address of their own; nothing here changes anything.
// Called by broker.ts, which starts it before recovery, so that a supervisor sees a broker that lives and is not ready.
// /livez answers because the event loop turns. /readyz: 200 or 503 with what is missing, as JSON. /metrics: Prometheus text.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Address, formatAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { software } from './handlers/hello.ts'
import { addressInUse, clearStaleSocket } from './listen-address.ts'
import type { Metrics } from './metrics.ts'

export interface Readiness {
  readonly ready: boolean
  readonly [detail: string]: unknown
}

export interface HttpSources {
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
}

export class HttpServer {
  readonly address: string
  readonly #server: Server

  private constructor(server: Server, address: string) {
    this.#server = server
    this.address = address
  }

  static async start(address: Address, sources: HttpSources): Promise<HttpServer> {
    if (address.kind === 'unix') await clearStaleSocket(address.path)
    const server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000 }, (request, response) => {
      void respond(request.method ?? '', request.url ?? '', response, sources)
    })
    server.maxConnections = 64
    await listening(server, address)
    if (address.kind === 'unix') return new HttpServer(server, formatAddress(address))
    const { address: host, port } = server.address() as AddressInfo
    return new HttpServer(server, formatAddress({ kind: 'tcp', host, port }))
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }
}

function listening(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(addressInUse(address, 'http'))
      else {
        const text = `cannot listen on ${formatAddress(address)}: ${error.message}`
        reject(new SluiceError('ADDRESS_INVALID', text, { cause: error }))
      }
    })
    server.listen(
      address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port },
      resolve,
    )
  })
}

async function respond(
  method: string,
  url: string,
  response: ServerResponse,
  sources: HttpSources,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return sendJson(response, 405, { error: 'only GET' })
  const path = url.split('?', 1)[0]
  try {
    if (path === '/livez') return sendJson(response, 200, { live: true })
    if (path === '/version') return sendJson(response, 200, { software })
    if (path === '/readyz') {
      const readiness = await sources.readiness()
      return sendJson(response, readiness.ready ? 200 : 503, readiness)
    }
    if (path === '/metrics') {
      return await sources.metrics.write(response)
    }
    sendJson(response, 404, { error: 'there are /livez, /readyz, /metrics and /version' })
  } catch {
    if (!response.headersSent) sendJson(response, 500, { error: 'failed' })
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
}
