// The C sender and receiver of bench/limit/, run to their end: frames come and go faster than the client could make them.
// Called by the scenarios. A program that fails takes the measurement with it.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SluiceError } from '../../client/index.ts'
import type { Growth } from './growth.ts'

export interface ProgramFigures {
  frames: number
  bytes: number // of batches
  records: number
  seconds: number
  cpuSeconds: number
  latencyUs: { p50: number; p99: number; p999: number; max: number }
}

export interface SenderOptions {
  address: string
  topicId: string
  bytes: number
  frameBytes: number
  recordBytes?: number
  inFlight: number // per connection
  connections?: number
  partitions?: number
  acks: 'all' | 'leader'
  /** Frames a second on a timetable; latencies are then from the time a frame was due. Default: as fast as answers come. */
  rate?: number
}

export function runSender(growth: Growth, options: SenderOptions): Promise<ProgramFigures> {
  return runProgram(growth, 'sender', {
    address: options.address,
    'topic-id': options.topicId,
    bytes: options.bytes,
    'frame-bytes': options.frameBytes,
    'record-bytes': options.recordBytes,
    'in-flight': options.inFlight,
    connections: options.connections,
    partitions: options.partitions,
    acks: options.acks,
    rate: options.rate,
  })
}

/**
 * Touches so much free memory, so that all visits find it backed by the host: the first to touch memory that a host has
 * taken back pays for all that come after it. bench/limit/back-memory.c.
 */
export async function backMemory(signal: AbortSignal, bytes: number): Promise<void> {
  await promisify(execFile)(programFile('back-memory'), ['--bytes', String(bytes)], { signal })
}

export interface ReceiverOptions {
  address: string
  topicId: string
  /** Read in all, from the start again when it is more than the log. */
  bytes: number
  logBytes: number
  batchBytes: number // the frameBytes of the sender
  maxBytes: number // of a fetch
  inFlight: number
  /** At random records instead of one after the other. */
  randomSeed?: number
  /** As much as one call takes from the socket, and the pause behind it. */
  receiveBytes?: number
  delayMs?: number
}

/** `signal`: ends it early, then the promise rejects with the signal's reason. */
export function runReceiver(
  growth: Growth,
  options: ReceiverOptions,
  signal: AbortSignal = growth.signal,
): Promise<ProgramFigures> {
  const given = {
    address: options.address,
    'topic-id': options.topicId,
    bytes: options.bytes,
    'log-bytes': options.logBytes,
    'batch-bytes': options.batchBytes,
    'max-bytes': options.maxBytes,
    'in-flight': options.inFlight,
    random: options.randomSeed,
    'receive-bytes': options.receiveBytes,
    'delay-ms': options.delayMs,
  }
  return runProgram(growth, 'receiver', given, signal)
}

/** Throws with what the program said when it ends with another code than 0, or is stopped by `signal`. */
async function runProgram(
  growth: Growth,
  name: string,
  options: Record<string, string | number | undefined>,
  signal: AbortSignal = growth.signal,
): Promise<ProgramFigures> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const child = spawn(
    programFile(name),
    given.flatMap(([key, value]) => [`--${key}`, String(value)]),
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    },
  )
  let out = ''
  let said = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  if (child.pid !== undefined) growth.children.add(child.pid)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => {
    if (child.pid !== undefined) growth.children.delete(child.pid)
  })
  signal.throwIfAborted()
  if (code !== 0) throw new Error(`${name} ended with ${code ?? child.signalCode}: ${said.trim()}`)
  return JSON.parse(out) as ProgramFigures
}

function programFile(name: string): string {
  const file = fileURLToPath(new URL(`../limit/build/${name}`, import.meta.url))
  if (existsSync(file)) return file
  throw new SluiceError('FILE_NOT_FOUND', `bench/limit/build/${name} is not built`, {
    hint: 'run: make -s -C bench/limit',
  })
}
