// Finds and loads the .node binary, on first use: importing this room anywhere is harmless, off Linux too.
// Called by native/index.ts only. A published package carries the binary in prebuilds/; a checkout builds its own.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Misuse (wrong type, closed handle, foreign receiver) and failed system calls; code: an errno's name or a word of ours. */
export class NativeError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'NativeError'
    this.code = code
  }

  /** The addon throws the class of whoever loaded it first: another loaded copy of this file must know it as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'NativeError' && 'code' in value
  }
}

/** Works from the sources (native/load.ts) and from dist/native/load.js: the package root is where package.json is. */
export function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new NativeError('ADDON_MISSING', 'no package.json above the native room')
    directory = parent
  }
  return directory
}

export function loadAddon(): unknown {
  if (process.platform !== 'linux') {
    throw new NativeError(
      'UNSUPPORTED_PLATFORM',
      `the sluice broker runs on Linux only, and this is ${process.platform}; the client runs anywhere`,
    )
  }
  const root = packageRoot()
  const require = createRequire(import.meta.url)
  const reasons: string[] = []
  for (const file of [
    `prebuilds/linux-${process.arch}/sluice.glibc.node`,
    'native/build/Release/sluice.node',
  ]) {
    const path = join(root, file)
    if (!existsSync(path)) continue
    try {
      return require(path)
    } catch (error) {
      reasons.push(`${file}: ${(error as Error).message}`)
    }
  }
  const why = reasons.length > 0 ? `does not load (${reasons.join('; ')})` : 'is not built'
  throw new NativeError(
    'ADDON_MISSING',
    `the native addon for linux-${process.arch} ${why}: run \`npm run build\` in the package's folder`,
  )
}
