// Plain HTTP on an address of its own: /livez, /readyz, /metrics, /version and the console; nothing here changes anything.
// Called by broker.ts, which starts it before recovery, so that a supervisor sees a broker that lives and is not ready.
// /livez answers because the event loop turns. /readyz: 200 or 503 with what is missing, as JSON. /metrics: Prometheus text.
// / and /assets/: the console's page (console/page-files.ts). /api/: what it shows (console/console.ts).
// Limits: GET and HEAD, else 405; one request of a connection at a time, else it is closed; limits.http…; the rules of
// console/request-guard.ts about who may ask, else 403.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Address, formatAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'
import { sendFailure, sendJson } from './console/answers.ts'
import type { Console } from './console/console.ts'
import { httpFailure } from './console/failures.ts'
import { PageFiles } from './console/page-files.ts'
import { Query } from './console/query.ts'
import { crossSiteRefusal, HostRule } from './console/request-guard.ts'
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
  /** undefined until the store is open. */
  readonly console: () => Console | undefined
  /** Host of the setting `http`, as it was written. */
  readonly host: string
  readonly allowedHosts: readonly string[]
}

/** On every answer. The page needs nothing but its own files; nobody else may show, frame or read any of it. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
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
    const rule = new HostRule(address, sources.host, sources.allowedHosts)
    const page = new PageFiles()
    const timeouts = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 2_500 }
    const options = { ...timeouts, maxHeaderSize: limits.httpHeaderBytesMax }
    const server = createServer(options, (request, response) => {
      // A reader that goes in the middle of an answer is no failure of ours.
      response.on('error', () => undefined)
      // Sent ahead of an answer, which no browser or scraper does. Its own would wait behind that one and hear neither `drain` nor
      // `close`: what it takes of our bounds would be gone for good. And one read can bring thousands of them.
      if (response.socket === null) request.socket.destroy()
      else void new Exchange(request, response, sources, rule, page).respond()
    })
    server.maxConnections = limits.httpConnectionsMax
    server.timeout = 3 * limits.httpStallMs
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

/** One request and its answer. */
class Exchange {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #sources: HttpSources
  readonly #rule: HostRule
  readonly #page: PageFiles
  readonly #path: string
  readonly #query: string

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    sources: HttpSources,
    rule: HostRule,
    page: PageFiles,
  ) {
    this.#request = request
    this.#response = response
    this.#sources = sources
    this.#rule = rule
    this.#page = page
    const url = request.url ?? ''
    const mark = url.indexOf('?')
    this.#path = mark < 0 ? url : url.slice(0, mark)
    this.#query = mark < 0 ? '' : url.slice(mark + 1)
  }

  async respond(): Promise<void> {
    const response = this.#response
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    try {
      const { method } = this.#request
      if (method !== 'GET' && method !== 'HEAD') return this.#refuseMethod()
      if (this.#path === '/livez') return sendJson(response, 200, { live: true })
      if (this.#path === '/readyz') {
        const readiness = await this.#sources.readiness()
        return sendJson(response, readiness.ready ? 200 : 503, readiness)
      }
      if (this.#isRefused()) return
      await this.#answer()
    } catch (error) {
      sendFailure(response, error)
    }
  }

  #refuseMethod(): void {
    this.#response.setHeader('allow', 'GET, HEAD')
    const text = 'only GET and HEAD: nothing can be changed here'
    sendJson(this.#response, 405, httpFailure('METHOD_NOT_ALLOWED', text, 'use the command line or a client'))
  }

  #isRefused(): boolean {
    const { headers: given, headersDistinct, socket } = this.#request
    // Two of them are read differently by whatever may stand in between.
    const host = headersDistinct.host?.length === 1 ? given.host : undefined
    const anyHost = this.#path === '/metrics' && !this.#rule.isLocal
    const wrongHost = anyHost ? undefined : this.#rule.refusal(host, socket.localAddress)
    const refusal = wrongHost ?? (this.#path.startsWith('/api/') ? crossSiteRefusal(given) : undefined)
    if (refusal !== undefined) sendJson(this.#response, 403, refusal)
    return refusal !== undefined
  }

  async #answer(): Promise<void> {
    const response = this.#response
    if (this.#path === '/version') return sendJson(response, 200, { software })
    if (this.#path === '/metrics') return this.#metrics()
    if (this.#path.startsWith('/api/')) return this.#api()
    if (this.#page.answer(this.#path, this.#request, response)) return
    const text = this.#path === '/' ? 'the page of the console is not built' : 'there is nothing of this name'
    const hint =
      'there are /, /api/lag, /api/overview, /livez, /readyz, /metrics and /version; a checkout is built by `npm run build`'
    sendJson(response, 404, httpFailure('NOT_FOUND', text, hint))
  }

  async #metrics(): Promise<void> {
    // As in every exporter, other parameters are let pass: what stands between a scraper and a target adds some.
    const given = new URLSearchParams(this.#query).get('snapshot')
    const query = new Query(given === null ? '' : `snapshot=${encodeURIComponent(given)}`, ['snapshot'])
    const snapshotId = query.has('snapshot') ? query.count('snapshot', 0) : undefined
    const { metrics } = this.#sources
    if (this.#request.method === 'HEAD') await metrics.writeHead(this.#response, { snapshotId })
    else await metrics.write(this.#response, { snapshotId })
  }

  async #api(): Promise<void> {
    const api = this.#sources.console()
    if (api !== undefined) return api.answer(this.#path, this.#query, this.#request, this.#response)
    const failure = httpFailure('NOT_READY', 'the broker is starting', 'ask again when /readyz says 200')
    sendJson(this.#response, 503, failure)
  }
}
