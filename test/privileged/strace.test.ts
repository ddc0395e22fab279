// What the broker asks of the kernel, seen by strace: the zero-copy claim and the meaning of acks are checked here, at the
// system calls, not in our own counters. Needs strace and the right to trace; .ci/run installs it.
import { createReadStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { connect, serde, topic } from '../../client/index.ts'
import { type BrokerProcess, sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const SEGMENT = /<[^>]*\/logs\/[^>]*\.log>/
const SOCKET = /<(TCP|UNIX|UNIX-STREAM|socket)[^>]*>/

interface Calls {
  segmentWrites: number
  sendfileBytes: number
  largestSocketWrite: number
}

/** strace splits a call that another thread interrupts: its descriptor stands in the first half, its result in the second. */
async function countCalls(trace: string): Promise<Calls> {
  const calls: Calls = { segmentWrites: 0, sendfileBytes: 0, largestSocketWrite: 0 }
  const unfinished = new Map<string, string>()
  for await (const line of createInterface({ input: createReadStream(trace) })) {
    const parts = /^(\d+)\s+(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/.exec(line)
    if (parts === null) continue
    const [, thread, resumed, begun, rest] = parts as unknown as string[]
    if (rest!.includes('<unfinished')) {
      unfinished.set(thread!, rest!)
      continue
    }
    const name = resumed ?? begun!
    const target = resumed === undefined ? rest! : `${unfinished.get(thread!) ?? ''}${rest}`
    const result = Number(/= (-?\d+)[^=]*$/.exec(rest!)?.[1] ?? 0)
    if (name === 'sendfile') calls.sendfileBytes += Math.max(0, result)
    else if (SEGMENT.test(target)) calls.segmentWrites++
    else if (SOCKET.test(target)) calls.largestSocketWrite = Math.max(calls.largestSocketWrite, result)
  }
  return calls
}

async function traced<T>(
  calls: string,
  args: string[],
  use: (broker: BrokerProcess) => Promise<T>,
  inject?: string,
): Promise<{ value: T; calls: Calls }> {
  return await withDirectory(async (directory) => {
    const trace = join(directory, 'trace')
    const tracer = ['strace', '-f', '-yy', '-q', '-s', '0', '-e', `trace=${calls}`, '-o', trace]
    if (inject !== undefined) tracer.push('-e', `inject=${inject}`)
    const broker = await startBrokerProcess({ data: join(directory, 'data'), args, tracer })
    let value: T
    try {
      value = await use(broker)
    } finally {
      await broker.stop()
    }
    return { value, calls: await countCalls(trace) }
  })
}

describe('system calls of the broker', function () {
  this.timeout(120_000)

  for (const mode of ['mmap', 'pwrite'] as const) {
    it(`serves a fetch by sendfile, and appends ${mode === 'mmap' ? 'without a write' : 'by pwrite'} in ${mode} mode`, async () => {
      const size = 64 * 1024 * 1024
      const { calls } = await traced(
        'write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendfile',
        ['--set', `append.mode=${mode}`],
        (broker) =>
          withDirectory(async (directory) => {
            const file = join(directory, 'input')
            await writeFile(file, randomBytes(size))
            // 16 KiB records: cut the random file with u32 lengths of our own
            const framed = Buffer.concat(await pieces(file, 16_384))
            await writeFile(file, framed)
            const produced = await sluice([
              'produce',
              'traced',
              '--create',
              '--file',
              file,
              '--delimiter',
              'u32',
              '--broker',
              broker.address,
            ])
            expect(produced.code, produced.stderr).to.equal(0)
            const client = connect({ brokers: [broker.address] })
            const consumer = client.consumer({
              topics: [topic('traced', { value: serde.bytes })],
              from: 'earliest',
            })
            let bytes = 0
            for await (const batch of consumer.batches()) {
              for (const record of batch) bytes += record.value!.length
              if (bytes >= size) break
            }
            expect(bytes).to.equal(size)
            await consumer.close()
            await client.close()
          }),
      )
      if (mode === 'mmap') expect(calls.segmentWrites, 'writes to segment files').to.equal(0)
      else expect(calls.segmentWrites, 'writes to segment files').to.be.above(0)
      expect(calls.sendfileBytes, 'bytes sent by sendfile').to.be.at.least(0.99 * size)
      expect(calls.largestSocketWrite, 'largest other write to a client').to.be.within(1, 4096)
    })
  }

  it('answers acks=all only after fdatasync, acks=leader before, and shows consumers nothing earlier', async () => {
    const DELAY_MS = 300
    await traced(
      'fdatasync',
      [],
      async (broker) => {
        const made = await sluice(['topic', 'create', 'slow', '--broker', broker.address])
        expect(made.code, made.stderr).to.equal(0)
        const slow = topic('slow', { value: serde.utf8 })
        const client = connect({ brokers: [broker.address] })
        const leader = client.producer({ acks: 'leader' })
        const all = client.producer({ acks: 'all' })
        const consumer = client.consumer({ topics: [slow], from: 'earliest' })
        const seen: { value: string; at: number }[] = []
        const reading = (async () => {
          for await (const record of consumer) {
            seen.push({ value: record.value as string, at: performance.now() })
            if (seen.length === 2) break
          }
        })()
        await leader.send(slow, { value: 'warm up' }) // opens connection and segment
        while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
        const start = performance.now()
        const first = leader
          .send(slow, { value: 'leader' })
          .then((answer) => ({ answer, at: performance.now() - start }))
        const second = all
          .send(slow, { value: 'all' })
          .then((answer) => ({ answer, at: performance.now() - start }))
        const byLeader = await first
        expect(byLeader.answer.durable).to.equal(false)
        expect(byLeader.at, 'acks=leader').to.be.below(DELAY_MS)
        const byAll = await second
        expect(byAll.answer.durable).to.equal(true)
        expect(byAll.at, 'acks=all').to.be.at.least(DELAY_MS)
        await reading
        expect(seen[1]!.at - start, 'a consumer sees the record').to.be.at.least(DELAY_MS)
        for (const closing of [consumer, leader, all, client]) await closing.close()
      },
      `fdatasync:delay_exit=${DELAY_MS * 1000}`,
    )
  })
})

async function pieces(file: string, bytes: number): Promise<Buffer[]> {
  const content = await readFile(file)
  const total = (await stat(file)).size
  const parts: Buffer[] = []
  for (let at = 0; at < total; at += bytes) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Math.min(bytes, total - at))
    parts.push(length, content.subarray(at, at + bytes))
  }
  return parts
}
