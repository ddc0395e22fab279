// How connections end: by the peer, by us, by a reset; and that nobody gets the bytes of another.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import { CloseReason } from '../../native/index.ts'
import { Bed, type Client, frame, lengths, MiB, openFile } from './network_bed.ts'

describe('network: the end of connections', () => {
  let bed: Bed
  const open = (...options: ConstructorParameters<typeof Bed>): Bed => {
    bed = new Bed(...options).listen()
    return bed
  }
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-network-'))
  })
  after(() => rmSync(directory, { recursive: true }))
  afterEach(() => bed.close())

  it('answers what a client sent before its end, then closes', async () => {
    open({ framesInFlightMax: 2 })
    const client = await bed.dial()
    client.socket.end(
      Buffer.concat([frame('a'), frame('b', 100_000), frame('c'), frame('half', 100).subarray(0, 50)]),
    )
    for (let i = 0; i < 3; i++) {
      const { connection, frame: number, header } = await bed.event('frame', i)
      bed.network.send(connection, Buffer.from(header), [], number)
    }
    expect((await client.everything()).toString()).to.equal('abc')
    expect(await bed.event('close')).to.include({ reason: CloseReason.peer, errno: 0 })
    expect(bed.network.counters()).to.include({ budgetUsedBytes: 0, connections: 0 })
  })

  it('tells when a client that waits for an answer sends nothing more, once, behind its frames', async () => {
    open({ framesInFlightMax: 2 })
    const client = await bed.dial()
    client.socket.end(Buffer.concat([frame('a'), frame('b'), frame('half').subarray(0, 9)]))
    const first = await bed.event('frame')
    bed.network.endFrame(first.frame)
    const { connection, frame: number } = await bed.event('frame', 1)
    expect(await bed.event('end')).to.deep.equal({ kind: 'end', connection })
    expect(bed.network.send(connection, Buffer.from('the answer'), [], number)).to.equal(true)
    expect((await client.everything()).toString()).to.equal('the answer')
    await bed.event('close')
    // Who waits for nothing is closed, and a reset is no end of this kind.
    const idle = await bed.dial()
    idle.socket.end()
    await bed.event('close', 1)
    const reset = await bed.dial()
    reset.socket.write(frame('c'))
    await bed.event('frame', 2)
    reset.socket.resetAndDestroy()
    await bed.event('close', 2)
    expect(bed.heard.map(({ kind }) => kind).join(' ')).to.equal(
      'accept frame frame end close accept close accept frame close',
    )
  })

  it('ends the frames of a connection that is gone and refuses its numbers from then on', async () => {
    open()
    const client = await bed.dial()
    client.socket.write(Buffer.concat([frame('a', 1000), frame('b')]))
    const { connection, frame: number } = await bed.event('frame')
    await bed.event('frame', 1)
    client.socket.resetAndDestroy()
    expect((await bed.event('close')).reason).to.equal(CloseReason.peer)
    expect(bed.network.counters()).to.include({ framesOpen: 0, budgetUsedBytes: 0 })
    expect(bed.network.endFrame(number)).to.equal(false)
    expect(bed.network.send(connection, Buffer.from('late'), [], number)).to.equal(false)
    bed.network.admit(connection)
    bed.network.closeConnection(connection, true)
    const next = await bed.dial()
    next.socket.write(frame('next'))
    const { connection: second, frame: other } = await bed.event('frame', 2)
    expect(second).to.not.equal(connection)
    expect(other).to.not.equal(number)
    expect(bed.network.send(connection, Buffer.from('late'), [], 0), 'the slot has a new owner').to.equal(
      false,
    )
    expect(bed.network.send(second, Buffer.from('hello'), [], other)).to.equal(true)
    expect((await next.received(5)).toString()).to.equal('hello')
    expect(() => bed.network.send(second, Buffer.from('twice'), [], other)).to.throw(/ended/)
  })

  it('refuses to end the frame of another connection, and arguments of a wrong kind', async () => {
    open()
    const one = await bed.dial()
    const two = await bed.dial()
    one.socket.write(frame('mine'))
    const { connection, frame: number } = await bed.event('frame')
    const other = bed.of('accept').find((accepted) => accepted.connection !== connection)
      ?.connection as number
    expect(() => bed.network.send(other, Buffer.from('x'), [], number)).to.throw(/another/)
    const network = bed.network as unknown as Record<string, (...args: unknown[]) => unknown>
    expect(() => network.send('1', Buffer.from('x'), [], 0)).to.throw(/connection/)
    expect(() => network.send(connection, 'text', [], 0)).to.throw(/head/)
    expect(() => network.send(connection, Buffer.from('x'), 'ranges', 0)).to.throw(/ranges/)
    expect(() => network.send(connection, Buffer.from('x'), [], 1.5)).to.throw(/endsFrame/)
    expect(() => network.closeConnection(connection)).to.throw(/graceful/)
    expect(() => network.listen({ host: 1, port: 1 })).to.throw(/host/)
    expect(() => network.endFrame.call({}, number)).to.throw(TypeError)
    expect(bed.network.endFrame(number)).to.equal(true)
    two.socket.end()
    await bed.event('close')
  })

  it('sends all that is queued before a graceful end, and nothing before a reset', async () => {
    open()
    const path = join(directory, 'large')
    writeFileSync(path, Buffer.alloc(8 * MiB, 1))
    const segment = await openFile(bed, path, 8 * MiB)
    const gently = await bed.dial()
    const { connection } = await bed.event('accept')
    bed.network.send(connection, Buffer.from('head'), [segment, 0, 8 * MiB], 0)
    bed.network.closeConnection(connection, true)
    expect(bed.network.send(connection, Buffer.from('late'), [], 0)).to.equal(false)
    expect((await gently.everything()).length).to.equal(4 + 8 * MiB)
    gently.socket.end()
    expect((await bed.event('close')).reason).to.equal(CloseReason.local)
    const harshly = await bed.dial()
    bed.network.closeConnection((await bed.event('accept', 1)).connection, false)
    await harshly.gone
    expect((await bed.event('close', 1)).reason).to.equal(CloseReason.local)
  })

  it('never gives one client the bytes of another, while connections come and go', async () => {
    open({
      threads: 2,
      onFrame: (connection, number, header, payloadBytes) => {
        const answer = Buffer.concat([lengths(4 + header.length, header.length), header])
        setImmediate(() => bed.network.send(connection, answer, [], number))
        if (payloadBytes === 13) bed.network.closeConnection(connection, false)
      },
    })
    const talk = async (client: Client, tag: string, breaks: boolean): Promise<void> => {
      let expected = ''
      for (let i = 0; i < 20; i++) {
        const header = `${tag}:${i};`
        client.socket.write(frame(header, i * 50))
        expected += header
      }
      if (breaks) {
        client.socket.write(frame('bad', 13))
        client.socket.on('end', () => client.socket.destroy())
      }
      const bytes = 20 * 8 + expected.length
      const got = breaks ? await client.gone.then(() => client.received(0)) : await client.received(bytes)
      const text = got.toString('latin1').replaceAll(/[^a-z0-9:;]/g, '')
      const others = text.split(';').filter((piece) => piece.includes(':') && !piece.startsWith(`${tag}:`))
      expect(others).to.deep.equal([])
      if (!breaks) expect(text).to.contain(`${tag}:19;`)
      client.socket.destroy()
    }
    const talks: Promise<void>[] = []
    for (let i = 0; i < 200; i++) {
      const client = await bed.dial()
      talks.push(talk(client, `x${i}y`, i % 3 === 0))
      if (i % 20 === 19) await Promise.all(talks.splice(0))
    }
    await bed.until(() => bed.of('close').length === 200)
    expect(bed.network.counters()).to.include({
      connections: 0,
      framesOpen: 0,
      budgetUsedBytes: 0,
      accepted: 200,
    })
    for (const { connection } of bed.of('accept')) {
      const kinds = bed.heard.filter((event) => event.connection === connection).map(({ kind }) => kind)
      expect(kinds.indexOf('close')).to.equal(kinds.length - 1)
    }
  }).timeout(20_000)

  it('replaces the socket file of a dead broker, not of a living one, and removes its own', async () => {
    open()
    const path = join(directory, 'broker.sock')
    const dead = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
    ])
    await once(dead, 'exit')
    expect(existsSync(path)).to.equal(true)
    const { listener } = bed.network.listen({ path })
    const other = new Bed()
    expect(() => other.network.listen({ path }))
      .to.throw()
      .with.property('code', 'EADDRINUSE')
    await other.close()
    const client = await bed.dial({ path })
    client.socket.write(frame('over unix', 200_000))
    const { connection, frame: number } = await bed.event('frame')
    expect((await bed.event('accept')).peer).to.equal(`unix:${path}`)
    bed.network.send(connection, Buffer.from('yes'), [], number)
    expect((await client.received(3)).toString()).to.equal('yes')
    client.socket.destroy()
    await bed.event('close')
    bed.network.closeListener(listener)
    await bed.until(() => !existsSync(path))
    writeFileSync(path, 'a file')
    expect(() => bed.network.listen({ path }))
      .to.throw()
      .with.property('code', 'EADDRINUSE')
    rmSync(path)
  })

  it('reads a Unix client that has gone to its last frame', async () => {
    open({ framesInFlightMax: 1 })
    const path = join(directory, 'gone.sock')
    bed.network.listen({ path })
    const client = await bed.dial({ path })
    client.socket.write(Buffer.concat([frame('a', 10), frame('b', 10), frame('c', 10)]), () =>
      client.socket.destroy(),
    )
    for (let i = 0; i < 3; i++) bed.network.endFrame((await bed.event('frame', i)).frame)
    expect((await bed.event('close')).reason).to.equal(CloseReason.peer)
  })

  it('finds the end of a Unix client that was gone before its frames could be read', async () => {
    open({ budgetBytes: 9 * MiB })
    const path = join(directory, 'early.sock')
    bed.network.listen({ path })
    const first = await bed.dial()
    first.socket.write(frame('fills the budget', 7 * MiB))
    const { frame: number } = await bed.event('frame')
    const client = await bed.dial({ path })
    client.socket.write(frame('waits', 2 * MiB).subarray(0, 100_000))
    await bed.until(() => bed.network.counters().waitingForBudget === 1)
    client.socket.destroy()
    await client.gone
    const later = await bed.dial() // the hang-up was reported before what comes after it
    later.socket.write(frame('later'))
    bed.network.endFrame((await bed.event('frame', 1)).frame)
    bed.network.endFrame(number)
    expect((await bed.event('close')).reason).to.equal(CloseReason.peer)
    expect(bed.network.counters().budgetUsedBytes).to.equal(0)
  })

  it('ends what a client waits for as soon as it is reset', async () => {
    open()
    const client = await bed.dial()
    client.socket.write(frame('long poll'))
    await bed.event('frame')
    client.socket.resetAndDestroy()
    expect(await bed.event('close')).to.include({ reason: CloseReason.peer })
    expect(bed.network.counters()).to.include({ framesOpen: 0, connections: 0 })
  })

  it('refuses an address that is taken, or is none', async () => {
    open()
    const { port } = bed
    expect(() => bed.network.listen({ host: '127.0.0.1', port }))
      .to.throw()
      .with.property('code', 'EADDRINUSE')
    expect(() => bed.network.listen({ host: '1.2.3.4.5', port: 0 }))
      .to.throw()
      .with.property('code', 'EINVAL')
    expect(() => bed.network.listen({ path: 'x'.repeat(200) }))
      .to.throw()
      .with.property('code', 'ENAMETOOLONG')
    const six = bed.network.listen({ host: '::1', port: 0 })
    expect(six.host).to.equal('::1')
    const socket = net.connect(six.port, '::1')
    await once(socket, 'connect')
    expect((await bed.event('accept')).peer).to.equal(`[::1]:${socket.localPort}`)
    socket.destroy()
  })

  it('closes with what is queued delivered, twice without harm, and says no afterwards', async () => {
    open()
    const client = await bed.dial()
    client.socket.on('end', () => client.socket.end())
    client.socket.write(frame('unanswered', 1000))
    const { connection, frame: number } = await bed.event('frame')
    bed.network.send(connection, Buffer.from('last words'), [], 0)
    await Promise.all([bed.network.close(5000), bed.network.close(5000)])
    expect((await client.everything()).toString()).to.equal('last words')
    expect(bed.of('close')[0].reason).to.equal(CloseReason.shutdown)
    expect(bed.network.endFrame(number)).to.equal(false)
    expect(bed.network.send(connection, Buffer.from('x'), [], 0)).to.equal(false)
    expect(() => bed.network.listen({ host: '127.0.0.1', port: 0 }))
      .to.throw()
      .with.property('code', 'CLOSED')
    expect(bed.network.counters().framesOpen).to.equal(0)
    await bed.network.close(0)
  })

  it('resets at the deadline of close() who does not take its answers', async () => {
    open()
    const path = join(directory, 'stuck')
    writeFileSync(path, Buffer.alloc(16 * MiB))
    const segment = await openFile(bed, path, 16 * MiB)
    const client = await bed.dial()
    client.socket.pause()
    bed.network.send((await bed.event('accept')).connection, Buffer.from('head'), [segment, 0, 16 * MiB], 0)
    const start = Date.now()
    await bed.network.close(150)
    expect(Date.now() - start).to.be.within(140, 1500)
    expect(bed.of('close')[0].reason).to.equal(CloseReason.shutdown)
  })

  it('goes down with a worker that is terminated, and with process.exit, frames in flight', async () => {
    open()
    const traffic = fileURLToPath(new URL('./network_traffic.ts', import.meta.url))
    const tsx = JSON.stringify(new URL('../../node_modules/tsx/dist/esm/api/index.mjs', import.meta.url).href)
    const module = `import { register } from ${tsx}; register(); await import(${JSON.stringify(pathToFileURL(traffic).href)})`
    const bootstrap = new URL(`data:text/javascript,${encodeURIComponent(module)}`)
    for (let i = 0; i < 3; i++) {
      const worker = new Worker(bootstrap)
      await once(worker, 'message')
      await worker.terminate()
    }
    const child = spawn(process.execPath, ['--import=tsx', traffic, 'exit'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    expect(await once(child, 'exit')).to.deep.equal([7, null])
  }).timeout(20_000)

  it('sheds connections when no descriptor is left, and serves again when there is one', async () => {
    open()
    const traffic = fileURLToPath(new URL('./network_traffic.ts', import.meta.url))
    const child = spawn(
      'sh',
      ['-c', `ulimit -n 64; exec "$0" --import=tsx "$1" serve`, process.execPath, traffic],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    const port = Number(String((await once(child.stdout, 'data'))[0]))
    const sockets: net.Socket[] = []
    let shed = 0
    await new Promise<void>((resolve) => {
      for (let i = 0; i < 80; i++) {
        const socket = net.connect(port, '127.0.0.1')
        socket.on('error', () => {})
        socket.on('close', () => {
          if (++shed === 20) resolve()
        })
        sockets.push(socket)
      }
    })
    for (const socket of sockets) socket.destroy()
    const again = net.connect(port, '127.0.0.1')
    again.write(frame('hello'))
    expect(String((await once(again, 'data'))[0])).to.equal('served')
    again.destroy()
    child.stdin.end()
    await once(child, 'exit')
  })
})
