// From options to the list of what is run in a round, and whether it can be run here at all. Called by transfer.ts.
// Everything a person can get wrong is refused here, before a file is made.
import { readFileSync, statfsSync } from 'node:fs'
import { SluiceError } from '../../client/index.ts'
import type { Case, Method, TransferOptions, TransferPlan, Transport } from './options.ts'

const kib = 1024
const mib = 1024 * kib
const gib = 1024 * mib
const limits = {
  sizeBytesLeast: 4 * kib,
  chunkBytesLeast: kib,
  chunkBytesMost: gib,
  chunksMost: 16,
} as const

/** Beside the file and one copy of it. */
const spareBytes = 256 * mib
const guessedBytesPerSecond = 2e9
const guessedStartMs = 20 // of a process, and of making and reading back its file
const slowestBytesPerSecond = 20e6

function refuse(text: string, hint: string): never {
  throw new SluiceError('INVALID_ARGUMENT', text, { hint })
}

export function checkOptions({ sizeBytes, chunkBytes, rounds }: TransferOptions): void {
  const { sizeBytesLeast, chunkBytesLeast, chunkBytesMost, chunksMost } = limits
  if (sizeBytes < sizeBytesLeast) refuse(`a file of ${sizeBytes} bytes says nothing`, 'choose 4KiB or more')
  if (chunkBytes.length === 0 || chunkBytes.length > chunksMost)
    refuse(`${chunkBytes.length} chunk sizes`, `give 1 to ${chunksMost}`)
  for (const bytes of chunkBytes) {
    if (bytes < chunkBytesLeast || bytes > chunkBytesMost)
      refuse(`a chunk of ${bytes} bytes is out of range`, 'choose 1KiB to 1GiB')
  }
  if (rounds < 1) refuse(`${rounds} rounds`, 'choose 1 or more, 5 for figures that are to be shown')
}

/** In the order of the methods; throws for a name that is neither a method's nor a direction's. */
export function casesOf(all: readonly Method[], options: TransferOptions): Case[] {
  const names = new Set([...all.map((method) => method.name), ...all.map((method) => method.direction)])
  for (const name of options.methods) {
    if (!names.has(name)) refuse(`there is no method '${name}'`, `there are: ${[...names].join(', ')}`)
  }
  const wanted = (method: Method) =>
    options.methods.length === 0 ||
    options.methods.includes(method.name) ||
    options.methods.includes(method.direction)
  return all
    .filter(wanted)
    .flatMap((method) =>
      transportsOf(method, options).flatMap((transport) =>
        options.chunkBytes.map((chunkBytes) => ({ method, transport, chunkBytes })),
      ),
    )
}

function transportsOf({ direction }: Method, { transport }: TransferOptions): Transport[] {
  if (direction === 'file-to-file' || direction === 'between-processes') return ['none']
  return transport === 'both' ? ['tcp', 'unix'] : [transport]
}

/** The file and a copy of it have to fit on the disk, and into the page cache, or the disk would be measured. */
export function checkRoom(directory: string, { sizeBytes }: TransferOptions): void {
  const wanted = 2 * sizeBytes + spareBytes
  const { bavail, bsize } = statfsSync(directory)
  const memory = Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * kib
  const tell = (place: string, there: number, hint: string) =>
    refuse(`this takes ${inMib(wanted)} ${place}, and ${inMib(there)} are free`, hint)
  if (bavail * bsize < wanted)
    tell(`in ${directory}`, bavail * bsize, 'choose a smaller --size, or another disk with TMPDIR')
  if (memory < wanted)
    tell('of memory', memory, 'choose a smaller --size: what is not in memory is not moved but read')
}

function inMib(bytes: number): string {
  return `${Math.floor(bytes / mib).toLocaleString('en-US')} MiB`
}

export function planOf(
  cases: readonly Case[],
  { sizeBytes, rounds, limitMs }: TransferOptions,
): TransferPlan {
  const runs = cases.length * rounds
  const runMs = guessedStartMs + (1000 * sizeBytes) / guessedBytesPerSecond
  return { rows: cases.length, runs, limitMs, guessMs: Math.min(limitMs, runs * runMs) }
}

/** Of one run: no machine that is worth measuring comes near it. */
export function deadlineSeconds(sizeBytes: number): number {
  return Math.ceil(10 + sizeBytes / slowestBytesPerSecond)
}
