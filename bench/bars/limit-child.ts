// A program of bench/limit/ that serves: started, used, ended. Called by produce.ts and fetch.ts.
// Invariant: it ends with `use`, its files with it; one that fails takes the measurement along.
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Growth } from '../growth/growth.ts'

const directory = fileURLToPath(new URL('../limit', import.meta.url))
const readyDeadlineMs = 30_000

export interface LimitChild {
  readonly address: string
  readonly pid: number
}

/** Compiles what is not there or not up to date. Throws with the compiler's words. */
export async function buildPrograms(): Promise<void> {
  await promisify(execFile)('make', ['-s', '-C', directory])
}

/** Resolves with what `use` gave and with the lines the program wrote, the `ready` line left out. */
export async function withLimit<Result>(
  growth: Growth,
  program: 'produce-limit' | 'fetch-limit',
  options: readonly string[],
  use: (limit: LimitChild) => Promise<Result>,
): Promise<{ result: Result; lines: string[] }> {
  const files = await mkdtemp(join(growth.directory, 'limit-'))
  const command = ['--listen', '127.0.0.1:0', '--directory', files, ...options]
  const child = spawn(join(directory, 'build', program), command, { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  try {
    const address = await readyAddress(child, lines, closed)
    growth.children.add(child.pid!)
    const result = await use({ address, pid: child.pid! })
    child.kill('SIGTERM')
    await closed
    if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`)
    return { result, lines }
  } catch (error) {
    child.kill('SIGKILL')
    await closed.catch(() => {})
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${program}: ${said.trim() || why}`, { cause: error })
  } finally {
    if (child.pid !== undefined) growth.children.delete(child.pid)
    await rm(files, { recursive: true, force: true })
  }
}

/** Of the first line; further ones are collected. */
function readyAddress(child: ChildProcess, lines: string[], closed: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it was not ready in time')), readyDeadlineMs)
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const ready = /^ready listen=(\S+)$/.exec(line)
      if (ready === null) return void lines.push(line)
      clearTimeout(timer)
      resolve(ready[1]!)
    })
    closed
      .then(() => reject(new Error('it ended before it was ready')), reject)
      .finally(() => clearTimeout(timer))
  })
}
