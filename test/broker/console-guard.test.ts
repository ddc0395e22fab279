// Who may ask over HTTP: Host, Origin and Sec-Fetch-Site, alone and on a real broker.
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { crossSiteRefusal, HostRule } from '../../broker/console/request-guard.ts'
import { ask, askRaw, codeOf } from './console-fixture.ts'
import { brokerOf } from './fixture.ts'

describe('console: whose requests are answered', () => {
  const rule = new HostRule({ kind: 'tcp', host: '10.1.2.3', port: 9096 }, 'broker-1', [
    'ops.example',
    'fe80::1',
  ])
  const allows = (host: string | undefined, dialled?: string) => rule.refusal(host, dialled) === undefined

  it('loopback names and addresses, the listen address, the names of the settings', () => {
    for (const host of [
      'localhost',
      'LOCALHOST.',
      '127.0.0.1',
      '127.9.9.9',
      '[::1]',
      '10.1.2.3',
      'broker-1',
      'ops.example',
    ])
      for (const port of ['', ':80', ':9096']) expect(allows(host + port), host + port).to.equal(true)
    expect(allows('[fe80::1]:9096')).to.equal(true)
    expect(allows('[::ffff:127.0.0.1]:9096')).to.equal(true)
  })

  it('no other name, and none that only looks like one of these', () => {
    const names = [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.1.2.4',
      'xbroker-1',
      '',
    ]
    const odd = [
      'localhost:9096:1',
      'localhost/',
      'localhost@evil',
      '[::1',
      '127.0.0.1:9096, evil.example',
      '0x7f000001',
      '127.1',
      '127.999.999.999',
      '[::1%25evil]',
      'localhost..',
      'localhost:80@evil.example',
    ]
    for (const host of [...names, ...odd]) expect(allows(host), host).to.equal(false)
    expect(allows(undefined)).to.equal(false)
  })

  it('of a wildcard listener the address that was dialled, as an address and not as a name', () => {
    const wildcard = new HostRule({ kind: 'tcp', host: '0.0.0.0', port: 9096 }, '0.0.0.0', [])
    expect(wildcard.refusal('10.0.0.7:9096', '::ffff:10.0.0.7')).to.equal(undefined)
    expect(wildcard.refusal('10.0.0.8:9096', '10.0.0.7')).to.have.nested.property(
      'error.code',
      'HOST_NOT_ALLOWED',
    )
    expect(wildcard.refusal('10.0.0.8', '10.0.0.7')?.error.hint).to.include('http.allowed.hosts')
    expect(wildcard.isLocal).to.equal(false)
  })

  it('no request that another site caused', () => {
    const refused = (headers: Record<string, string>) => crossSiteRefusal(headers) !== undefined
    const host = 'localhost:9096'
    expect(refused({ host })).to.equal(false)
    expect(refused({ host, origin: 'http://localhost:9096' })).to.equal(false)
    expect(refused({ host: 'ops.example', origin: 'https://ops.example' })).to.equal(false)
    for (const site of ['same-origin', 'none'])
      expect(refused({ host, 'sec-fetch-site': site })).to.equal(false)
    for (const site of ['cross-site', 'same-site', ''])
      expect(refused({ host, 'sec-fetch-site': site })).to.equal(true)
    for (const origin of [
      'null',
      'http://evil.example',
      'http://localhost:3000',
      'http://localhost',
      'garbage',
    ])
      expect(refused({ host, origin }), origin).to.equal(true)
  })
})

describe('console: whose requests a broker answers', () => {
  const broker = brokerOf({
    http: '127.0.0.1:0',
    settings: { 'http.allowed.hosts': 'ops.example, [fd00::1]' },
  })
  const http = () => broker().httpAddress as string
  const guarded = ['/', '/version', '/metrics', '/api/overview', '/assets/main.js', '/api/events', '/nothing']

  it('under another name: /livez and /readyz alone', async () => {
    for (const path of guarded) {
      const answer = await ask(http(), path, { headers: { host: 'evil.example:9096' } })
      expect([path, answer.status, codeOf(answer)]).to.deep.equal([path, 403, 'HOST_NOT_ALLOWED'])
      expect(answer.text).to.include('http.allowed.hosts')
    }
    for (const path of ['/livez', '/readyz'])
      expect((await ask(http(), path, { headers: { host: 'evil.example' } })).status).to.equal(200)
  })

  it('under the names of the setting', async () => {
    for (const host of ['ops.example', 'ops.example:8443', '[fd00::1]:9096'])
      expect((await ask(http(), '/api/overview', { headers: { host } })).status, host).to.equal(200)
  })

  it('without a Host, or with two: not at all', async () => {
    const end = 'Connection: close\r\n\r\n'
    expect(await askRaw(http(), `GET /api/overview HTTP/1.1\r\n${end}`)).to.match(/^HTTP\/1.1 400/)
    expect(await askRaw(http(), `GET /api/overview HTTP/1.0\r\n${end}`)).to.match(/^HTTP\/1.1 403/)
    const two = `Host: localhost\r\nHost: evil.example\r\n${end}`
    expect(await askRaw(http(), `GET /api/overview HTTP/1.1\r\n${two}`)).to.match(/^HTTP\/1.1 4/)
    const absolute = `GET http://evil.example/api/overview HTTP/1.1\r\nHost: localhost\r\n${end}`
    expect(await askRaw(http(), absolute)).to.match(/^HTTP\/1.1 404/)
  })

  it('caused by another site: no /api, but the page may be linked to', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    for (const path of ['/api/overview', '/api/events', '/api/records?topic=x', '/api/nothing'])
      expect(codeOf(await ask(http(), path, { headers })), path).to.equal('CROSS_SITE')
    const origin = { origin: 'http://localhost:3000' }
    expect((await ask(http(), '/api/overview', { headers: origin })).status).to.equal(403)
    expect((await ask(http(), '/version', { headers })).status).to.equal(200)
  })

  it('every answer forbids what a page of somebody else could do with it, and no answer allows other sites anything', async () => {
    for (const path of ['/', '/livez', '/api/overview', '/metrics', '/nothing', '/api/records']) {
      const { headers } = await ask(http(), path)
      expect(headers['content-security-policy'], path).to.match(/^default-src 'none'; script-src 'self';/)
      expect(headers['content-security-policy'])
        .to.include("frame-ancestors 'none'")
        .and.not.include('unsafe')
      expect(headers['x-content-type-options']).to.equal('nosniff')
      expect(headers['referrer-policy']).to.equal('no-referrer')
      expect(headers['cross-origin-resource-policy']).to.equal('same-origin')
      expect(headers['cross-origin-opener-policy']).to.equal('same-origin')
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).to.deep.equal([])
    }
  })
})

describe('console: a listener on a socket file', () => {
  const path = join(tmpdir(), `sluice-console-${process.pid}.sock`)
  const broker = brokerOf({ http: `unix:${path}` })

  it('is asked as localhost', async () => {
    expect(broker().httpAddress).to.equal(`unix:${path}`)
    const rule = new HostRule({ kind: 'unix', path }, '', [])
    for (const host of ['', 'localhost:1:2', '[::1', undefined])
      expect(rule.refusal(host, undefined), host).to.have.nested.property('error.code', 'HOST_NOT_ALLOWED')
    const statusAs = (host: string) =>
      new Promise((resolve, reject) => {
        const options = { socketPath: path, path: '/api/overview', headers: { host }, agent: false }
        const asked = httpRequest(options, (response) => resolve(response.resume().statusCode))
        asked.on('error', reject).end()
      })
    expect(await statusAs('localhost')).to.equal(200)
    expect(await statusAs('evil.example')).to.equal(403)
  })
})

describe('console: a listener beyond loopback', () => {
  const broker = brokerOf({ http: '0.0.0.0:0', settings: { insecure: 'true' } })

  it('lets scrapers come by any name, and nobody else', async () => {
    const address = `127.0.0.1:${broker().httpAddress?.split(':')[1]}`
    const headers = { host: 'broker-7.prod.example:9096' }
    expect((await ask(address, '/metrics', { headers })).status).to.equal(200)
    expect((await ask(address, '/api/overview', { headers })).status).to.equal(403)
  })
})
