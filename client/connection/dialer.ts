// Finds a broker that answers: walks the `brokers` list, begins with the one that answered last. Called by lane.ts.
// Invariant: one round dials each address at most once (plus what a broker advertises) and ends within its deadline.
import { SluiceError } from '../../protocol/errors.ts'
import { type Address, formatAddress, parseAddress } from '../../protocol/addresses.ts'
import { Connection, type SocketAddress } from './connection.ts'

export interface DialerOptions {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly connectTimeoutMs: number
}

export class Dialer {
  readonly #addresses: readonly Address[]
  readonly #options: DialerOptions
  #preferred = 0

  constructor(options: DialerOptions) {
    this.#addresses = options.brokers.map((text) => parseAddress(String(text)))
    this.#options = options
  }

  /** One round over all addresses. The error of a list of several tells of each. */
  async dial(signal: AbortSignal): Promise<Connection> {
    const count = this.#addresses.length
    const failures: SluiceError[] = []
    const first = this.#preferred
    for (let i = 0; i < count; i++) {
      const index = (first + i) % count
      const address = this.#addresses[index] as Address
      try {
        const connection = await this.#open(address, signal)
        this.#preferred = index
        return connection
      } catch (error) {
        if (!(error instanceof SluiceError)) throw error
        failures.push(this.#named(error, address))
        if (error.code === 'ABORTED') break
      }
    }
    this.#preferred = (first + 1) % count
    const [only] = failures
    if (failures.length === 1 && only !== undefined) throw only
    // A broker that refuses for good (a version, say) is no reason to give up on one that is only down.
    const lasting = failures.every((failure) => !failure.retriable) ? failures[0] : undefined
    if (lasting !== undefined) throw lasting
    throw new SluiceError('CONNECT_FAILED', failures.map((failure) => failure.message).join('; '), {
      cause: failures[0],
    })
  }

  async #open(address: Address, signal: AbortSignal): Promise<Connection> {
    const { clientId, connectTimeoutMs } = this.#options
    const connection = await Connection.open(socketAddress(address), clientId, connectTimeoutMs, signal)
    const { advertised } = connection.hello
    if (advertised === '' || advertised === formatAddress(address)) return connection
    connection.close()
    return Connection.open(socketAddress(parseAddress(advertised)), clientId, connectTimeoutMs, signal)
  }

  #named(error: SluiceError, address: Address): SluiceError {
    const name = formatAddress(address)
    // CORRUPT_FRAME names the address itself, which may be an advertised one.
    const message = error.code === 'CORRUPT_FRAME' ? error.message : `${name}: ${error.message}`
    return new SluiceError(error.code, message, {
      hint: error.hint,
      cause: error.cause ?? error,
      retriable: error.retriable,
      delivered: 'no',
    })
  }
}

function socketAddress(address: Address): SocketAddress {
  return 'path' in address ? { path: address.path } : { host: address.host, port: address.port }
}
