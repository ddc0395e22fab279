// A real broker as a child process for one benchmark: free port or Unix socket, data in a temporary directory that goes
// with it, or in one that the caller keeps over several starts. The same command line that users start.
// Called by produce.ts, consume.ts, latency.ts, single.ts, bars/ and growth/.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SluiceError } from '../client/index.ts'

const startDeadlineMsDefault = 30_000
/** The end of its log that is kept. */
const logCharactersMost = 64 * 1024

export interface BrokerChild {
  readonly address: string
  readonly pid: number
  readonly directory: string
  /** The end of what it wrote to stderr: JSON lines. */
  log(): string
  /** SIGTERM, which it takes for a graceful stop; a temporary directory goes with it. */
  stop(): Promise<void>
  /** SIGKILL, for what a crash leaves behind; the directory stays. */
  kill(): Promise<void>
}

export interface BrokerChildOptions {
  transport: 'tcp' | 'unix'
  settings: readonly string[]
  /** Kept by stop(), for a second start. Default: a temporary one. */
  directory?: string
  /** Default 30 s. */
  startDeadlineMs?: number
  /** The command in dist/ also when this is a source: its start is measured. It must have been built. */
  built?: boolean
  /** Default: off. */
  http?: string
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>
}

export async function startBrokerChild(options: BrokerChildOptions): Promise<BrokerChild> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sluice-bench-')))
  const listen = options.transport === 'unix' ? `unix:${join(directory, 'socket')}` : '127.0.0.1:0'
  const sets = options.settings.flatMap((setting) => ['--set', setting])
  const http = options.http ?? 'off'
  const command = ['broker', '--data', join(directory, 'data'), '--listen', listen, '--http', http, ...sets]
  const child = spawn(process.execPath, [...cliCommand(options.built === true), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-logCharactersMost)))
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  const stop = async () => {
    await end('SIGTERM')
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true })
  }
  const log = () => said
  try {
    const address = await readyAddress(child, options.startDeadlineMs ?? startDeadlineMsDefault, log)
    return { address, pid: child.pid!, directory, log, stop, kill: () => end('SIGKILL') }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The compiled command in dist/, the sources through tsx in a checkout that was not built. */
function cliCommand(built: boolean): string[] {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  if (import.meta.url.endsWith('.js')) return [file('../cli/main.js')]
  return built ? [file('../dist/cli/main.js')] : ['--import', 'tsx', file('../cli/main.ts')]
}

/** Waits for `ready listen=ADDRESS …`; what the broker says otherwise is kept for the error. */
function readyAddress(child: ChildProcess, deadlineMs: number, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    const fail = (why: string) =>
      reject(
        new SluiceError('CONNECT_FAILED', `the broker did not start: ${why}`, {
          hint: log().trim().slice(-500),
        }),
      )
    const timer = setTimeout(() => fail(`nothing within ${deadlineMs / 1000} s`), deadlineMs)
    child.stdout!.on('data', (chunk) => {
      out += chunk
      const ready = /^ready listen=(\S+)/m.exec(out)
      if (!ready) return
      clearTimeout(timer)
      resolve(ready[1]!.split(',')[0]!)
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`it ended with ${signal ?? code}`)
    })
  })
}
