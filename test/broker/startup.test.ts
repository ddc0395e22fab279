import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type RunningBroker, startBroker, type StartBrokerOptions } from '../../broker/index.ts'
import { checkPlatform } from '../../broker/platform.ts'
import { type ErrorName, isSluiceError, SluiceError } from '../../protocol/errors.ts'
import { batchOf, createTopic, expectAlive, fetch, produce } from './fixture.ts'
import { RawPeer } from './raw-peer.ts'

async function refusal(options: StartBrokerOptions, code: ErrorName): Promise<SluiceError> {
  let broker: RunningBroker
  try {
    broker = await startBroker({ logLevel: 'silent', ...options })
  } catch (error) {
    expect(isSluiceError(error), String(error)).to.equal(true)
    expect((error as SluiceError).code, (error as SluiceError).message).to.equal(code)
    return error as SluiceError
  }
  await broker.close()
  throw new Error(`started in spite of ${code}`)
}

describe('broker: starting', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-start-'))
  })
  after(() => rmSync(directory, { recursive: true }))

  it('says in one sentence where it does not run', () => {
    expect(() => checkPlatform('darwin')).to.throw(SluiceError, /runs on Linux, this is darwin/)
    checkPlatform('linux')
  })

  it('refuses a port in use, for clients and for HTTP, and leaves the directory free', async () => {
    const first = await startBroker({ logLevel: 'silent', http: '127.0.0.1:0' })
    const dataDirectory = join(directory, 'ports')
    const error = await refusal({ dataDirectory, listen: first.address }, 'ADDRESS_IN_USE')
    expect(error.message).to.include(first.address)
    await refusal({ dataDirectory, listen: ['127.0.0.1:0', first.address] }, 'ADDRESS_IN_USE')
    await refusal({ dataDirectory, http: first.httpAddress as string }, 'ADDRESS_IN_USE')
    await expectAlive(first)
    await first.close()
    const second = await startBroker({ logLevel: 'silent', dataDirectory, listen: first.address })
    expect(second.address).to.equal(first.address)
    await second.close()
  })

  it('refuses to listen beyond loopback unless told so', async () => {
    for (const listen of ['0.0.0.0:0', '[::]:0']) {
      const error = await refusal({ listen }, 'INSECURE_LISTEN')
      expect(error.message).to.include('anybody who reaches the port')
      expect(error.hint).to.include('--insecure')
    }
    await refusal({ http: '0.0.0.0:0' }, 'INSECURE_LISTEN')
    const broker = await startBroker({
      logLevel: 'silent',
      listen: '0.0.0.0:0',
      settings: { insecure: 'true' },
    })
    expect(broker.address).to.match(/^0\.0\.0\.0:\d+$/)
    await broker.close()
  })

  it('refuses hosts and settings that are none', async () => {
    await refusal({ listen: 'no.such.host.invalid:0' }, 'ADDRESS_INVALID')
    await refusal({ listen: '203.0.113.1:0', settings: { insecure: 'true' } }, 'ADDRESS_INVALID')
    await refusal({ settings: { 'no.such.key': '1' } }, 'UNKNOWN_CONFIG_KEY')
    await refusal({ settings: { 'flush.threads': '0' } }, 'INVALID_CONFIG')
  })

  it('refuses options that are none, and names the nearest', async () => {
    const wrong = (options: object) => refusal(options as StartBrokerOptions, 'INVALID_OPTION')
    const unknown = await wrong({ datadirectory: directory })
    expect(unknown.message).to.include('"datadirectory"')
    expect(unknown.hint).to.equal('did you mean dataDirectory?')
    for (const options of [
      { listen: 9095 },
      { listen: [] },
      { http: true },
      { settings: { 'topics.max': 3 } },
    ]) {
      expect((await wrong(options)).message).to.include(Object.keys(options)[0])
    }
    await wrong('directory' as unknown as object)
  })

  it('serves a Unix socket beside TCP, and removes its file at the end', async () => {
    const path = join(directory, 'broker.sock')
    const broker = await startBroker({ logLevel: 'silent', listen: ['127.0.0.1:0', `unix:${path}`] })
    expect(broker.addresses).to.have.length(2)
    const peer = await RawPeer.hello(broker.addresses[1] as string)
    const id = await createTopic(peer, 'local')
    await produce(peer, id, batchOf('x'))
    expect((await fetch(peer, id)).payload.length).to.equal(batchOf('x').length)
    await peer.close()
    expect((await refusal({ listen: `unix:${path}` }, 'ADDRESS_IN_USE')).message).to.include(path)
    await expectAlive(broker)
    await broker.close()
    expect(existsSync(path)).to.equal(false)
  })

  it('takes over the socket file of a killed broker, and nothing else', async () => {
    const path = join(directory, 'stale.sock')
    const code = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
    const { spawnSync } = await import('node:child_process')
    spawnSync(process.execPath, ['-e', code])
    expect(statSync(path).isSocket()).to.equal(true)
    const broker = await startBroker({ logLevel: 'silent', listen: `unix:${path}` })
    await broker.close()
    spawnSync(process.execPath, ['-e', code])
    const http = await startBroker({ logLevel: 'silent', http: `unix:${path}` })
    await refusal({ http: `unix:${path}` }, 'ADDRESS_IN_USE')
    await http.close()
    expect(existsSync(path)).to.equal(false)
    const file = join(directory, 'precious')
    writeFileSync(file, 'not yours')
    await refusal({ listen: `unix:${file}` }, 'ADDRESS_IN_USE')
    await refusal({ http: `unix:${file}` }, 'ADDRESS_IN_USE')
    expect(existsSync(file)).to.equal(true)
  })

  it('refuses a directory that another broker holds, and gives it back at the end', async () => {
    const dataDirectory = join(directory, 'held')
    const first = await startBroker({ logLevel: 'silent', dataDirectory })
    expect((await refusal({ dataDirectory }, 'DATA_DIR_LOCKED')).message).to.include(dataDirectory)
    await expectAlive(first)
    await first.close()
    await first.close()
    const second = await startBroker({ logLevel: 'silent', dataDirectory })
    await second.close()
    expect(existsSync(dataDirectory)).to.equal(true)
  })

  it('refuses directories that are newer than it, or none', async () => {
    const newer = join(directory, 'newer')
    mkdirSync(newer)
    writeFileSync(join(newer, 'format'), '999\n')
    await refusal({ dataDirectory: newer }, 'FORMAT_TOO_NEW')
    const file = join(directory, 'file')
    writeFileSync(file, '')
    await refusal({ dataDirectory: file }, 'DATA_DIR_UNUSABLE')
    await refusal({ dataDirectory: join(file, 'below') }, 'DATA_DIR_UNUSABLE')
    await refusal({ dataDirectory: '/sys/sluice' }, 'DATA_DIR_UNUSABLE')
  })

  it('removes its temporary directory, also after a failed start', async () => {
    const broker = await startBroker({ logLevel: 'silent' })
    const { dataDirectory } = broker
    expect(existsSync(dataDirectory)).to.equal(true)
    await broker.close()
    expect(existsSync(dataDirectory)).to.equal(false)
  })

  it('finds records and topics again, and shuts old clients out', async () => {
    const dataDirectory = join(directory, 'again')
    const first = await startBroker({ logLevel: 'silent', dataDirectory })
    const peer = await RawPeer.hello(first.address)
    const id = await createTopic(peer, 'kept')
    for (let i = 0; i < 3; i++) await produce(peer, id, batchOf(`${i}`))
    await first.close()
    await peer.ended
    const second = await startBroker({ logLevel: 'silent', dataDirectory })
    const again = await RawPeer.hello(second.address)
    const { response } = await again.call({ metadata: { names: ['kept'] } })
    expect(Buffer.from(response.metadata?.topics[0]?.id as Uint8Array).equals(id)).to.equal(true)
    expect((await fetch(again, id, { offset: 1 })).result.visibleOffset).to.equal(3)
    expect((await produce(again, id, batchOf('3'))).baseOffset).to.equal(3)
    await again.close()
    await second.close()
  })

  it('tells a foreign service on the socket path from its own', async () => {
    const path = join(directory, 'foreign.sock')
    const server = createServer((socket) => socket.destroy()).listen(path)
    await refusal({ listen: `unix:${path}` }, 'ADDRESS_IN_USE')
    await new Promise((resolve) => server.close(resolve))
  })
})
