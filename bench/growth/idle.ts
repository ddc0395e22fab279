// Connections that say nothing: what does each hold in the broker? Anonymous memory before and after, divided by their number.
// A fresh broker each round, because a process that grew does not shrink again.
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SluiceError } from '../../client/index.ts'
import { curve, valueBar } from './curve.ts'
import type { Curve } from './curve.ts'
import { withBroker } from './growth.ts'
import type { Growth } from './growth.ts'
import { anonymousBytes, descriptorsMost } from './proc.ts'
import { figure, size, told } from './quantities.ts'

export interface IdleSizes {
  counts: number[] // ascending
}

export const idleSizes: Record<'full' | 'quick', IdleSizes> = {
  full: { counts: [1_000, 2_500, 5_000, 10_000] },
  quick: { counts: [1_000, 10_000] },
}

const bytesAtMost = 20 * 1024
/** What a process needs beside the connections. */
const descriptorsBeside = 200
const steadyWithin = 64 * 1024
const steadyTriesMost = 20
const answerDeadlineMs = 90_000

export async function idle(growth: Growth, sizes: IdleSizes): Promise<Curve[]> {
  requireDescriptors(sizes.counts.at(-1)!, descriptorsMost())
  const perConnection: number[][] = sizes.counts.map(() => [])
  for (let round = 0; round < growth.rounds; round++) {
    const bytes = await withBroker(growth, ({ broker }) =>
      grow(growth, broker.address, broker.pid, sizes.counts),
    )
    bytes.forEach((value, at) => perConnection[at]!.push(value))
    growth.note(`idle: round ${round + 1}: ${bytes.map(figure).join(', ')} bytes each`)
  }
  return [curveOf(perConnection, sizes.counts)]
}

/** Throws INVALID_ARGUMENT where the limit of open files is lower. Node has raised its soft limit to the hard one. */
export function requireDescriptors(connections: number, limit: number): void {
  const needed = connections + descriptorsBeside
  if (limit >= needed) return
  throw new SluiceError(
    'INVALID_ARGUMENT',
    `${connections} connections need ${needed} open files, this process may have ${limit}`,
    { hint: `raise the hard limit: ulimit -Hn ${needed}` },
  )
}

/** Bytes per connection at each count. */
async function grow(growth: Growth, address: string, brokerPid: number, counts: number[]): Promise<number[]> {
  const file = fileURLToPath(new URL('./idle-client.ts', import.meta.url))
  const child = fork(file, [address], {
    execArgv: ['--import', 'tsx'],
    signal: growth.signal,
    killSignal: 'SIGKILL',
  })
  const failed = failureOf(child)
  growth.children.add(child.pid!)
  try {
    const before = await steadyBytes(growth, brokerPid)
    const found: number[] = []
    for (const count of counts) {
      const open = await Promise.race([openConnections(child, count), failed])
      if (open !== count) throw new Error(`${open} of ${count} connections are open`)
      found.push(((await steadyBytes(growth, brokerPid)) - before) / count)
    }
    return found
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    growth.children.delete(child.pid!)
  }
}

function failureOf(child: ChildProcess): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the idle client ended with ${signal ?? code}`)))
  })
  failed.catch(() => undefined) // it ends by our own kill in the end
  return failed
}

async function openConnections(child: ChildProcess, count: number): Promise<number> {
  const signal = AbortSignal.timeout(answerDeadlineMs)
  const answer = new Promise<number>((resolve, reject) => {
    child.once('message', (open: number) => resolve(open))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  child.send(count)
  return answer
}

/** Once it moves no more than a little within half a second; what it is after some seconds otherwise. */
async function steadyBytes(growth: Growth, pid: number): Promise<number> {
  let last = anonymousBytes(pid)
  for (let tries = 0; tries < steadyTriesMost; tries++) {
    await setTimeout(500, undefined, { signal: growth.signal })
    const now = anonymousBytes(pid)
    if (Math.abs(now - last) <= steadyWithin) return now
    last = now
  }
  return last
}

function curveOf(values: number[][], counts: number[]): Curve {
  const bar = valueBar(`bytes each of ${figure(counts.at(-1)!)} connections`, bytesAtMost, values.at(-1)!)
  return curve({
    name: 'idle-connections',
    title: 'Memory of idle connections',
    xTitle: 'idle connections',
    yTitle: 'bytes each in the broker',
    xUnit: 'count',
    xs: counts,
    values,
    bar,
    sentence: `${figure(counts.at(-1)!)} idle connections hold ${told(values.at(-1)!, size)} each in the broker.`,
    conditions:
      'anonymous memory (RssAnon) of the broker with them less without them; connected over TCP, Hello said',
  })
}
