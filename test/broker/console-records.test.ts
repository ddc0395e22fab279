// Records as the console shows them, from a real broker: every codec, keys and values of all kinds, paging both ways, filters, bounds.
import { expect } from 'chai'
import { setTimeout as wait } from 'node:timers/promises'
import type { RecordsAnswer, ShownRecord } from '../../broker/console/api.ts'
import { type BatchOptions, encodeBatch } from '../../protocol/batch.ts'
import { limits } from '../../protocol/limits.ts'
import { ask, askRecords, codeOf } from './console-fixture.ts'
import { brokerOf, createTopic, expectNoFailure, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
const offsetsOf = (answer: RecordsAnswer) => answer.records.map(({ offset }) => offset)
const placesOf = ({ records }: RecordsAnswer) => records.map((one) => `${one.partition}/${one.offset}`)

describe('console: records', function () {
  this.timeout(40_000)
  const broker = brokerOf({ http: '127.0.0.1:0' })
  const http = () => broker().httpAddress as string
  const records = (query: string) => askRecords(http(), query)
  let peer: RawPeer
  before(async () => {
    peer = await RawPeer.hello(broker().address)
  })
  after(() => peer.close())

  const put = async (
    id: Uint8Array,
    list: Parameters<typeof encodeBatch>[0],
    options: BatchOptions = {},
    partition = 0,
  ) => {
    const { failure } = await produce(peer, id, encodeBatch(list, options), { partition })
    expectNoFailure(failure)
  }

  /** Follows `next` to its end. */
  const walk = async (query: string, from: string): Promise<ShownRecord[]> => {
    const all: ShownRecord[] = []
    for (let next: string | null = from; next !== null; ) {
      const page: RecordsAnswer = await records(`${query}&from=${next}`)
      all.push(...page.records)
      expect(all.length, 'pages without end').to.be.lessThan(100_000)
      next = page.next
    }
    return all
  }

  it('shows keys, values and headers of every codec', async () => {
    const id = await createTopic(peer, 'codecs')
    for (const codec of codecs) {
      const headers: [string, Buffer | null][] = [
        ['trace', Buffer.from('ä')],
        ['none', null],
        ['trace', Buffer.from([0xff])],
      ]
      const list = Array.from({ length: 20 }, (_, i) => ({
        key: `${codec}-${i}`,
        value: 'x'.repeat(200),
        headers,
      }))
      await put(id, list, { codec })
    }
    const answer = await records('topic=codecs&from=earliest&count=100')
    expect(answer.records.map(({ codec }) => codec)).to.deep.equal(
      codecs.flatMap((codec) => Array(20).fill(codec)),
    )
    const shown = answer.records[45] as ShownRecord
    expect(shown).to.deep.include({ partition: 0, offset: 45, headersLeftOut: 0, codec: 'snappy' })
    expect(shown.key).to.deep.equal({ text: 'snappy-5', bytes: 8, cut: false })
    expect(shown.headers).to.deep.equal([
      { name: 'trace', value: { text: 'ä', bytes: 2, cut: false } },
      { name: 'none', value: null },
      { name: 'trace', value: { base64: '/w==', bytes: 1, cut: false } },
    ])
    expect(answer).to.deep.include({ stopped: 'end', next: null, partitionsLeftOut: 0, scannedRecords: 100 })
  })

  it('null and empty, text and bytes, long ones cut on a whole character with their length', async () => {
    const id = await createTopic(peer, 'kinds')
    const long = 'é'.repeat(limits.consoleShownBytes)
    const html = '<script>alert(1)</script>\u2028\u0000"\\'
    await put(id, [
      { key: null, value: null },
      { key: '', value: '' },
      { key: Buffer.from([0xc3]), value: Buffer.from('c3a9ff', 'hex') },
      { key: 'k', value: `a${long}` },
      { key: html, value: html },
    ])
    const { records: all } = await records('topic=kinds&from=earliest')
    const [none, empty, bytes, cut, hostile] = all as [
      ShownRecord,
      ShownRecord,
      ShownRecord,
      ShownRecord,
      ShownRecord,
    ]
    expect([none.key, none.value]).to.deep.equal([null, null])
    expect([empty.key, empty.value]).to.deep.equal(Array(2).fill({ text: '', bytes: 0, cut: false }))
    expect(bytes.key).to.deep.equal({ base64: 'ww==', bytes: 1, cut: false })
    expect(bytes.value).to.deep.equal({ base64: 'w6n/', bytes: 3, cut: false })
    expect(cut.value).to.deep.include({ bytes: 2 * limits.consoleShownBytes + 1, cut: true })
    expect(cut.value?.text).to.equal(`a${'é'.repeat(limits.consoleShownBytes / 2 - 1)}`)
    expect(hostile.value?.text).to.equal(html)
    const raw = (await ask(http(), '/api/records?topic=kinds')).headers
    expect(raw['content-type']).to.equal('application/json')
    const whole = await records('topic=kinds&from=offset:3&count=1&full=1')
    expect(whole.records[0]?.value).to.deep.equal({
      text: `a${long}`,
      bytes: 2 * limits.consoleShownBytes + 1,
      cut: false,
    })
  })

  it('pages through several partitions in both directions, each record once', async () => {
    const id = await createTopic(peer, 'paged', 3)
    for (let i = 0; i < 60; i++) {
      const timestamp = Date.now() - 100_000 + i * 7
      await put(
        id,
        [0, 1, 2].map((n) => ({ key: `${i}`, value: `v${i}-${n}`, timestamp: timestamp + n })),
        {},
        i % 3,
      )
    }
    const forwards = await walk('topic=paged&count=7', 'earliest')
    const backwards = await walk('topic=paged&count=7', 'latest')
    expect(forwards.length).to.equal(180)
    expect(backwards.map(({ offset, partition }) => [partition, offset]).reverse()).to.deep.equal(
      forwards.map(({ offset, partition }) => [partition, offset]),
    )
    const times = forwards.map(({ timestampMs }) => timestampMs)
    expect(times).to.deep.equal([...times].sort((one, other) => one - other))
    const one = await records('topic=paged&partition=1&from=before:5&count=3')
    expect(placesOf(one)).to.deep.equal(['1/4', '1/3', '1/2'])
    expect(one.partitions).to.have.length(1)
    expect(one.partitions[0]).to.include({ scannedFrom: 2, scannedTo: 5, visibleEnd: 60 })
    expect(one.next).to.equal('before:1@2')
    expect(offsetsOf(await records('topic=paged&partition=2&from=offset:58'))).to.deep.equal([58, 59])
    expect((await records('topic=paged&from=offset:999999')).records).to.deep.equal([])
  })

  it('begins at a time, with the first record that is not older', async () => {
    const id = await createTopic(peer, 'timed')
    const base = Date.now() - 1_000_000
    const list = Array.from({ length: 50 }, (_, i) => ({ value: `v${i}`, timestamp: base + i * 1000 }))
    await put(id, list.slice(0, 30), { codec: 'gzip' })
    await put(id, list.slice(30))
    expect(offsetsOf(await records(`topic=timed&from=time:${base + 12_500}&count=2`))).to.deep.equal([13, 14])
    expect(offsetsOf(await records(`topic=timed&from=time:${base + 30_000}&count=1`))).to.deep.equal([30])
    expect(offsetsOf(await records('topic=timed&from=time:0&count=1'))).to.deep.equal([0])
    expect(await records(`topic=timed&from=time:${base + 60_000}`)).to.include({ stopped: 'end', next: null })
  })

  it('looks for text in keys, values and headers, in either direction, and tells how far it came', async () => {
    const id = await createTopic(peer, 'sought')
    for (let batch = 0; batch < 20; batch++) {
      const list = Array.from({ length: 500 }, (_, i) => {
        const n = batch * 500 + i
        const headers: [string, Buffer][] = n % 5000 === 1 ? [['needle-in-name', Buffer.from('x')]] : []
        return { key: `key-${n}`, value: n % 2500 === 7 ? `a needle ${n}` : 'hay', headers }
      })
      await put(id, list, { codec: batch % 2 === 0 ? 'zstd' : 'none' })
    }
    const found = [1, 7, 2507, 5001, 5007, 7507]
    expect(offsetsOf(await records('topic=sought&from=earliest&text=needle'))).to.deep.equal(found)
    expect(offsetsOf(await records('topic=sought&text=needle'))).to.deep.equal([...found].reverse())
    expect(offsetsOf(await records('topic=sought&text=needle&count=2'))).to.deep.equal([7507, 5007])
    expect(offsetsOf(await records('topic=sought&key=key-777'))).to.deep.equal([
      ...Array.from({ length: 10 }, (_, i) => 7779 - i),
      777,
    ])
    expect(offsetsOf(await records('topic=sought&key=key-5007&text=needle'))).to.deep.equal([5007])
    const none = await records('topic=sought&text=nowhere')
    expect(none).to.include({ stopped: 'end', next: null, scannedRecords: 10_000 })
    expect(none.partitions[0]).to.include({ scannedFrom: 0, scannedTo: 10_000 })
  })

  it('shows what compaction left, tombstones too, across its gaps', async () => {
    const id = await createTopic(peer, 'compacted', 1, {
      'cleanup.policy': 'compact',
      'segment.bytes': '1MiB',
      'min.cleanable.dirty.ratio': '0',
    })
    const value = Buffer.alloc(100_000, 'v')
    for (let i = 0; i < 60; i++) await put(id, [{ key: `k${i % 4}`, value: i === 57 ? null : value }])
    const left = async (from: string) =>
      (await walk('topic=compacted&count=3', from)).map(({ offset }) => offset)
    // Compaction may come by several times: what is compared was read between two looks that saw the same.
    let forwards: number[]
    let backwards: number[]
    let next: number[]
    do {
      await wait(100)
      forwards = await left('earliest')
      backwards = await left('latest')
      next = offsetsOf(await records('topic=compacted&from=offset:1&count=1'))
    } while (forwards.length === 60 || (await left('earliest')).join() !== forwards.join())
    expect(forwards.slice(-4)).to.deep.equal([56, 57, 58, 59])
    expect(backwards.reverse()).to.deep.equal(forwards)
    expect(next).to.deep.equal([forwards.find((offset) => offset >= 1)])
    const tombstone = await records('topic=compacted&from=offset:57&count=1')
    expect(tombstone.records[0]).to.deep.include({ offset: 57, value: null })
  })

  it('shows nothing below the log start', async () => {
    const id = await createTopic(peer, 'shortened')
    await put(
      id,
      Array.from({ length: 30 }, (_, i) => ({ value: `${i}` })),
    )
    const { response } = await peer.call({
      deleteRecords: { topic: { id }, partitions: [{ partition: 0, beforeOffset: 12 }] },
    })
    expectNoFailure(response.failure)
    expect(offsetsOf(await records('topic=shortened&from=earliest&count=1'))).to.deep.equal([12])
    expect((await walk('topic=shortened&count=5', 'latest')).length).to.equal(18)
    expect(offsetsOf(await records('topic=shortened&from=before:13'))).to.deep.equal([12])
    expect((await records('topic=shortened&from=before:5')).records).to.deep.equal([])
  })

  it('ends at its bound of bytes as JSON, and goes on from there', async () => {
    const id = await createTopic(peer, 'bulky')
    // Control characters are six characters each in JSON.
    const value = Buffer.alloc(limits.consoleShownBytes, 1)
    for (let i = 0; i < 5; i++)
      await put(
        id,
        Array.from({ length: 100 }, () => ({ value })),
      )
    const page = await records('topic=bulky&from=earliest&count=500')
    expect(page.stopped).to.equal('bound')
    expect(page.records.length * 6 * value.length).to.be.within(
      limits.consoleAnswerBytes * 0.9,
      limits.consoleAnswerBytes * 1.1,
    )
    const rest = await records(`topic=bulky&count=500&from=${page.next}`)
    expect(rest.records[0]?.offset).to.equal(page.records.length)
  })

  it('refuses what it cannot do, and says what it can', async () => {
    const refused = async (query: string) => {
      const answer = await ask(http(), `/api/records?${query}`)
      return [answer.status, codeOf(answer)]
    }
    expect(await refused('topic=nowhere')).to.deep.equal([404, 'UNKNOWN_TOPIC'])
    expect(await refused('topic=codecs&partition=9')).to.deep.equal([404, 'UNKNOWN_PARTITION'])
    const wrong = [
      '',
      'topic=codecs&topics=x',
      'topic=codecs&count=501',
      'topic=codecs&count=-1',
      'topic=codecs&full=1',
    ]
    const from = [
      'offset:',
      'offset:x',
      'offset:-1',
      'time:now',
      'middle',
      'before:1@',
      'offset:0@1,',
      'offset:99999999999999999',
    ]
    const long = `topic=codecs&text=${'x'.repeat(limits.consoleFilterBytesMax + 1)}`
    for (const query of [
      ...wrong,
      long,
      ...from.map((text) => `topic=codecs&from=${text}`),
      'topic=codecs&topic=kinds',
    ])
      expect(await refused(query), query.slice(0, 60)).to.deep.equal([400, 'INVALID_ARGUMENT'])
    const many = Array.from({ length: limits.consolePartitionsMax + 1 }, (_, i) => `${i}@0`).join()
    expect(await refused(`topic=codecs&from=offset:${many}`)).to.deep.equal([400, 'INVALID_ARGUMENT'])
  })

  it('of more partitions than it reads it takes those that were appended to last', async () => {
    const id = await createTopic(peer, 'wide', limits.consolePartitionsMax + 6)
    const busy = [0, 5, limits.consolePartitionsMax + 5]
    for (const partition of busy) await put(id, [{ value: `${partition}` }], {}, partition)
    const answer = await records('topic=wide')
    expect(answer.partitionsLeftOut).to.equal(6)
    expect(answer.partitions).to.have.length(limits.consolePartitionsMax)
    expect(answer.records.map(({ partition }) => partition).sort((one, other) => one - other)).to.deep.equal(
      busy,
    )
  })
})
