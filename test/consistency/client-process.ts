// What the client processes of a consistency run have in common: options from the command line, the history file, an end by
// SIGTERM, and no life without the run. Called by producer.ts, consumer.ts and reader.ts; started by processes.ts.
// The SDK is the one that ships: dist/, as `npm run build` made it.
import type * as Sdk from '../../client/index.ts'
import { type ClientKind, HistoryFile } from './history.ts'

export interface ClientOptions {
  /** Where the history goes. */
  readonly directory: string
  /** Name and incarnation: 'p0.2'. */
  readonly process: string
  readonly address: string
  readonly topic: string
  readonly partitions: number
  readonly seed: number
}

export interface ClientProcess<Options> {
  readonly sdk: typeof Sdk
  readonly options: Options
  readonly history: HistoryFile
  /** Fires at SIGTERM: finish what is in hand and return. */
  readonly stop: AbortSignal
}

/** Runs `work` as a process of its own. What it throws is trouble in the history; it exits by itself in any case. */
export async function clientProcess<Options extends ClientOptions>(
  kind: ClientKind,
  how: (options: Options) => string,
  work: (client: ClientProcess<Options>) => Promise<void>,
): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as Options
  const history = new HistoryFile(options.directory, options.process)
  history.write({ op: 'client', kind, how: how(options) })
  const stopping = new AbortController()
  process.on('SIGTERM', () => stopping.abort())
  // The run holds the other end: when it dies, so do we.
  process.stdin.on('end', () => process.exit(1)).resume()
  const fail = (error: unknown) => {
    const text = error instanceof Error ? `${error.stack}` : String(error)
    const code = (error as { code?: unknown } | null)?.code
    history.write({ op: 'trouble', text: typeof code === 'string' ? `${code}: ${text}` : text })
    process.exit(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  try {
    const sdk = (await import(new URL('../../dist/client/index.js', import.meta.url).href)) as typeof Sdk
    await work({ sdk, options, history, stop: stopping.signal })
    process.exit(0)
  } catch (error) {
    fail(error)
  }
}
