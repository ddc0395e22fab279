// A full disk is a normal state: produce is refused with a retriable error, reading and deleting go on, space returns,
// produce goes on, and the broker is never restarted. On a small tmpfs and on a small ext4 in a loop device; needs root.
import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { connect, isSluiceError, serde, topic } from '../../client/index.ts'
import { sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const SIZE_MIB = 96

const fileSystems = {
  tmpfs: async (directory: string) => {
    const mount = join(directory, 'mount')
    await mkdir(mount)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', mount])
    return mount
  },
  ext4: async (directory: string) => {
    const mount = join(directory, 'mount')
    const image = join(directory, 'image')
    await mkdir(mount)
    execFileSync('truncate', ['-s', `${SIZE_MIB}M`, image])
    execFileSync('mkfs.ext4', ['-q', '-F', '-m', '0', image])
    execFileSync('mount', ['-o', 'loop', image, mount])
    return mount
  },
}

for (const [name, make] of Object.entries(fileSystems)) {
  for (const mode of ['mmap', 'pwrite'] as const) {
    describe(`full disk on ${name}, ${mode}`, function () {
      this.timeout(120_000)

      it('refuses produce with a retriable error, goes on reading and deleting, and recovers without a restart', () =>
        withDirectory(async (directory) => {
          const mount = await make(directory)
          try {
            const broker = await startBrokerProcess({
              data: join(mount, 'data'),
              args: ['--set', `append.mode=${mode}`, '--set', 'segment.bytes=8MiB'],
            })
            try {
              await fillAndRecover(broker.address, mount)
              expect(broker.stderr()).to.not.contain('uncaught')
            } finally {
              await broker.stop()
            }
            expect(await broker.ended).to.equal(0)
          } finally {
            execFileSync('umount', [mount])
          }
        }))
    })
  }
}

async function fillAndRecover(address: string, mount: string) {
  for (const topicName of ['kept', 'dropped']) {
    const made = await sluice(['topic', 'create', topicName, '--broker', address])
    expect(made.code, made.stderr).to.equal(0)
  }
  const kept = topic('kept', { value: serde.bytes })
  const dropped = topic('dropped', { value: serde.bytes })
  const client = connect({ brokers: [address], deliveryTimeoutMs: 3_000 })
  const producer = client.producer({ acks: 'all' })
  const acknowledged: Buffer[] = []
  try {
    // a filler takes some of the space; it is what an operator removes in the end
    await writeFile(join(mount, 'filler'), Buffer.alloc(16 * 1024 * 1024, 1))
    for (let i = 0; i < 16; i++) await producer.send(dropped, { value: randomBytes(512 * 1024) })
    let refused: unknown
    for (let i = 0; i < 400 && refused === undefined; i++) {
      const value = randomBytes(512 * 1024)
      try {
        await producer.send(kept, { value })
        acknowledged.push(value)
      } catch (error) {
        refused = error
      }
    }
    expect(isSluiceError(refused) && refused.code, String(refused)).to.equal('DISK_FULL')
    expect((refused as { retriable: boolean }).retriable).to.equal(true)
    await readsBack(address, acknowledged)
    const deleted = await sluice(['topic', 'delete', 'dropped', '--yes', '--broker', address])
    expect(deleted.code, deleted.stderr).to.equal(0)
    await rm(join(mount, 'filler'))
    const value = randomBytes(512 * 1024)
    await untilAccepted(async () => await producer.send(kept, { value }))
    acknowledged.push(value)
    await readsBack(address, acknowledged, true)
  } finally {
    await producer.close()
    await client.close()
  }
}

/** Retriable refusals are repeated for at most 20 seconds, as a client would. */
async function untilAccepted(send: () => Promise<unknown>) {
  const until = performance.now() + 20_000
  while (true) {
    try {
      return await send()
    } catch (error) {
      if (!isSluiceError(error) || !error.retriable || performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Every acknowledged value is there in order; a refused one whose fate was unknown may stand before the last. */
async function readsBack(address: string, acknowledged: Buffer[], lastIsNew = false) {
  const client = connect({ brokers: [address] })
  const consumer = client.consumer({ topics: [topic('kept', { value: serde.bytes })], from: 'earliest' })
  let next = 0
  for await (const record of consumer) {
    if (record.value!.equals(acknowledged[next]!)) next++
    else
      expect(
        lastIsNew && next === acknowledged.length - 1,
        `record ${record.offset} is not the one acknowledged`,
      ).to.equal(true)
    if (next === acknowledged.length) break
  }
  expect(next).to.equal(acknowledged.length)
  await consumer.close()
  await client.close()
}
