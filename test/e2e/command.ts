// Spawns the real command line for end-to-end tests: a broker on a free port, and any other command with its output.
// Runs the sources through tsx, so that no build has to come first; SLUICE_CLI names another main file to run.
// Whoever starts a broker stops it: `stop()` ends it with SIGTERM, waits, and removes its directory.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const readyDeadlineMs = 15_000

/** Node's arguments. */
export function commandLine(args: readonly string[]): string[] {
  const built = process.env.SLUICE_CLI
  if (built) return [built, ...args]
  // Worker threads do not inherit tsx on every Node: see there.
  const loaders = ['tsx/esm', new URL('../tsx-in-workers.mjs', import.meta.url).href]
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  return [...loaders.flatMap((loader) => ['--import', loader]), main, ...args]
}

/** Without the variables that would change what a command does. */
function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const home = { XDG_CONFIG_HOME: '/dev/null' } // nobody's contexts
  const environment: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ...home, ...more }
  delete environment.NODE_OPTIONS
  for (const name of Object.keys(environment))
    if (name.startsWith('SLUICE_') && !(name in more)) delete environment[name]
  return environment
}

export interface Run {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: Buffer
  stderr: string
}

export interface RunOptions {
  input?: Buffer | string
  environment?: Record<string, string>
  /** Called with the running command, to send it signals or to look at its streams. */
  onStart?: (child: ChildProcess) => void
}

/** Runs one command to its end. */
export async function sluice(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, commandLine(args), { env: cleanEnvironment(options.environment) })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk) => stdout.push(chunk))
  child.stderr.on('data', (chunk) => stderr.push(chunk))
  child.stdin.on('error', () => undefined) // the command may end before it has read everything
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve([code, signal]))
  })
  options.onStart?.(child)
  if (options.input !== undefined || !options.onStart) child.stdin.end(options.input)
  const [code, signal] = await ended
  return { code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }
}

export interface BrokerProcess {
  readonly pid: number
  readonly readyLine: string
  /** The first address it listens on. */
  readonly address: string
  readonly directory: string
  stderr(): string
  /** SIGTERM unless another signal is given; resolves with the exit code (null: killed by the signal). */
  end(signal?: NodeJS.Signals): Promise<number | null>
  /** end(), then the directory goes. */
  stop(): Promise<void>
}

export interface BrokerProcessOptions {
  /** Default: a temporary directory, removed by stop(). */
  directory?: string
  listen?: string
  args?: readonly string[]
}

export async function startBrokerProcess(options: BrokerProcessOptions = {}): Promise<BrokerProcess> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sluice-e2e-')))
  const listen = options.listen ?? '127.0.0.1:0'
  const args = ['broker', '--data', directory, '--listen', listen, '--http', 'off', ...(options.args ?? [])]
  const child = spawn(process.execPath, commandLine(args), {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return ended
  }
  const stop = async () => {
    await end()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const readyLine = await firstLine(child, () => said)
    const address = /^ready listen=([^,\s]+)/.exec(readyLine)![1]!
    return { pid: child.pid!, readyLine, address, directory, stderr: () => said, end, stop }
  } catch (error) {
    await end('SIGKILL')
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true })
    throw error
  }
}

function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    const timer = setTimeout(
      () => reject(new Error(`no ready line in time; stderr: ${said()}`)),
      readyDeadlineMs,
    )
    child.stdout!.on('data', (chunk) => {
      out += chunk
      const line = /^ready .*$/m.exec(out)
      if (!line) return
      clearTimeout(timer)
      resolve(line[0])
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      reject(new Error(`the broker ended with ${code}; stderr: ${said()}`))
    })
  })
}
