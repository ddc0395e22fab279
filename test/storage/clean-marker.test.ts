import { expect } from 'chai'
import { decodeMarker, encodeMarker } from '../../storage/clean-marker.ts'

describe('clean marker', () => {
  const marker = encodeMarker({
    bootEpoch: 4,
    logs: [{ end: { topicId: Buffer.alloc(16, 1), offset: 9 }, lastAppendMs: 5 }],
  })

  it('counts with the epoch of the last boot only', () => {
    expect(decodeMarker(marker, 4)?.logs[0]?.end?.offset).to.equal(9)
    expect(decodeMarker(marker, 5)).to.equal(undefined)
    expect(decodeMarker(marker, 3)).to.equal(undefined)
  })

  it('does not count when it is damaged or cut', () => {
    for (const length of [0, 3, 4, marker.length - 1])
      expect(decodeMarker(marker.subarray(0, length), 4)).to.equal(undefined)
    const flipped = Buffer.from(marker)
    flipped[6] = (flipped[6] as number) ^ 1
    expect(decodeMarker(flipped, 4)).to.equal(undefined)
  })

  it('does not count for a directory that was never booted', () => {
    expect(decodeMarker(encodeMarker({ bootEpoch: 0, logs: [] }), 0)).to.equal(undefined)
  })
})
