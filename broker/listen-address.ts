// Where the broker may listen: addresses checked and resolved before anything is opened.
// Called by broker.ts for clients and HTTP alike. Beyond loopback only with `insecure`: there are no identities yet, so
// whoever reaches the port may read, write and delete everything.
import { lookup } from 'node:dns/promises'
import { existsSync, lstatSync, unlinkSync } from 'node:fs'
import { connect, isIP } from 'node:net'
import { type Address, formatAddress, isLocalAddress, parseAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'

/** The address with its host as a number. */
export async function resolveListen(
  text: string,
  insecure: boolean,
  setting: 'listen' | 'http',
): Promise<Address> {
  const given = parseAddress(text)
  if (given.kind === 'unix') return given
  const host = isIP(given.host) === 0 ? await resolveHost(given.host) : given.host
  const address: Address = { kind: 'tcp', host, port: given.port }
  if (!insecure && !isLocalAddress(address)) {
    throw new SluiceError(
      'INSECURE_LISTEN',
      `${setting} ${text} is reachable from other machines, and this release knows no identities: anybody who reaches ` +
        'the port could read, write and delete everything',
      { hint: 'listen on 127.0.0.1 or unix:/path, or add --insecure where the network itself is trusted' },
    )
  }
  return address
}

async function resolveHost(name: string): Promise<string> {
  try {
    return (await lookup(name)).address
  } catch (error) {
    throw new SluiceError('ADDRESS_INVALID', `the host ${name} cannot be resolved`, { cause: error })
  }
}

export function addressInUse(address: Address, setting: 'listen' | 'http' = 'listen'): SluiceError {
  const other = address.kind === 'unix' ? ', or it is a file and no socket' : ''
  return new SluiceError(
    'ADDRESS_IN_USE',
    `${formatAddress(address)} is taken: another process listens on it${other}`,
    { hint: `stop it, or choose another --${setting}` },
  )
}

/** For listeners of Node: removes a socket file that nobody listens on any more; throws ADDRESS_IN_USE for all others. */
export async function clearStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return
  if (!lstatSync(path).isSocket() || (await answers(path))) throw addressInUse({ kind: 'unix', path })
  unlinkSync(path)
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    const end = (alive: boolean) => {
      socket.destroy()
      resolve(alive)
    }
    socket.once('connect', () => end(true))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    )
  })
}
