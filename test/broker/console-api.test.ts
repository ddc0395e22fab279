// What the console's API answers about a real broker with records, groups and lag, and how it refuses.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { ApiFailure, GroupDetail, Overview, TopicDetail } from '../../broker/console/api.ts'
import { PageFiles } from '../../broker/console/page-files.ts'
import { type Client, connect, type Consumer, topic } from '../../client/index.ts'
import { lagDocument, type LagDocument } from '../../protocol/lag-document.ts'
import { limits } from '../../protocol/limits.ts'
import { until } from '../client/group-fixture.ts'
import { ask, askRaw, codeOf } from './console-fixture.ts'
import { brokerOf } from './fixture.ts'

describe('console: the API', function () {
  this.timeout(30_000)
  const broker = brokerOf({ http: '127.0.0.1:0' })
  const http = () => broker().httpAddress as string
  const get = async <T>(path: string): Promise<T> => {
    const answer = await ask(http(), path)
    expect(answer.status, answer.text).to.equal(200)
    expect(answer.headers['cache-control']).to.equal('no-store')
    return answer.json<T>()
  }
  const orders = topic('orders')
  let client: Client
  let consumer: Consumer<typeof orders>

  before(async () => {
    client = connect({ brokers: [broker().address], clientId: 'shop' })
    await client.admin.topics.create('orders', { partitions: 3, settings: { 'retention.ms': '2d' } })
    await client.admin.topics.create('quiet')
    const producer = client.producer()
    await producer.sendBatch(
      orders,
      Array.from({ length: 300 }, (_, i) => ({ key: Buffer.from(`${i}`), value: Buffer.from(`v${i}`) })),
    )
    await producer.close()
    consumer = client.consumer({
      group: 'team/billing',
      topics: [orders],
      from: 'committed',
      orElse: 'earliest',
    })
    let read = 0
    for await (const batch of consumer.batches({ maxRecords: 20 })) {
      await batch.commit()
      read += batch.records
      if (read >= 100) break
    }
  })
  after(async () => {
    await consumer.close()
    await client.close()
  })

  it('the broker, its topics and its groups, with lag of one snapshot', async () => {
    const overview = await get<Overview>('/api/overview')
    expect(overview.broker).to.deep.include({
      ready: true,
      state: 'ready',
      topics: 2,
      partitions: 4,
      groups: 1,
    })
    expect(overview.broker.listen).to.deep.equal(broker().addresses)
    expect(overview.broker.disk).to.include({ writable: true, full: false })
    expect(overview.topics.map(({ name }) => name)).to.deep.equal(['orders', 'quiet'])
    const [first, quiet] = overview.topics
    expect(first).to.deep.include({ partitions: 3, records: 300, groups: 1, cleanupPolicy: 'delete' })
    expect(first?.worst).to.deep.include({ group: 'team/billing', topic: 'orders', partition: null })
    // Nobody reads it: that is not known, and not 0.
    expect(quiet).to.deep.include({ records: 0, groups: 0, worst: null, outPerSecond: null })
    const [group] = overview.groups
    expect(group).to.include({ name: 'team/billing', members: 1 })
    const lag = await get<LagDocument>(`/api/lag?by=group&snapshot=${overview.snapshotId}`)
    expect(lag.rows).to.deep.equal([group?.lag])
    expect(Object.values(overview.statusCounts ?? {}).reduce((sum, count) => sum + count)).to.equal(3)
  })

  it('lag as the client has it, of the same snapshot, in any grain, whole or in parts', async () => {
    const names = ['partition', 'topic', 'group'] as const
    for (const by of names) {
      const report = await client.admin.groups.lag({ by, history: true })
      const path = `/api/lag?by=${by}&history=1&snapshot=${report.snapshotId}`
      const answer = await ask(http(), path)
      expect(answer.json()).to.deep.equal(JSON.parse(JSON.stringify(lagDocument(report))))
      expect(answer.headers['sluice-rows-total']).to.equal(String(report.rows.length))
    }
    const whole = await get<LagDocument>('/api/lag?group=team/*&topic=orders')
    expect(whole.rows).to.have.length(3)
    const parts = []
    for (const from of [0, 1, 2, 3]) {
      const part = await get<LagDocument>(
        `/api/lag?group=team/*&topic=orders&from=${from}&rows=1&snapshot=${whole.snapshotId}`,
      )
      parts.push(...part.rows)
    }
    expect(parts).to.deep.equal(whole.rows)
  })

  it('one topic', async () => {
    const detail = await get<TopicDetail>('/api/topics/orders')
    expect(detail.topic).to.deep.include({ name: 'orders', records: 300 })
    expect(detail.settings).to.deep.include({ key: 'retention.ms', value: '2d', isDefault: false })
    expect(detail.partitions.map(({ partition }) => partition)).to.deep.equal([0, 1, 2])
    expect(detail.partitions.reduce((sum, { visibleEnd }) => sum + visibleEnd, 0)).to.equal(300)
    expect(detail.partitions[0]).to.include({ state: 'open', logStart: 0 })
    expect(detail.groups.map(({ group }) => group)).to.deep.equal(['team/billing'])
    const quiet = await get<TopicDetail>('/api/topics/quiet')
    expect(quiet.partitions[0]).to.include({ lastAppendMs: null, visibleEnd: 0 })
  })

  it('one group', async () => {
    const detail = await get<GroupDetail>(`/api/groups/${encodeURIComponent('team/billing')}`)
    expect(detail).to.include({ name: 'team/billing', assignor: 'uniform' })
    const [member] = detail.members
    expect(member).to.deep.include({ clientId: 'shop', instanceId: null, topics: ['orders'] })
    await until('it holds all partitions', async () => {
      const now = await get<GroupDetail>('/api/groups/team%2Fbilling')
      return now.members[0]?.assigned[0]?.partitions.length === 3
    })
    expect(detail.lag).to.deep.include({ group: 'team/billing', topic: null, partition: null })
    expect(detail.lag).to.have.property('history')
    expect(detail.topics.map((row) => row.topic)).to.deep.equal(['orders'])
  })

  it('rates, once they are known', async () => {
    const producer = client.producer()
    await until('the rate of orders', async () => {
      await producer.send(orders, { value: Buffer.from('x') })
      const { topics, rates } = await get<Overview>('/api/overview')
      return (
        (topics[0]?.inPerSecond ?? 0) > 0 &&
        (topics[0]?.inBytesPerSecond ?? 0) > 0 &&
        (rates.inPerSecond ?? 0) > 0
      )
    })
    await producer.close()
  })

  it('what is not there, and what is there no more', async () => {
    const refused = async (path: string) => {
      const answer = await ask(http(), path)
      return [answer.status, codeOf(answer)]
    }
    expect(await refused('/api/topics/nowhere')).to.deep.equal([404, 'UNKNOWN_TOPIC'])
    expect(await refused('/api/groups/nowhere')).to.deep.equal([404, 'UNKNOWN_GROUP'])
    expect(await refused('/api/lag?group=nowhere')).to.deep.equal([404, 'UNKNOWN_GROUP'])
    for (const path of ['lag', 'overview', 'topics/orders', 'groups/team%2Fbilling'])
      expect(await refused(`/api/${path}?snapshot=987654`), path).to.deep.equal([410, 'SNAPSHOT_GONE'])
    expect(await refused('/metrics?snapshot=987654')).to.deep.equal([410, 'SNAPSHOT_GONE'])
    expect(await refused('/metrics?snapshot=x')).to.deep.equal([400, 'INVALID_ARGUMENT'])
    const wrong = [
      'lag?by=member',
      'lag?snapshot=-1',
      'lag?groups=x',
      'overview?x=1',
      'events?history=2',
      'groups/%E0%A4',
      'tail?topic=',
    ]
    for (const path of wrong)
      expect(await refused(`/api/${path}`), path).to.deep.equal([400, 'INVALID_ARGUMENT'])
    for (const path of ['/api/', '/api/nothing', '/api/lag/', '/apix'])
      expect((await refused(path))[0], path).to.equal(404)
  })

  it('a parameter without a value is a mistake of its sender, not a wish for what is so without it', async () => {
    const empty = [
      ['/api/lag?snapshot=', 'snapshot'],
      ['/api/lag?group=', 'group'],
      ['/api/lag?group=team/*&by=', 'by'],
      ['/api/lag?topic=orders&topic=', 'topic'],
      ['/api/overview?snapshot=', 'snapshot'],
      ['/api/records?topic=orders&from=', 'from'],
      ['/api/events?group=', 'group'],
      ['/api/tail?topic=orders&key=', 'key'],
      ['/metrics?snapshot=', 'snapshot'],
    ] as const
    for (const [path, name] of empty) {
      const answer = await ask(http(), path)
      expect([answer.status, codeOf(answer)], path).to.deep.equal([400, 'INVALID_ARGUMENT'])
      expect(answer.json<ApiFailure>().error).to.include({
        message: `the parameter ${name} is empty`,
        hint: `give ${name} a value, or leave it out`,
      })
    }
    // What a proxy adds on the way to /metrics is nobody's mistake.
    expect((await ask(http(), '/metrics?foo=')).status).to.equal(200)
  })

  it('a refusal names what was given as it was given, and what there is', async () => {
    const failure = async (path: string) => (await ask(http(), path)).json<ApiFailure>().error
    expect((await failure('/api/lag?foo=1')).hint).to.match(/^there are group, topic, by, .*snapshot/)
    expect((await failure('/api/lag?snapshto=1')).hint).to.equal('did you mean snapshot?')
    for (const from of ['offset:-1', 'before:x', 'time:', 'offset:0@1,1@-2'])
      expect((await failure(`/api/records?topic=orders&from=${from}`)).message).to.match(
        new RegExp(`^from=${from} is not possible: it takes latest, earliest, offset:N`),
      )
    expect((await failure('/api/nothing')).hint).to.include('/api/lag')
  })

  it('HEAD has the head alone; anything that could change something is refused', async () => {
    for (const path of [
      '/api/overview',
      '/api/lag',
      '/api/events',
      '/api/tail?topic=orders',
      '/api/records?topic=orders',
      '/livez',
    ]) {
      const answer = await ask(http(), path, { method: 'HEAD' })
      expect([path, answer.status, answer.text]).to.deep.equal([path, 200, ''])
    }
    expect((await ask(http(), '/api/topics/nowhere', { method: 'HEAD' })).status).to.equal(404)
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await ask(http(), '/api/topics/orders', { method })
      expect([answer.status, codeOf(answer), answer.headers.allow]).to.deep.equal([
        405,
        'METHOD_NOT_ALLOWED',
        'GET, HEAD',
      ])
    }
  })

  it('a request with a long head is refused', async () => {
    const long = 'x'.repeat(limits.httpHeaderBytesMax)
    const end = 'Host: localhost\r\nConnection: close\r\n'
    expect(await askRaw(http(), `GET /api/lag?group=${long} HTTP/1.1\r\n${end}\r\n`)).to.match(
      /^HTTP\/1.1 431/,
    )
    expect(await askRaw(http(), `GET /livez HTTP/1.1\r\n${end}x: ${long}\r\n\r\n`)).to.match(/^HTTP\/1.1 431/)
    expect((await ask(http(), '/livez')).status).to.equal(200)
  })

  it('no path leads out of the page', async () => {
    const paths = [
      '/../package.json',
      '/assets/../../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/x',
    ]
    for (const path of [
      ...paths,
      '/assets/',
      '/assets',
      '//etc/passwd',
      '/assets//etc/passwd',
      '/index.html',
      '/assets/index.html\0',
    ])
      expect(
        await askRaw(http(), `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
        path,
      ).to.match(/^HTTP\/1.1 40[04]/)
  })
})

describe('console: files of the page', () => {
  let directory: string
  let server: Server
  let address: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-page-'))
    await mkdir(join(directory, 'assets/views'), { recursive: true })
    await writeFile(join(directory, 'index.html'), '<!doctype html><title>ü</title>')
    await writeFile(join(directory, 'assets/main.js'), 'export {}')
    await writeFile(join(directory, 'assets/main-4f2a91c0.js'), 'export {}')
    await writeFile(join(directory, 'assets/views/topics.css'), 'a{}')
    await writeFile(join(directory, 'assets/secret.key'), 'no type, no answer')
    const page = new PageFiles(directory)
    server = createServer((request, response) => {
      if (!page.answer(request.url ?? '', request, response)) response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    await new Promise((resolve) => server.close(resolve))
    await rm(directory, { recursive: true })
  })

  it('have a type and a tag; a hash in the name is for ever, all others are asked for again', async () => {
    const page = await ask(address, '/')
    expect(page.headers).to.include({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    })
    expect(page.text).to.equal('<!doctype html><title>ü</title>')
    const again = await ask(address, '/', { headers: { 'if-none-match': page.headers.etag as string } })
    expect([again.status, again.text]).to.deep.equal([304, ''])
    expect((await ask(address, '/', { headers: { 'if-none-match': '"other"' } })).status).to.equal(200)
    expect((await ask(address, '/assets/main.js')).headers['cache-control']).to.equal('no-cache')
    expect((await ask(address, '/assets/main-4f2a91c0.js')).headers['cache-control']).to.include('immutable')
    expect((await ask(address, '/assets/views/topics.css')).headers['content-type']).to.equal(
      'text/css; charset=utf-8',
    )
    const head = await ask(address, '/assets/main.js', { method: 'HEAD' })
    expect([head.status, head.text, head.headers['content-length']]).to.deep.equal([200, '', '9'])
  })

  it('what has no known type, or was not there, is not there', async () => {
    await writeFile(join(directory, 'assets/late.js'), 'export {}')
    for (const path of [
      '/assets/secret.key',
      '/assets/late.js',
      '/index.html',
      '/assets/views',
      '/assets/assets/main.js',
    ])
      expect((await ask(address, path)).status, path).to.equal(404)
  })
})
