// Starts the real broker as a process of its own, as a user would: `node dist/cli/main.js broker`. Called by the stages that
// kill it, trace it or fill its disk. Knows nothing of the product but the command line and its `ready` line.
import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = new URL('../..', import.meta.url).pathname
export const main = join(root, 'dist/cli/main.js')

export interface BrokerProcess {
  pid: number // of the broker itself, also under a tracer
  address: string
  addresses: string[]
  http: string
  data: string
  stderr(): string
  /** Resolves with the exit code, or the signal's name. */
  ended: Promise<number | string>
  /** Sends the signal to the broker and waits until the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

export interface BrokerProcessOptions {
  data: string
  args?: string[]
  listen?: string[]
  tracer?: string[] // a command line in front of node, such as strace
  environment?: Record<string, string>
}

export async function startBrokerProcess(options: BrokerProcessOptions): Promise<BrokerProcess> {
  assert.ok(existsSync(main), 'dist/ is missing: run `npm run build`')
  const command = [
    ...(options.tracer ?? []),
    process.execPath,
    main,
    'broker',
    '--data',
    options.data,
    ...(options.listen ?? ['127.0.0.1:0']).flatMap((address) => ['--listen', address]),
    '--http',
    '127.0.0.1:0',
    ...(options.args ?? []),
  ]
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-100_000)
  })
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const ready = await readyLine(child, ended, () => stderr)
  const pid = options.tracer === undefined ? (child.pid as number) : await onlyChildOf(child.pid as number)
  return {
    pid,
    address: ready.addresses[0] as string,
    addresses: ready.addresses,
    http: ready.http,
    data: options.data,
    stderr: () => stderr,
    ended,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) process.kill(pid, signal)
      return await ended
    },
  }
}

async function readyLine(child: ChildProcess, ended: Promise<number | string>, stderr: () => string) {
  let text = ''
  const found = new Promise<{ addresses: string[]; http: string }>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const match = /^ready listen=(\S+) http=(\S+)$/m.exec(text)
      if (match !== null) resolve({ addresses: (match[1] as string).split(','), http: match[2] as string })
    })
  })
  const early = ended.then((how) => {
    throw new Error(`the broker ended with ${how} before it was ready\n${text}\n${stderr()}`)
  })
  return await Promise.race([found, early])
}

async function onlyChildOf(parent: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(parent)])
  return Number(stdout.trim().split(/\s+/)[0])
}

/** Runs a command to its end; never throws for an exit code. */
export function run(
  command: string,
  args: string[],
  options: { input?: Buffer | string; env?: Record<string, string> } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { maxBuffer: 1 << 28, env: { ...process.env, ...options.env }, cwd: root },
      (error, stdout, stderr) =>
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
          stdout,
          stderr,
        }),
    )
    child.stdin?.on('error', () => undefined) // a command may end without reading its input
    child.stdin?.end(options.input ?? '')
  })
}

/** Runs the CLI of the checkout. */
export function sluice(
  args: string[],
  options: { input?: Buffer | string; env?: Record<string, string> } = {},
) {
  return run(process.execPath, [main, ...args], options)
}

/** A temporary directory that is gone when `use` ends. */
export async function withDirectory<T>(use: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'sluice-test-'))
  try {
    return await use(path)
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
