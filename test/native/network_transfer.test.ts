import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { AppendFact, Verdict } from '../../native/index.ts'
import { batchOf, HEADER_BYTES, stamped } from './batches.ts'
import { Bed, type Client, frame, KiB, MiB } from './network_bed.ts'

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('network: from socket to segment to socket', () => {
  it('moves every byte unchanged: many clients, frames cut anywhere, little memory, two threads', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-network-'))
    const facts = new Float64Array(AppendFact.width)
    const waiting: [number, number, number][] = []
    let offset = 0
    const append = (): void => {
      while (waiting.length > 0) {
        const [connection, number, bytes] = waiting[0]
        const verdict = segment.append(number, 0, bytes, offset, 7, MiB, facts)
        if (verdict === Verdict.later) return
        expect(verdict, 'CRC and sizes of what has arrived').to.equal(Verdict.ok)
        offset++
        waiting.shift()
        bed.network.send(connection, Buffer.from('ok'), [], number)
      }
    }
    const bed: Bed = new Bed({
      threads: 2,
      budgetBytes: 2 * MiB,
      frameBytesMax: MiB,
      smallReserveBytes: 16 * KiB,
      framesInFlightMax: 4,
      onFrame: (connection, number, _header, bytes) => {
        waiting.push([connection, number, bytes])
        append()
      },
    }).listen()
    bed.onSegmentEvent = append
    const segment = bed.engine.createSegment({
      path: join(directory, 'segment'),
      sizeBytes: 64 * MiB,
      mode: 'mmap',
      windowBytes: MiB,
      stepFirstBytes: MiB,
      stepMostBytes: 8 * MiB,
    })
    const sent: Buffer[] = []
    const talk = async (client: Client, random: (below: number) => number): Promise<void> => {
      const stream: Buffer[] = []
      for (let i = 0; i < 40; i++) {
        const bodyBytes = i % 5 === 4 ? random(300 * KiB) : random(2000)
        const batch = batchOf({ producerId: sent.length, producerEpoch: 0, baseSequence: 0, bodyBytes })
        sent.push(batch)
        stream.push(frame(`batch ${i}`, batch))
      }
      const bytes = Buffer.concat(stream)
      for (let at = 0; at < bytes.length; ) {
        const end = at + 1 + random(random(3) === 0 ? 100 : 200 * KiB)
        client.socket.write(bytes.subarray(at, end))
        at = end
        if (random(4) === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      expect((await client.received(80)).toString()).to.equal('ok'.repeat(40))
    }
    const clients: Client[] = []
    for (let i = 0; i < 8; i++) clients.push(await bed.dial())
    await Promise.all(clients.map((client, i) => talk(client, seeded(i + 1))))

    expect(offset).to.equal(sent.length)
    await bed.until(() => bed.network.counters().budgetUsedBytes === 0)
    const reader = await bed.dial()
    const { connection } = await bed.event('accept', 8)
    bed.network.send(connection, Buffer.alloc(0), [segment, 0, segment.position], 0)
    const stored = await reader.received(segment.position)
    let at = 0
    for (let i = 0; i < sent.length; i++) {
      const batch = sent[Number(stored.readBigInt64BE(at + 43))]
      const expected = stamped(batch, i, 7)
      expect(stored.subarray(at, at + batch.length).equals(expected), `batch ${i}`).to.equal(true)
      expect(batch.length).to.be.at.least(HEADER_BYTES)
      at += batch.length
    }
    expect(at).to.equal(segment.position)
    await bed.close()
    rmSync(directory, { recursive: true })
  }).timeout(20_000)
})
