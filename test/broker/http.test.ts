// Plain HTTP without the console: health, metrics, refusals.
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { readiness } from '../../broker/health.ts'
import { limits } from '../../protocol/limits.ts'
import type { Store } from '../../storage/store.ts'
import { batchOf, brokerOf, createTopic, fetch as fetchRecords, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

describe('broker: HTTP', () => {
  const broker = brokerOf({ http: '127.0.0.1:0' })
  const get = (path: string, init?: RequestInit) => fetch(`http://${broker().httpAddress}${path}`, init)

  it('lives, is ready and says its version', async () => {
    expect((await get('/livez')).status).to.equal(200)
    const ready = await get('/readyz')
    expect(ready.status).to.equal(200)
    const body = (await ready.json()) as { disk: object }
    expect(body).to.deep.include({ ready: true, state: 'ready', recovered: true, readOnlyPartitions: 0 })
    expect(body.disk).to.include({ writable: true, full: false })
    expect(await (await get('/version')).json()).to.have.property('software')
  })

  it('answers nothing else, and changes nothing', async () => {
    expect((await get('/nothing')).status).to.equal(404)
    expect((await get('/readyz', { method: 'POST', body: 'x' })).status).to.equal(405)
  })

  it('counts requests, bytes and failures', async () => {
    const peer = await RawPeer.hello(broker().address)
    const id = await createTopic(peer, 'counted')
    const batch = batchOf('x'.repeat(10_000))
    await produce(peer, id, batch)
    await produce(peer, id, batch, { partition: 4 })
    await fetchRecords(peer, id)
    const response = await get('/metrics?x=1')
    expect(response.headers.get('content-type')).to.match(/^text\/plain/)
    const text = await response.text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    expect(value('sluice_requests_total{api="produce"}'.replace(/[{}"]/g, '\\$&'))).to.equal(2)
    expect(value('sluice_failures_total\\{code="UNKNOWN_PARTITION"\\}')).to.equal(1)
    expect(value('sluice_request_seconds_count\\{api="fetch"\\}')).to.equal(1)
    expect(value('sluice_produce_bytes_total')).to.equal(batch.length)
    expect(value('sluice_fetch_bytes_total')).to.equal(batch.length)
    expect(value('sluice_network_sendfile_bytes_total')).to.equal(batch.length)
    expect(value('sluice_connections')).to.equal(1)
    expect(value('sluice_topics')).to.equal(1)
    expect(value('sluice_syncs_total')).to.be.greaterThan(0)
    expect(value('sluice_bytes_in_total')).to.equal(batch.length)
    expect(value('sluice_topic_bytes_out_total\\{topic="counted"\\}')).to.equal(batch.length)
    expect(value('sluice_records_out_total')).to.equal(1)
    expect(value('sluice_append_seconds_count\\{acks="all"\\}')).to.equal(1)
    expect(text).to.include('sluice_event_loop_delay')
    await peer.close()
  })

  it('closes a connection whose requests do not wait for an answer; they take nothing for good', async () => {
    const [host = '', port] = (broker().httpAddress as string).split(':')
    const socket = connect(Number(port), host)
    const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    socket.write(ask('/api/events') + ask('/metrics').repeat(limits.scrapesMax + 1))
    socket.resume()
    socket.on('error', () => undefined) // a reset is as good an end
    await new Promise((resolve) => socket.once('close', resolve))
    expect((await get('/metrics')).status).to.equal(200)
  })
})

describe('broker: readiness', () => {
  const store = (diskFull: boolean) =>
    ({
      stats: () => ({ diskFull, diskFreeBytes: 5, topics: 1, logs: 2, readOnlyLogs: 1 }),
    }) as unknown as Store

  it('is there only after recovery, before the stop, and with a disk that takes appends', async () => {
    const ready = async (...args: Parameters<typeof readiness>) => (await readiness(...args)).ready
    expect(await ready('ready', tmpdir(), store(false))).to.equal(true)
    expect(await ready('recovering', tmpdir(), undefined)).to.equal(false)
    expect(await ready('draining', tmpdir(), store(false))).to.equal(false)
    expect(await ready('ready', tmpdir(), store(true))).to.equal(false)
    expect(await ready('ready', '/no/such/directory', store(false))).to.equal(false)
  })
})
