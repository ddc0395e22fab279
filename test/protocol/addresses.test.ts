import { expect } from 'chai'
import { formatAddress, isLocalAddress, parseAddress } from '../../protocol/addresses.ts'

describe('addresses', () => {
  it('reads and writes the three kinds', () => {
    expect(parseAddress('127.0.0.1:9095')).to.deep.equal({ kind: 'tcp', host: '127.0.0.1', port: 9095 })
    expect(parseAddress('[::1]:0')).to.deep.equal({ kind: 'tcp', host: '::1', port: 0 })
    expect(parseAddress('unix:/run/sluice.sock')).to.deep.equal({ kind: 'unix', path: '/run/sluice.sock' })
    const texts = [
      'broker-1.example:65535',
      '[fe80::1%eth0]:9095',
      '[::ffff:127.0.0.1]:1',
      'unix:relative:path',
      'localhost:9095',
    ]
    for (const text of texts) expect(formatAddress(parseAddress(text))).to.equal(text)
  })

  it('refuses the rest and says how to write it', () => {
    const wrong: ReadonlyArray<readonly [text: string, why: RegExp]> = [
      ['', /port/],
      ['localhost', /port/],
      ['localhost:', /port/],
      [':9095', /port/],
      ['::1:9095', /\[::1\]:9095/],
      ['[localhost]:9095', /./],
      ['[1.2.3.4]:9095', /IPv6/],
      ['host:65536', /65535/],
      ['host:123456', /./],
      ['host:-1', /./],
      ['http://host:9095', /./],
      ['a b:1', /./],
      ['unix:', /path/],
      [`unix:/${'x'.repeat(107)}`, /107/],
      ['unix:/a\0b', /NUL/],
    ]
    for (const [text, why] of wrong) {
      expect(() => parseAddress(text), text)
        .to.throw(why)
        .with.property('code', 'ADDRESS_INVALID')
    }
  })

  it('knows what only this machine reaches', () => {
    for (const text of [
      '127.0.0.1:1',
      '127.8.9.1:1',
      '[::1]:1',
      'localhost:1',
      'LOCALHOST:1',
      'unix:/x',
      '[::ffff:127.0.0.1]:1',
    ]) {
      expect(isLocalAddress(parseAddress(text)), text).to.equal(true)
    }
    for (const text of [
      '0.0.0.0:1',
      '[::]:1',
      '10.0.0.1:1',
      'example.com:1',
      '127.0.0.1.example.com:1',
      '128.0.0.1:1',
    ]) {
      expect(isLocalAddress(parseAddress(text)), text).to.equal(false)
    }
  })
})
