import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import { codecNames, compress, decompress } from '../../protocol/codecs.ts'

const require = createRequire(import.meta.url)
const PACKED = codecNames.filter((name) => name !== 'none')
const DATA = Buffer.concat([Buffer.alloc(300_000, 'some text that repeats '), randomBytes(70_000)])

function code(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}

describe('codecs', () => {
  for (const name of PACKED) {
    it(`${name}: reads what it wrote, empty and tiny included`, () => {
      for (const bytes of [
        DATA,
        Buffer.alloc(0),
        Buffer.from('x'),
        Buffer.alloc(32_768, 1),
        Buffer.alloc(65_537, 2),
      ]) {
        expect(decompress(name, compress(name, bytes)).equals(bytes)).to.equal(true)
      }
      expect(compress(name, DATA).length).to.be.below(DATA.length / 2)
    })

    it(`${name}: makes no more than it may, also of a bomb`, () => {
      const packed = compress(name, DATA)
      expect(decompress(name, packed, DATA.length).length).to.equal(DATA.length)
      expect(code(() => decompress(name, packed, DATA.length - 1))).to.equal('CORRUPT_BATCH')
      const bomb = compress(name, Buffer.alloc(64 << 20))
      const before = process.memoryUsage().rss
      expect(code(() => decompress(name, bomb, 1 << 20))).to.equal('CORRUPT_BATCH')
      expect(process.memoryUsage().rss - before).to.be.below(32 << 20)
    })

    it(`${name}: refuses what is damaged or none of its own`, () => {
      const packed = compress(name, DATA)
      for (const bytes of [
        packed.subarray(0, packed.length >> 1),
        Buffer.alloc(0),
        Buffer.from('no such thing'),
        Buffer.alloc(50),
      ]) {
        expect(code(() => decompress(name, bytes))).to.equal('CORRUPT_BATCH')
      }
    })
  }

  it('snappy: writes the framing of the Java client and reads a raw block too', () => {
    const { compressSync } = require('snappy') as { compressSync(bytes: Uint8Array): Buffer }
    expect(compress('snappy', DATA).toString('hex', 0, 16)).to.equal('82534e41505059000000000100000001')
    expect(decompress('snappy', compressSync(DATA)).equals(DATA)).to.equal(true)
  })

  it('snappy: believes no claimed size above the limit', () => {
    const claimsFourGiB = Buffer.from('ffffffff0f00', 'hex')
    expect(code(() => decompress('snappy', claimsFourGiB))).to.equal('CORRUPT_BATCH')
    const framed = Buffer.concat([
      compress('snappy', Buffer.alloc(0)),
      Buffer.from([0, 0, 0, 6]),
      claimsFourGiB,
    ])
    expect(code(() => decompress('snappy', framed))).to.equal('CORRUPT_BATCH')
    const negative = Buffer.concat([
      compress('snappy', Buffer.alloc(0)),
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
    ])
    expect(code(() => decompress('snappy', negative))).to.equal('CORRUPT_BATCH')
  })

  it('lz4: writes frames of independent blocks, as the Java client demands', () => {
    const packed = compress('lz4', DATA)
    expect(packed.readUInt32LE(0)).to.equal(0x184d_2204)
    expect(packed[4] & 0b1110_0010, 'version 1, independent, nothing reserved').to.equal(0b0110_0000)
  })

  it('loads no optional package before it is needed, and names a missing one', () => {
    // A process of its own: here the packages are loaded already.
    const script = `
      import { Module } from 'node:module'
      const asked = []
      const original = Module._load
      Module._load = function (name, ...rest) {
        if (/lz4-napi|snappy|cloudpss/.test(name)) { asked.push(name); throw new Error('not installed') }
        return original.call(this, name, ...rest)
      }
      const { compress } = await import('./protocol/codecs.ts')
      compress('gzip', Buffer.from('x'))
      const before = asked.length
      const errors = []
      for (const name of ['lz4', 'snappy']) {
        try { compress(name, Buffer.from('x')) } catch (error) { errors.push(error.code + ' ' + error.hint) }
      }
      console.log(JSON.stringify({ before, errors }))`
    const root = new URL('../..', import.meta.url)
    const command = ['--import', 'tsx', '--input-type=module', '-e', script]
    const output = execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
    const errors = ['CODEC_MISSING npm install lz4-napi', 'CODEC_MISSING npm install snappy']
    expect(JSON.parse(output)).to.deep.equal({ before: 0, errors })
  })
})
