import { startBroker } from '../../broker/index.ts'
import { connect } from '../../client/index.ts'
import { BatchBuilder } from '../../protocol/batch.ts'
import { Chunk } from '../../client/chunk.ts'
import { handleOf } from '../../client/topic.ts'
const value = Buffer.alloc(100, 'x')
{
  // decode in memory
  const b = new BatchBuilder(300000)
  while (b.sizeBytes < 256 * 1024) b.append(null, value, 1700000000000 + b.recordsCount)
  const bytes = b.finish()
  const h = handleOf('x')
  for (let round = 0; round < 6; round++) {
    const t = performance.now()
    let n = 0,
      sum = 0
    while (n < 3e6) {
      const batch = new Chunk(h, 0, bytes, 0, false).take(Infinity)!
      for (const r of batch) {
        n++
        sum += r.offset & 1
      }
    }
    const t2 = performance.now()
    let m = 0
    while (m < 3e6) {
      const batch = new Chunk(h, 0, bytes, 0, false).take(Infinity)!
      for (const r of batch) {
        m++
        sum += (r.value as Buffer).length
      }
    }
    const t3 = performance.now()
    console.log(
      'decode M/s: offset',
      (n / (t2 - t) / 1e3).toFixed(2),
      'value',
      (m / (t3 - t2) / 1e3).toFixed(2),
    )
  }
}
const broker = await startBroker()
const client = connect({ brokers: [broker.address] })
await client.admin.topics.create('t', { partitions: 1, settings: { durability: 'memory' } })
const records = Array.from({ length: 100_000 }, () => ({ value }))
const producer = client.producer({})
for (let round = 0; round < 6; round++) {
  const t = performance.now()
  const c0 = process.cpuUsage()
  const all = []
  for (let i = 0; i < 20; i++) {
    all.push(producer.sendBatch('t', records))
    if (all.length > 3) await all.shift()
  }
  await Promise.all(all)
  const c = process.cpuUsage(c0)
  console.log(
    'produce M/s',
    (2e6 / (performance.now() - t) / 1e3).toFixed(2),
    'cpu',
    ((c.user + c.system) / 1e6).toFixed(2),
  )
}
for (let round = 0; round < 6; round++) {
  const consumer = client.consumer({ topics: ['t'], from: 'earliest' })
  const t = performance.now()
  let n = 0,
    sum = 0
  const c0 = process.cpuUsage()
  for await (const batch of consumer.batches()) {
    for (const r of batch) {
      n++
      sum += (r.value as Buffer).length
    }
    if (n >= 12e6) break
  }
  const c = process.cpuUsage(c0)
  console.log(
    'consume M/s',
    (n / (performance.now() - t) / 1e3).toFixed(2),
    'cpu',
    ((c.user + c.system) / 1e6).toFixed(2),
  )
  await consumer.close()
}
await client.close()
await broker.close()
