// A loopback TCP proxy in front of a broker that can do to connections what networks do: delay, lose answers, reset,
// half-close, cut a frame at any byte, stall. For tests that want a particular fault at a particular frame (`fateOf`, or the
// methods of a Link), and with storm.ts for faults at random moments.
//   const proxy = await FaultProxy.start(broker.address)
//   const client = connect({ brokers: [proxy.address] })
//   proxy.links[0]?.reset()
// Bounded: at most LINKS_MOST connections at once, each holds at most 4 MiB per direction (pipe.ts).
import { once } from 'node:events'
import net from 'node:net'
import { Link, type PassingFrame } from './link.ts'
import type { FrameFate } from './pipe.ts'

const LINKS_MOST = 1_000

export class FaultProxy {
  /** Connections that are open now, oldest first. */
  readonly links: Link[] = []
  /** Connections ever made. */
  linksCount = 0
  /** Asked for every frame, both directions, before a byte of it goes on; undefined lets it through. */
  fateOf: (frame: PassingFrame) => FrameFate = () => undefined
  /** While true, new connections are reset at once: the broker looks down. */
  refusing = false
  readonly #server: net.Server
  #target: { host: string; port: number }

  private constructor(target: string) {
    this.#target = parse(target)
    this.#server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket))
  }

  /** `target`: host:port of the broker. */
  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`
  }

  /** The broker came back somewhere else; open links stay where they are. */
  retarget(target: string): void {
    this.#target = parse(target)
  }

  resetAll(): void {
    for (const link of [...this.links]) link.reset()
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.resetAll()
    await closed
  }

  #accept(socket: net.Socket): void {
    if (this.refusing || this.links.length >= LINKS_MOST) {
      socket.on('error', () => undefined)
      socket.resetAndDestroy()
      return
    }
    this.linksCount += 1
    const link: Link = new Link(
      this.linksCount,
      socket,
      this.#target,
      (frame) => this.fateOf(frame),
      () => {
        const at = this.links.indexOf(link)
        if (at >= 0) this.links.splice(at, 1)
      },
    )
    this.links.push(link)
  }
}

function parse(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':')
  const port = Number(address.slice(at + 1))
  if (at < 0 || !Number.isInteger(port)) throw new Error(`'${address}' is no host:port`)
  return { host: address.slice(0, at), port }
}
