// Addresses to listen on and to dial: "host:port", "[v6]:port", "unix:/path". Called by client, broker and cli.
// Invariant: formatAddress(parseAddress(x)) is x, but for what has several spellings (leading zeros of a port).
import { SluiceError } from './errors.ts'

export interface TcpAddress {
  readonly kind: 'tcp'
  /** Without brackets. */
  readonly host: string
  readonly port: number
}

export interface UnixAddress {
  readonly kind: 'unix'
  readonly path: string
}

export type Address = TcpAddress | UnixAddress

const UNIX_PREFIX = 'unix:'
const UNIX_PATH_BYTES_MAX = 107 // what sockaddr_un holds besides its final NUL
const TCP_PATTERN = /^(?:\[([0-9a-zA-Z:.%]+)\]|([^\s:[\]/]+)):(\d{1,5})$/

function invalid(text: string, why: string): SluiceError {
  return new SluiceError('ADDRESS_INVALID', `"${text}" is no address: ${why}`)
}

/** Port 0 is allowed: a listener then takes a free one. */
export function parseAddress(text: string): Address {
  if (text.startsWith(UNIX_PREFIX)) {
    const path = text.slice(UNIX_PREFIX.length)
    if (path === '') throw invalid(text, 'the path of the socket is missing')
    if (path.includes('\0')) throw invalid(text, 'a path holds no NUL')
    if (Buffer.byteLength(path) > UNIX_PATH_BYTES_MAX) {
      throw invalid(text, `the path of a socket has at most ${UNIX_PATH_BYTES_MAX} bytes`)
    }
    return { kind: 'unix', path }
  }
  const match = TCP_PATTERN.exec(text)
  if (match === null) {
    throw invalid(
      text,
      /:.*:/.test(text) && !text.startsWith('[')
        ? 'write an IPv6 address as [::1]:9095'
        : 'the port is missing',
    )
  }
  const port = Number(match[3])
  if (port > 65_535) throw invalid(text, 'a port is at most 65535')
  const host = match[1] ?? (match[2] as string)
  if (match[1] !== undefined && !host.includes(':')) throw invalid(text, 'brackets are for IPv6')
  return { kind: 'tcp', host, port }
}

export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return UNIX_PREFIX + address.path
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}

/** Can only processes of this machine reach it? `localhost` counts; other names do not, as they may resolve to anything. */
export function isLocalAddress(address: Address): boolean {
  if (address.kind === 'unix') return true
  const host = address.host.toLowerCase()
  return host === 'localhost' || host === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(host)
}
