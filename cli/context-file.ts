// The contexts: names for brokers, in one file of the user, contexts.json under XDG_CONFIG_HOME/sluice or ~/.config/sluice.
// Called by context.ts, which changes it, and by context-choice.ts and completion-names.ts, which read it.
// Invariants: the file is 0600 and always whole (written beside it, then renamed over it); what cannot be understood is told,
// never taken for "no contexts", and never overwritten. Who changes it holds the lock of context-lock.ts.
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { parseAddress } from '../protocol/addresses.ts'
import { SluiceError } from '../protocol/errors.ts'
import { limits } from '../protocol/limits.ts'

export const CONTEXTS_SCHEMA = 'contexts/v1'
const namePattern = /^[a-zA-Z0-9._-]+$/

export interface Contexts {
  /** What `sluice context use` chose; undefined: nothing. Always one of `brokers`. */
  readonly current: string | undefined
  /** Addresses by name, in the order in which they are tried. */
  readonly brokers: ReadonlyMap<string, readonly string[]>
}

/** A relative XDG_CONFIG_HOME is to be ignored, says the specification of that variable. */
export function contextFilePath(environment: NodeJS.ProcessEnv): string {
  const configured = environment.XDG_CONFIG_HOME ?? ''
  const home = isAbsolute(configured) ? configured : join(environment.HOME || homedir(), '.config')
  return join(home, 'sluice', 'contexts.json')
}

/** No file: no contexts. INVALID_CONFIG for one that is damaged, FILE_ERROR for one that cannot be read. */
export async function readContexts(path: string): Promise<Contexts> {
  let text: string
  try {
    const { size } = await stat(path)
    if (size > limits.contextFileBytesMax) throw damaged(path, `it has ${size} bytes`)
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { current: undefined, brokers: new Map() }
    if (code === 'EISDIR') throw damaged(path, 'it is a directory')
    throw error
  }
  return parse(path, text)
}

/** The file holds exactly `contexts` afterwards, or what it held before. */
export async function writeContexts(path: string, { current, brokers }: Contexts): Promise<void> {
  const contexts = [...brokers].map(([name, addresses]) => ({ name, brokers: addresses }))
  const text = `${JSON.stringify({ schema: CONTEXTS_SCHEMA, current: current ?? null, contexts }, null, 2)}\n`
  await makeDirectory(dirname(path))
  const target = await realpath(path).catch(() => path) // a link into somebody's dotfiles stays one
  const beside = `${target}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** Not mkdir's `recursive`: where a directory that is there takes none (/proc, an automounter's), that one spins for ever. */
export async function makeDirectory(path: string): Promise<void> {
  const make = () => mkdir(path, { mode: 0o700 })
  try {
    await make()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isThere) return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeDirectory(dirname(path))
    await make()
  }
}

/** INVALID_ARGUMENT unless a context may be called this. */
export function checkContextName(name: string): void {
  if (isContextName(name)) return
  throw new SluiceError('INVALID_ARGUMENT', `a context cannot be called ${JSON.stringify(name)}`, {
    hint: `use 1 to ${limits.contextNameMax} of a-z A-Z 0-9 . _ -`,
  })
}

/** The addresses of a context; UNKNOWN_CONTEXT names those that there are. */
export function brokersOf({ brokers }: Contexts, name: string): readonly string[] {
  const found = brokers.get(name)
  if (found !== undefined) return found
  const names = [...brokers.keys()]
  throw new SluiceError('UNKNOWN_CONTEXT', `there is no context '${name}'`, {
    hint:
      names.length === 0
        ? `there are none yet: sluice context add ${isContextName(name) ? name : 'NAME'} --broker ADDRESS`
        : `there ${names.length === 1 ? 'is' : 'are'}: ${names.sort().join(', ')}`,
  })
}

function isContextName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= limits.contextNameMax && namePattern.test(name)
}

function damaged(path: string, why: string, cause?: unknown): SluiceError {
  return new SluiceError('INVALID_CONFIG', `the file of contexts is damaged: ${path}: ${why}`, {
    hint: `mend it, or remove it and add the contexts anew; until then --broker and SLUICE_BROKER do without it`,
    cause,
  })
}

function parse(path: string, text: string): Contexts {
  let document: { schema?: unknown; current?: unknown; contexts?: unknown } | null
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw damaged(path, (error as Error).message, error)
  }
  const schema = document?.schema
  if (schema !== CONTEXTS_SCHEMA)
    throw damaged(path, `its schema is ${JSON.stringify(schema ?? null)}, not ${CONTEXTS_SCHEMA}`)
  const listed = document?.contexts
  if (!Array.isArray(listed)) throw damaged(path, 'contexts is no list')
  const brokers = new Map<string, readonly string[]>()
  for (const one of listed as ({ name?: unknown; brokers?: unknown } | null)[]) {
    const name = one?.name
    if (!isContextName(name) || brokers.has(name))
      throw damaged(path, `no context can be called ${JSON.stringify(name)}, or it is there twice`)
    brokers.set(name, addressesOf(path, name, one?.brokers))
  }
  const current = document?.current ?? undefined
  if (current !== undefined && !(typeof current === 'string' && brokers.has(current)))
    throw damaged(path, `its current context ${JSON.stringify(current)} is none of its contexts`)
  return { current, brokers }
}

function addressesOf(path: string, name: string, value: unknown): string[] {
  const whole = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
  if (!whole) throw damaged(path, `the brokers of '${name}' are no list of addresses`)
  for (const address of value) {
    try {
      parseAddress(address)
    } catch (error) {
      throw damaged(path, `context '${name}': ${(error as Error).message}`, error)
    }
  }
  return value
}
