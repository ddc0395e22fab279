// `import { startBroker } from 'sluice/broker'`: the real broker inside this process, for tests and small programs.
// Defaults: a free port on 127.0.0.1, no HTTP, a temporary directory that is removed by close(), topics created on first
// use. Everything else is loaded when it is called, so that importing this file works where a broker cannot run.
// Invariant: after close() nothing of it keeps the process alive.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogLevel } from './config.ts'
import { checkPlatform } from './platform.ts'

export type { LogLevel }

/** All of it may be left out. */
export interface StartBrokerOptions {
  /** Kept at close(). Default: a temporary directory, removed at close(). */
  readonly dataDirectory?: string | undefined
  /** host:port, [v6]:port or unix:/path. Default: 127.0.0.1:0. */
  readonly listen?: string | readonly string[] | undefined
  /** Address of the console, /livez, /readyz and /metrics. Default: none. */
  readonly http?: string | false | undefined
  /** Any setting of docs/config.md, as text. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  /** Default: warn. */
  readonly logLevel?: LogLevel | undefined
}

/** A broker of this process. */
export interface RunningBroker {
  /** The first of `addresses`. */
  readonly address: string
  /** What it listens on: 'host:port' or 'unix:/path'. */
  readonly addresses: readonly string[]
  /** 'host:port' of the console, /livez, /readyz and /metrics; undefined without. */
  readonly httpAddress: string | undefined
  /** Where its data is. */
  readonly dataDirectory: string
  /** Graceful: answers what is under way, writes the clean marker, removes a temporary directory. */
  close(): Promise<void>
  /** `await using`: the same as close(). */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a broker in this process; it serves when the promise resolves.
 * Throws INVALID_OPTION, INVALID_CONFIG, ADDRESS_IN_USE, DATA_DIR_LOCKED, UNSUPPORTED_PLATFORM and their like.
 */
export async function startBroker(options: StartBrokerOptions = {}): Promise<RunningBroker> {
  checkPlatform()
  const [{ checkStartOptions }, { resolveConfig }, { Broker }, { createLogger }] = await Promise.all([
    import('./start-options.ts'),
    import('./config.ts'),
    import('./broker.ts'),
    import('./log.ts'),
  ])
  checkStartOptions(options)
  const temporary = options.dataDirectory === undefined
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'sluice-')))
  const removeTemporary = async () => {
    if (temporary) await rm(dataDirectory, { recursive: true, force: true })
  }
  try {
    const config = resolveConfig({
      flags: { data: dataDirectory, listen: options.listen ?? '127.0.0.1:0', http: options.http || 'off' },
      sets: { 'topics.autoCreate': 'true', 'log.level': options.logLevel ?? 'warn', ...options.settings },
    })
    const broker = await Broker.start(config, createLogger(config.logLevel))
    let closed: Promise<void> | undefined
    const close = () => (closed ??= broker.close().finally(removeTemporary))
    return {
      address: broker.addresses[0] as string,
      addresses: broker.addresses,
      httpAddress: broker.httpAddress,
      dataDirectory,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await removeTemporary()
    throw error
  }
}
