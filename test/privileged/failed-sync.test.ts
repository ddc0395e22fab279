// A failed sync is final: the kernel may have marked the pages clean, so a second fdatasync that succeeds proves nothing. strace
// makes every fdatasync of one segment fail while it is attached; the log must stay read-only after it has gone, serve
// what is durable, and be open again after a restart that reads the disk.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Client, connect, isSluiceError, serde, topic } from '../../client/index.ts'
import { type BrokerProcess, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const values = topic('failing', { value: serde.utf8 })

/** Makes fdatasync of this file fail in the running broker; resolves when it is in force, answers how to end it. */
async function failSyncs(broker: BrokerProcess, path: string): Promise<() => Promise<void>> {
  const args = [
    '-f',
    '-p',
    String(broker.pid),
    '-P',
    path,
    '-e',
    'trace=fdatasync',
    '-e',
    'inject=fdatasync:error=EIO',
  ]
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(tracer, 'exit')
  let text = ''
  await new Promise<void>((resolve, reject) => {
    tracer.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes(`Process ${broker.pid} attached`)) resolve()
    })
    void ended.then(() => reject(new Error(`strace ended: ${text}`)))
  })
  return async () => {
    tracer.kill('SIGINT')
    await ended
    expect(text, 'syncs were made to fail').to.contain('INJECTED')
  }
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return 'no error'
  } catch (error) {
    return isSluiceError(error)
      ? `${error.code}, retriable ${error.retriable}, delivered ${error.delivered}`
      : error
  }
}

async function readable(client: Client): Promise<string[]> {
  const consumer = client.consumer({ topics: [values], from: 'earliest' })
  const [end] = await client.admin.records.offsets('failing', 'latest')
  const seen: string[] = []
  for await (const record of consumer) {
    seen.push(record.value as string)
    if (record.offset === end!.offset - 1) break
  }
  await consumer.close()
  return seen
}

describe('a failed sync', function () {
  this.timeout(60_000)

  for (const mode of ['mmap', 'pwrite'] as const) {
    it(`is final, append.mode=${mode}: pending acks fail, the log stays read-only, what is durable is served`, () =>
      withDirectory(async (data) => {
        let broker = await startBrokerProcess({ data })
        let client = connect({ brokers: [broker.address], deliveryTimeoutMs: 10_000 })
        const { id } = await client.admin.topics.create('failing', {
          partitions: 1,
          settings: { 'append.mode': mode },
        })
        let producer = client.producer()
        await producer.send(values, { value: 'durable' })
        const log = join(data, 'logs', id, '0')
        const endFault = await failSyncs(broker, join(log, readdirSync(log)[0]!))
        const readOnly = 'LOG_READ_ONLY, retriable false, delivered'
        expect(await codeOf(producer.send(values, { value: 'lost?' }))).to.equal(`${readOnly} unknown`)
        await endFault()
        expect(await codeOf(producer.send(values, { value: 'later' })), 'with the disk well again').to.equal(
          `${readOnly} no`,
        )
        expect(await readable(client)).to.deep.equal(['durable'])
        await producer.close()
        await client.close()
        await broker.stop()

        broker = await startBrokerProcess({ data })
        client = connect({ brokers: [broker.address] })
        producer = client.producer()
        await producer.send(values, { value: 'again' })
        const seen = await readable(client)
        expect([seen[0], seen.at(-1)]).to.deep.equal(['durable', 'again'])
        expect(seen).to.not.include('later')
        await producer.close()
        await client.close()
        expect(await broker.stop()).to.equal(0)
      }))
  }
})
