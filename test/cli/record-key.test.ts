// Where the key of a record comes from.
import { expect } from 'chai'
import { keyFinder } from '../../cli/record-key.ts'
import type { KeyOptions } from '../../cli/record-key.ts'

function find(options: KeyOptions, piece: string): [string | undefined, string] {
  const { key, value } = keyFinder(options)!(Buffer.from(piece))
  return [key?.toString(), value.toString()]
}

describe('cli/record-key', () => {
  it('without an option there is nothing to find', () => {
    expect(keyFinder({})).to.equal(undefined)
  })

  it('--key-separator splits at the first and removes it', () => {
    expect(find({ separator: '=' }, 'a=b=c')).to.deep.equal(['a', 'b=c'])
    expect(find({ separator: '::' }, '::x')).to.deep.equal(['', 'x'])
    expect(find({ separator: '=' }, 'abc')).to.deep.equal([undefined, 'abc'])
  })

  it('--key-field reads the line of a stanza and leaves the value alone', () => {
    const stanza = 'Version: 1\nPackage:  lib foo \t\r\nX-Package: no\n'
    expect(find({ field: 'Package' }, stanza)).to.deep.equal(['lib foo', stanza])
    expect(find({ field: 'Version' }, stanza)[0]).to.equal('1')
    expect(find({ field: 'Foo' }, stanza)[0]).to.equal(undefined)
  })

  it('--key-field is case-sensitive, at line start, and an empty value is an empty key', () => {
    expect(find({ field: 'Package' }, 'package: a\n Package: b\nXPackage: c')[0]).to.equal(undefined)
    expect(find({ field: 'Package' }, 'Packages: a\nPackage:')[0]).to.equal('')
    expect(find({ field: 'Package' }, 'Package:\nnext')[0]).to.equal('')
    expect(find({ field: 'A' }, '')[0]).to.equal(undefined)
  })

  it('--json --key-field reads a top-level field', () => {
    expect(find({ field: 'id', json: true }, '{"id":"x","v":1}')).to.deep.equal(['x', '{"id":"x","v":1}'])
    expect(find({ field: 'id', json: true }, '{"id":7}')[0]).to.equal('7')
    expect(find({ field: 'id', json: true }, '{"id":{"a":1}}')[0]).to.equal('{"a":1}')
    for (const piece of ['{"id":null}', '{}', 'not json', '[1]', 'null', '']) {
      expect(find({ field: 'id', json: true }, piece)[0], piece).to.equal(undefined)
    }
    expect(find({ field: 'toString', json: true }, '{}')[0]).to.equal(undefined)
  })
})
