import { expect } from 'chai'
import {
  AppendFact,
  BatchFact,
  CloseReason,
  nativeConstants,
  SegmentEvent,
  SegmentFailure,
  Verdict,
  WalkFact,
} from '../../native/index.ts'

describe('constants of both sides', () => {
  const native = nativeConstants()
  for (const [name, table] of Object.entries({ Verdict, SegmentEvent, SegmentFailure, CloseReason }))
    it(`${name} is the same in C++ and TypeScript`, () => expect(native[name]).to.deep.equal(table))

  it('the widths are the same', () => {
    expect(native.width).to.include({
      AppendFact: AppendFact.width,
      BatchFact: BatchFact.width,
      WalkFact: WalkFact.width,
      verdicts: 32,
    })
    expect(Math.max(...Object.values(Verdict))).to.be.below(32)
  })
})
