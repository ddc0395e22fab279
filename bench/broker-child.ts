// A real broker as a child process for one benchmark: free port or Unix socket, data in a temporary directory that goes
// with it. Called by produce.ts and consume.ts. The same command line that users start.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SluiceError } from '../client/index.ts'

const startDeadlineMs = 30_000

export interface BrokerChild {
  readonly address: string
  readonly pid: number
  readonly directory: string
  stop(): Promise<void>
}

export interface BrokerChildOptions {
  transport: 'tcp' | 'unix'
  settings: readonly string[]
}

export async function startBrokerChild(options: BrokerChildOptions): Promise<BrokerChild> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const listen = options.transport === 'unix' ? `unix:${join(directory, 'socket')}` : '127.0.0.1:0'
  const sets = options.settings.flatMap((setting) => ['--set', setting])
  const command = ['broker', '--data', join(directory, 'data'), '--listen', listen, '--http', 'off', ...sets]
  const child = spawn(process.execPath, [...cliCommand(), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
    await rm(directory, { recursive: true, force: true })
  }
  try {
    return { address: await readyAddress(child), pid: child.pid!, directory, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The compiled command in dist/, the sources through tsx in a checkout that was not built. */
function cliCommand(): string[] {
  const compiled = import.meta.url.endsWith('.js')
  const main = fileURLToPath(new URL(compiled ? '../cli/main.js' : '../cli/main.ts', import.meta.url))
  return compiled ? [main] : ['--import', 'tsx', main]
}

/** Waits for `ready listen=ADDRESS …`; what the broker says otherwise is kept for the error. */
function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    let said = ''
    const fail = (why: string) =>
      reject(
        new SluiceError('CONNECT_FAILED', `the broker did not start: ${why}`, {
          hint: said.trim().slice(-500),
        }),
      )
    const timer = setTimeout(() => fail(`nothing within ${startDeadlineMs / 1000} s`), startDeadlineMs)
    child.stderr!.on('data', (chunk) => (said = (said + chunk).slice(-4000)))
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
