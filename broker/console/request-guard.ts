// Who may ask over HTTP: the Host rule against DNS rebinding and the rule against requests that other sites cause. Pure; called by
// ../http.ts for everything but /livez and /readyz.
//
// A page of any site can make a browser ask 127.0.0.1, and with a name of its own that resolves to 127.0.0.1 (rebinding) it may even
// read the answer. What it cannot do is send the Host of somebody else. So Host must be a loopback name or address, the address that
// was listened on or dialled, or one of http.allowed.hosts.
// /metrics: rebinding reads it like all else, and it names topics and groups. Scrapers, though, come by whatever name their
// configuration has. On a loopback listener they are on this machine and can say localhost: the rule holds. On any other listener
// (--insecure: the network itself is trusted) they come by name, and the rule would only break them: it does not hold.
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { type Address, isLocalAddress } from '../../protocol/addresses.ts'
import type { ApiFailure } from './api.ts'
import { httpFailure } from './failures.ts'

export class HostRule {
  /** Only this machine reaches the listener. */
  readonly isLocal: boolean
  readonly #names = new Set<string>()

  /** `given`: the host of the setting `http`, which may be a name; `allowed`: http.allowed.hosts. */
  constructor(address: Address, given: string, allowed: readonly string[]) {
    this.isLocal = isLocalAddress(address)
    for (const name of [given, ...allowed]) this.#names.add(plain(name))
    if (address.kind === 'tcp') this.#names.add(plain(address.host))
    // A listener on a socket file has no name: what cannot be read as a Host must not pass for it.
    this.#names.delete('')
  }

  /** undefined: the request may go on. `dialled`: the address of our end of its connection. */
  refusal(host: string | undefined, dialled: string | undefined): ApiFailure | undefined {
    const name = hostOf(host ?? '')
    if (isLoopback(name) || this.#names.has(name)) return undefined
    // A wildcard listener is reached under many addresses; an address, unlike a name, cannot be made to mean another one.
    if (isIP(name) !== 0 && name === plain(dialled ?? '')) return undefined
    return httpFailure(
      'HOST_NOT_ALLOWED',
      `the Host ${JSON.stringify((host ?? '').slice(0, 255))} is none that this broker is asked under`,
      'use localhost or the address it listens on, or add the name to the setting http.allowed.hosts of the broker',
    )
  }
}

/** Did another site cause this request? Browsers say so; who is no browser says nothing and may ask. */
export function crossSiteRefusal(headers: IncomingHttpHeaders): ApiFailure | undefined {
  const site = headers['sec-fetch-site']
  const fromOther = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (!fromOther && (headers.origin === undefined || isOwnOrigin(headers.origin, headers.host)))
    return undefined
  return httpFailure(
    'CROSS_SITE',
    'a page of another site asked for this',
    'open the console itself: only its own page may ask its API',
  )
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  try {
    return host !== undefined && new URL(origin).host === new URL(`http://${host}`).host
  } catch {
    return false
  }
}

function isLoopback(name: string): boolean {
  return (name === 'localhost' || isIP(name) !== 0) && isLocalAddress({ kind: 'tcp', host: name, port: 0 })
}

/** Without its port. */
function hostOf(header: string): string {
  const match = /^(\[[^\]]*\]|[^:]*)(?::\d{0,5})?$/.exec(header)
  return match === null ? '' : plain(match[1] as string)
}

/** In one spelling: lower case, no brackets, no final dot, no IPv4 inside of IPv6. */
function plain(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '')
}
