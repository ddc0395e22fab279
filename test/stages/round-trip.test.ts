// What goes in comes out, byte for byte, through every way the product offers: each codec × append mode × durability ×
// transport, with records of 0 B to 1 MiB. SLUICE_ROUND_TRIP_MIB sets the size of the input (default 48).
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'
import { type BrokerProcess, main, sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const MIB = Number(process.env.SLUICE_ROUND_TRIP_MIB ?? 48)

async function writeRandomRecords(path: string, bytes: number): Promise<void> {
  const out = createWriteStream(path)
  for (let written = 0; written < bytes; ) {
    const kind = randomInt(100)
    const length = kind < 3 ? 0 : kind < 40 ? randomInt(2000) : kind < 42 ? 1 << 20 : randomInt(1 << 20)
    const head = Buffer.alloc(4)
    head.writeUInt32BE(length)
    if (!out.write(Buffer.concat([head, randomBytes(length)]))) await once(out, 'drain')
    written += 4 + length
  }
  out.end()
  await once(out, 'close')
}

async function sha256(stream: NodeJS.ReadableStream): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function consumed(topicName: string, broker: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      main,
      'consume',
      topicName,
      '--from',
      'earliest',
      '--until-end',
      '--delimiter',
      'u32',
      '--broker',
      broker,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  const digest = await sha256(child.stdout)
  expect((await ended)[0], 'exit code of consume').to.equal(0)
  return digest
}

describe(`round trip of ${MIB} MiB`, function () {
  this.timeout(120_000 + MIB * 2_500)

  for (const mode of ['mmap', 'pwrite']) {
    it(`every codec and durability over TCP and a Unix socket, append.mode=${mode}`, () =>
      withDirectory(async (directory) => {
        const input = join(directory, 'input')
        await writeRandomRecords(input, MIB << 20)
        const digest = await sha256(createReadStream(input))
        const broker: BrokerProcess = await startBrokerProcess({
          data: join(directory, 'data'),
          listen: ['127.0.0.1:0', `unix:${join(directory, 'socket')}`],
          args: ['--set', `append.mode=${mode}`, '--set', 'max.message.bytes=4MiB'],
        })
        try {
          for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
            for (const durability of ['disk', 'memory']) {
              for (const address of broker.addresses) {
                const name = `${codec}-${durability}-${address.startsWith('unix:') ? 'unix' : 'tcp'}`
                const produced = await sluice([
                  'produce',
                  name,
                  '--create',
                  '--set',
                  `durability=${durability}`,
                  '--file',
                  input,
                  '--delimiter',
                  'u32',
                  '--compression',
                  codec,
                  '--broker',
                  address,
                ])
                expect(produced.code, `${name}: ${produced.stderr}`).to.equal(0)
                expect(await consumed(name, address), name).to.equal(digest)
                const deleted = await sluice(['topic', 'delete', name, '--yes', '--broker', address])
                expect(deleted.code, deleted.stderr).to.equal(0)
              }
            }
          }
        } finally {
          expect(await broker.stop()).to.equal(0)
        }
      }))
  }
})
