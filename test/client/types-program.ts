// Not run: type-checked under `strict` by types.test.ts. What a newcomer writes must pass, what is wrong must not.
import { type Batch, connect, type ConsumedRecord, serde, topic } from '../../client/index.ts'

interface Order {
  readonly item: string
  readonly count: number
}

const orders = topic('orders', { key: serde.utf8, value: serde.json<Order>() })
const counts = topic('counts', { value: serde.json<number>() })

export async function program(signal: AbortSignal): Promise<number> {
  await using client = connect({ brokers: ['127.0.0.1:9095'], clientId: 'shop' })
  await client.ready({ signal })
  await using producer = client.producer({
    acks: 'all',
    lingerMs: 2,
    batchBytes: 262_144,
    compression: 'lz4',
    idempotent: true,
  })
  const sent = await producer.send(
    orders,
    { key: 'a', value: { item: 'pen', count: 2 }, headers: { trace: 'x' } },
    { signal },
  )
  const place: [number, number, number, boolean] = [sent.partition, sent.offset, sent.timestamp, sent.durable]
  await producer.sendBatch(
    orders,
    [
      { key: 'b', value: { item: 'ink', count: 1 } },
      { key: 'c', value: null },
    ],
    { signal },
  )
  await producer.send('plain', { key: 'bytes or text', value: Buffer.from('x') })
  await producer.flush({ durable: true })

  await using consumer = client.consumer({ topics: [orders], from: 'earliest', orElse: 'latest' })
  for await (const batch of consumer.batches({ maxRecords: 1000 })) {
    const typed: Batch<string, Order> = batch
    for (const record of typed) if (record.value !== null) return record.value.count + place[0]
    await batch.commit()
  }
  await consumer.run(
    async (record, { signal: lost }) => {
      const order: Order | null = record.value
      await fetch('http://127.0.0.1/', { method: 'POST', body: JSON.stringify(order), signal: lost })
    },
    {
      concurrency: 8,
      order: 'key',
      retry: { attempts: 3, backoffMs: 50, retryIf: (error) => error instanceof TypeError },
      deadLetter: { topic: 'orders.dead', producer },
      signal,
    },
  )
  producer.writable(orders).end({ key: 'c', value: { item: 'pen', count: 1 } })
  const web = producer.webWritable(orders).getWriter()
  await web.write({ key: 'd', value: null })
  consumer.readable({ signal }).pipe(producer.writable(orders, { input: 'values' }))
  for await (const record of consumer) {
    const key: string | null = record.key
    return (record.value?.count ?? 0) + (key?.length ?? 0)
  }
  await using bytes = client.consumer({ topics: ['plain'] })
  for await (const record of bytes) return (record.value as Buffer).length
  await using both = client.consumer({ topics: [orders, counts] })
  for await (const record of both) {
    const either: ConsumedRecord<string, Order> | ConsumedRecord<Buffer, number> = record
    return either.offset
  }
  return (await client.admin.topics.describe(orders)).partitions.length
}

export async function mistakes(): Promise<void> {
  const client = connect({ brokers: ['127.0.0.1:9095'] })
  const producer = client.producer()
  // @ts-expect-error a value of another type
  await producer.send(orders, { key: 'a', value: { item: 'pen' } })
  // @ts-expect-error a key of another type
  await producer.send(orders, { key: 5, value: { item: 'pen', count: 1 } })
  // @ts-expect-error no value
  await producer.send(orders, { key: 'a' })
  // @ts-expect-error a value of another type
  await producer.webWritable(orders).getWriter().write({ value: 5 })
  // @ts-expect-error an order that is none
  await client.consumer({ topics: [orders] }).run(() => {}, { order: 'keys' })
  // @ts-expect-error an option that is none
  client.producer({ linger: 5 })
  for await (const record of client.consumer({ topics: [orders] })) {
    // @ts-expect-error a value may be a tombstone
    record.value.count
    // @ts-expect-error the value is an Order
    const text: string | null = record.value
    void text
  }
}
