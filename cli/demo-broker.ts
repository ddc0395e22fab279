// The broker that `sluice demo` talks to: one that runs, or one of its own in this process and a temporary directory.
// Called by demo.ts.
// Invariants: a broker is started only where nobody named one and none answers at the default address; what was started here
// ends with the demo, and its directory goes unless it is to be kept.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSluiceError } from '../protocol/errors.ts'
import { parseAddress } from '../protocol/addresses.ts'
import { defaultAddress, withClient } from './session.ts'

const defaultHttp = '127.0.0.1:9096'
const httpTimeoutMs = 500

export interface DemoBroker {
  readonly address: string
  /** Of the console; undefined: nobody knows. */
  readonly http: string | undefined
  /** It was started here, with its data there. */
  readonly directory: string | undefined
  close(keep: boolean): Promise<void>
}

/** `named` is an address that was asked for. CONNECT_FAILED where that one does not answer. */
export async function findBroker(named: string | undefined): Promise<DemoBroker> {
  const address = named ?? defaultAddress
  try {
    await withClient(address, async () => undefined)
  } catch (error) {
    if (named !== undefined || !isSluiceError(error) || error.code !== 'CONNECT_FAILED') throw error
    return startHere(defaultAddress, defaultHttp)
  }
  return { address, http: await httpBeside(address), directory: undefined, close: async () => undefined }
}

/** At the usual addresses, so that other commands find it without being told; at free ports where those are taken. */
export async function startHere(listen: string, http: string): Promise<DemoBroker> {
  const { startBroker } = await import('../broker/index.ts')
  const directory = await mkdtemp(join(tmpdir(), 'sluice-demo-'))
  const settings = { 'topics.autoCreate': 'false' }
  const start = (at: string, httpAt: string) =>
    startBroker({ dataDirectory: directory, listen: at, http: httpAt, settings })
  try {
    const broker = await start(listen, http).catch((error: unknown) => {
      if (!isSluiceError(error) || error.code !== 'ADDRESS_IN_USE') throw error
      return start('127.0.0.1:0', '127.0.0.1:0')
    })
    return {
      address: broker.address,
      http: broker.httpAddress,
      directory,
      async close(keep) {
        await broker.close()
        if (!keep) await rm(directory, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

/** A broker does not tell clients where its HTTP port is; the next port is where it is by default. */
async function httpBeside(address: string): Promise<string | undefined> {
  const [first = ''] = address.split(',')
  const parsed = parseAddress(first)
  if (parsed.kind !== 'tcp') return undefined
  const beside = `${parsed.host.includes(':') ? `[${parsed.host}]` : parsed.host}:${parsed.port + 1}`
  try {
    const { ok } = await fetch(`http://${beside}/livez`, { signal: AbortSignal.timeout(httpTimeoutMs) })
    return ok ? beside : undefined
  } catch {
    return undefined
  }
}
