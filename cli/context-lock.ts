// One command at a time changes the file of contexts: a lock file beside it. Called by context.ts around what reads, changes and writes.
// Who reads alone needs none: the file is always whole. A command that was killed leaves its lock; after staleMs it counts no more,
// as a change takes milliseconds. (Two that find it stale in the same instant may both go on: then the later one's file stays.)
import { open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SluiceError } from '../protocol/errors.ts'
import { makeDirectory } from './context-file.ts'

const staleMs = 3_000
const waitMs = 10_000
const lookEveryMs = 20

/** FILE_ERROR where the lock cannot be had. */
export async function whileLocked<T>(path: string, use: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`
  await makeDirectory(dirname(path))
  const endMs = performance.now() + waitMs
  while (!(await take(lock))) {
    if (performance.now() > endMs)
      throw new SluiceError('FILE_ERROR', 'another command has been changing the contexts for long', {
        hint: `wait for it; if there is none, remove ${lock}`,
      })
    if (await isStale(lock)) await rm(lock, { force: true })
    else await sleep(lookEveryMs)
  }
  try {
    return await use()
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx', 0o600)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function isStale(lock: string): Promise<boolean> {
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() })) // gone: to be had
  return Date.now() - mtimeMs > staleMs
}
