// Starts native/transfer's program: one process a run, one line of JSON back. Called by transfer.ts.
// A published package carries the program in prebuilds/; a checkout builds its own. Whatever ends a run early ends its process.
import { spawn } from 'node:child_process'
import { constants, accessSync } from 'node:fs'
import { join } from 'node:path'
import { SluiceError } from '../../client/index.ts'
import { packageRoot } from '../../native/load.ts'

export function findProgram(): string {
  if (process.platform !== 'linux') {
    throw new SluiceError(
      'UNSUPPORTED_PLATFORM',
      `what is measured are system calls of Linux, and this is ${process.platform}`,
      { hint: 'run it on Linux' },
    )
  }
  const places = [
    `prebuilds/linux-${process.arch}/sluice-transfer.glibc`,
    'native/build/Release/sluice-transfer',
  ]
  for (const place of places) {
    const path = join(packageRoot(), place)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // not at this place
    }
  }
  throw new SluiceError(
    'ADDON_MISSING',
    `the program that moves the files is at none of ${places.join(', ')}`,
  )
}

/** What the program printed. Throws TIMEOUT where its deadline ended it, INTERNAL with its own words where it failed. */
export async function runProgram(
  path: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted()
  const child = spawn(path, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  try {
    let out = ''
    let said = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4000)))
    const ended = await new Promise<number | string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, name) => resolve(code ?? name ?? 'nothing'))
    })
    signal.throwIfAborted()
    if (ended === 0) return out
    const what = words.slice(0, 3).join(' ')
    if (ended === 'SIGALRM') throw new SluiceError('TIMEOUT', `${what} did not end before its deadline`)
    throw new SluiceError('INTERNAL', `${what} ended with ${ended}: ${said.trim()}`, {
      hint: 'a full or failing disk does this; if it is neither, please report it',
    })
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
