// A broker as a process: start, the one `ready` line on stdout, signals, a graceful stop.
// Called by the CLI (`sluice broker`). Resolves with the exit code when a signal stopped it; rejects when it cannot start.
// First SIGTERM, SIGINT or SIGHUP: graceful, at most shutdown.timeout.ms, exit code 0. A second one ends at once with 1.
// SIGBUS and its kin are left alone: native code guards its copies with a handler of its own.
import closeWithGrace from 'close-with-grace'
import { Broker } from './broker.ts'
import type { BrokerConfig } from './config.ts'
import { createLogger } from './log.ts'

const leftAlone = [
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGUSR2',
  'beforeExit',
] as const

export async function runBroker(config: BrokerConfig): Promise<number> {
  const log = createLogger(config.logLevel)
  const abort = new AbortController()
  const started = Broker.start(config, log)
  const stopped = new Promise<number>((resolve) => {
    const grace = closeWithGrace(
      {
        delay: config.shutdownTimeoutMs + 1_000,
        logger: false,
        skip: [...leftAlone],
        onSecondSignal: (signal) => log.warn({ signal }, 'second signal: ending at once'),
        onTimeout: () => log.error('the graceful stop took too long: ending'),
      },
      async ({ signal, err }) => {
        if (err !== undefined) log.fatal({ err }, 'a bug: the broker stops')
        else log.info({ signal }, 'stopping')
        const broker = await started.catch(() => undefined)
        await broker?.close()
        resolve(err === undefined ? 0 : 1)
      },
    )
    abort.signal.addEventListener('abort', () => grace.uninstall(), { once: true })
  })
  try {
    const broker = await started
    // A reader of stdout that went away is no reason to stop.
    process.stdout.on('error', () => undefined)
    process.stdout.write(`ready listen=${broker.addresses.join(',')} http=${broker.httpAddress ?? 'off'}\n`)
  } catch (error) {
    abort.abort()
    throw error
  }
  return stopped
}
