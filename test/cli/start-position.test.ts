// `--from` and its times.
import { expect } from 'chai'
import { parseStartPosition, parseTime } from '../../cli/start-position.ts'

const now = Date.UTC(2026, 2, 1, 12)

describe('cli/start-position', () => {
  it('reads names, offsets and times', () => {
    expect(parseStartPosition('earliest', now)).to.deep.equal({ kind: 'earliest' })
    expect(parseStartPosition('latest', now)).to.deep.equal({ kind: 'latest' })
    expect(parseStartPosition('0', now)).to.deep.equal({ kind: 'offset', offset: 0 })
    expect(parseStartPosition('4711', now)).to.deep.equal({ kind: 'offset', offset: 4711 })
    expect(parseStartPosition('@-5m', now)).to.deep.equal({ kind: 'time', timestampMs: now - 300_000 })
  })

  it('reads ISO 8601, epoch milliseconds and times before now', () => {
    expect(parseTime('2026-03-01T12:00:00Z', 0)).to.equal(now)
    expect(parseTime('2026-03-01T13:00:00+01:00', 0)).to.equal(now)
    expect(parseTime('2026-03-01', 0)).to.equal(Date.UTC(2026, 2, 1))
    expect(parseTime(String(now), 0)).to.equal(now)
    expect(parseTime('-1.5h', now)).to.equal(now - 5_400_000)
    expect(parseTime('-250ms', now)).to.equal(now - 250)
    expect(parseTime('-9999w', now)).to.equal(0)
  })

  it('refuses the rest and says what there is', () => {
    for (const text of ['', 'Latest', '-1', '1.5', '1e3', '99999999999999999999', 'tomorrow']) {
      expect(() => parseStartPosition(text, now), text)
        .to.throw()
        .with.property('code', 'INVALID_ARGUMENT')
    }
    for (const text of ['', '5m', '-5', '-5y', '2026-13-01', '1.5', 'now']) {
      expect(() => parseTime(text, now), text)
        .to.throw()
        .with.property('hint')
        .that.includes('ISO 8601')
    }
  })
})
