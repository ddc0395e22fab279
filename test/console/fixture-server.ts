// Serves the built page and the answers of fixture.ts on a port of its own, with the headers that the broker serves it with.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { LagDocument } from '../../protocol/lag-document.ts'
import type { GroupDetail } from '../../broker/console/api.ts'
import { type Fixture, recordsAnswer } from './fixture.ts'

const built = join(import.meta.dirname, '../../dist/broker/console/page')
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
}

export class FixtureServer {
  readonly url: string
  readonly #server: Server
  readonly #streams = new Set<ServerResponse>()
  readonly #fixture: Fixture

  private constructor(server: Server, fixture: Fixture) {
    this.#server = server
    this.#fixture = fixture
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#respond(request, response),
    )
  }

  static async start(fixture: Fixture, port = 0): Promise<FixtureServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return new FixtureServer(server, fixture)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** One overview to every page that listens. */
  push(): void {
    this.#fixture.tick++
    for (const stream of this.#streams) this.#send(stream)
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  #send(stream: ServerResponse): void {
    stream.write(`event: overview\ndata: ${JSON.stringify(this.#fixture.overview())}\n\n`)
  }

  #respond(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fixture')
    response.setHeader('content-security-policy', policy)
    if (pathname === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      this.#streams.add(response)
      request.on('close', () => this.#streams.delete(response))
      this.#send(response)
    } else if (pathname === '/api/lag') this.#lag(searchParams, response)
    else if (pathname.startsWith('/api/topics/')) json(response, this.#fixture.topicDetail())
    else if (pathname.startsWith('/api/groups/'))
      json(response, this.#group(decodeURIComponent(pathname.slice(12))))
    else if (pathname === '/api/records') json(response, recordsAnswer([]))
    else file(response, pathname === '/' ? 'index.html' : pathname)
  }

  #lag(query: URLSearchParams, response: ServerResponse): void {
    const fixture = this.#fixture
    const history = query.get('history') === '1'
    const group = query.get('group')
    const from = Number(query.get('from') ?? 0)
    const count = Number(query.get('rows') ?? Infinity)
    const all = group !== null && query.get('by') !== 'group' ? fixture.options.partitions : 0
    const numbers = Array.from({ length: Math.max(0, Math.min(count, all - from)) }, (_, at) => from + at)
    const rows =
      all > 0
        ? numbers.map((partition) => fixture.row(group as string, partition, history))
        : (group === null ? Object.keys(fixture.options.groups) : [group]).map((name) =>
            fixture.row(name, null, history),
          )
    const body: LagDocument = {
      schema: 'lag/v1',
      snapshotId: fixture.tick + 1,
      ts: new Date().toISOString(),
      windowMs: 290_000,
      by: all > 0 ? 'partition' : 'group',
      rows,
    }
    response.setHeader('sluice-rows-total', all > 0 ? all : rows.length)
    json(response, body)
  }

  #group(name: string): GroupDetail {
    const nobody = this.#fixture.options.groups[name] === 'no-member'
    const member = {
      memberId: 'member-0',
      instanceId: null,
      clientId: 'worker-0',
      address: '10.0.0.7:51234',
      topics: ['orders'],
      assigned: [{ topic: 'orders', partitions: [0, 1, 2, 3] }],
      joinedMs: Date.now() - 600_000,
      seenMsAgo: 1_200,
      sessionTimeoutMs: 45_000,
      blockedMs: 0,
      processingMs: 48_000,
    }
    const lag = this.#fixture.row(name, null, true)
    return {
      takenMs: Date.now(),
      name,
      state: nobody ? 'Empty' : 'Stable',
      groupEpoch: 4,
      assignor: 'uniform',
      members: nobody ? [] : [member],
      lag,
      topics: [{ ...lag, topic: 'orders' }],
    }
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function file(response: ServerResponse, path: string): void {
  try {
    const bytes = readFileSync(join(built, path))
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}
