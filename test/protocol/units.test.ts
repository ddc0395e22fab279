import { expect } from 'chai'
import fc from 'fast-check'
import * as units from '../../protocol/units.ts'

const { approximateBytes, formatBytes, formatDurationMs, parseBytes, parseDurationMs } = units

describe('units', () => {
  it('reads sizes', () => {
    const sizes = {
      '128MiB': 2 ** 27,
      '1.5KiB': 1_536,
      '64 kib': 65_536,
      '1kB': 1_000,
      '1000': 1_000,
      '-1': -1,
      '0': 0,
      '2TiB': 2 ** 41,
    }
    for (const [text, bytes] of Object.entries(sizes)) expect(parseBytes(text), text).to.equal(bytes)
  })

  it('reads durations', () => {
    const times = {
      '7d': 604_800_000,
      '1w': 604_800_000,
      '1.5h': 5_400_000,
      '2m': 120_000,
      '90s': 90_000,
      '250ms': 250,
      '1000': 1_000,
      '-1': -1,
    }
    for (const [text, ms] of Object.entries(times)) expect(parseDurationMs(text), text).to.equal(ms)
  })

  it('refuses what is no whole number of a known unit, and says what is', () => {
    for (const text of [
      '',
      'MiB',
      '1.5',
      '0.1KiB',
      '5 apples',
      '1e9',
      '0x10',
      '9007199254740992',
      'NaN',
      '1MiB2',
      '--1',
    ]) {
      expect(() => parseBytes(text), text)
        .to.throw(/MiB.*KiB/)
        .with.property('code', 'INVALID_ARGUMENT')
    }
    for (const text of ['7D ays', '1M', '1y', '']) {
      if (text === '1M') expect(parseDurationMs(text), 'case does not matter').to.equal(60_000)
      else
        expect(() => parseDurationMs(text), text)
          .to.throw(/ms/)
          .with.property('code', 'INVALID_ARGUMENT')
    }
  })

  it('writes what people would', () => {
    expect([2 ** 27, 1_000, 0, -1, 1_536, 2 ** 20 + 1].map(formatBytes)).to.deep.equal([
      '128MiB',
      '1000',
      '0',
      '-1',
      '1536',
      '1048577',
    ])
    const times = [604_800_000, 90_000, 3_600_000, 1, 1_500, -1]
    expect(times.map(formatDurationMs)).to.deep.equal(['7d', '90s', '1h', '1', '1500', '-1'])
    expect([0, 1_023, 1_441_792, 2 ** 40].map(approximateBytes)).to.deep.equal([
      '0B',
      '1023B',
      '1.38MiB',
      '1TiB',
    ])
  })

  it('reads back what it wrote', () => {
    const number = fc.oneof(
      fc.maxSafeNat(),
      fc.nat(100).map((n) => n * 2 ** 20),
      fc.nat(100).map((n) => n * 60_000),
    )
    fc.assert(
      fc.property(number, (value) => {
        expect(parseBytes(formatBytes(value))).to.equal(value)
        expect(parseDurationMs(formatDurationMs(value))).to.equal(value)
      }),
    )
  })
})
