// The checker is proven before it judges: what is clean passes, every anomaly is reported in the smallest history that holds it
// and wherever it lies in a large one.
import { expect } from 'chai'
import { anomalies, check } from './checker.ts'
import { faults } from './faults.ts'
import type { Happened, SeenRecord, SentRecord, Step } from './history.ts'
import { seededRandom } from '../faults/random.ts'
import { TOPIC, validHistory } from './valid-history.ts'

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed + 1)

function reported(history: readonly Step[]): string[] {
  return [...check(history).findings].filter(([, found]) => found.length > 0).map(([name]) => name)
}

/** Steps of `by`, in this order. */
function steps(...list: readonly (readonly [by: string, happened: Happened])[]): Step[] {
  return list.map(([by, happened], at) => ({ at, by, ...happened }))
}

const value = (n: number): SentRecord => [0, `p.${n}`, `h${n}`]
const read = (offset: number, n = offset): SeenRecord => [offset, `p.${n}`, `h${n}`, `${TOPIC}/0`]

function sends(count: number): (readonly [string, Happened])[] {
  return [
    ['p', { op: 'client', kind: 'producer' }],
    ['p', { op: 'send', id: 1, records: Array.from({ length: count }, (_, n) => value(n)) }],
    ['p', { op: 'sent', id: 1, results: Array.from({ length: count }, (_, n) => ['ok', n] as const) }],
  ]
}

function holds(by: string, assignment: number, epoch: number): (readonly [string, Happened])[] {
  return [
    [by, { op: 'client', kind: 'group' }],
    [by, { op: 'assigned', assignment, topic: TOPIC, partition: 0, epoch }],
  ]
}

function polls(by: string, assignment: number, ...records: SeenRecord[]): readonly [string, Happened] {
  return [by, { op: 'poll', assignment, topic: TOPIC, partition: 0, records }]
}

function commits(
  by: string,
  id: number,
  assignment: number,
  offset: number,
): (readonly [string, Happened])[] {
  return [
    [by, { op: 'commit', id, assignment, offset }],
    [by, { op: 'committed', id, outcome: 'ok' }],
  ]
}

const reader: readonly (readonly [string, Happened])[] = [
  ['r', { op: 'client', kind: 'reader' }],
  ['r', { op: 'assigned', assignment: 1, topic: TOPIC, partition: 0 }],
]
const drained: readonly [string, Happened] = ['run', { op: 'drained', process: 'r' }]
const clean = [
  ...sends(3),
  ...holds('c', 1, 1),
  polls('c', 1, read(0), read(1)),
  polls('c', 1, read(2)),
  ...commits('c', 1, 1, 3),
  ['run', { op: 'ends', visible: [3] }] as const,
  ['run', { op: 'group', committed: [3] }] as const,
  ...reader,
  polls('r', 1, read(0), read(1), read(2)),
  drained,
]

/** The smallest history that holds each anomaly, and little else. */
const smallest: Readonly<Record<string, Step[]>> = {
  'lost-write': steps(...sends(3), ...reader, polls('r', 1, read(0), read(2)), drained),
  unseen: steps(...sends(3), ...reader, polls('r', 1, read(0), read(1)), drained),
  G1a: steps(
    ['p', { op: 'send', id: 1, records: [value(0)] }],
    ['p', { op: 'sent', id: 1, results: [['fail', 'LOG_BUSY']] }],
    ...reader,
    polls('r', 1, read(0)),
    drained,
  ),
  'nonmonotonic-send': steps(
    ['p', { op: 'send', id: 1, records: [value(0)] }],
    ['p', { op: 'send', id: 2, records: [value(1)] }],
    ['p', { op: 'sent', id: 2, results: [['ok', 0]] }],
    ...reader,
    polls('r', 1, read(0, 1), read(1, 0)),
    drained,
  ),
  'inconsistent-offsets': steps(...sends(2), ...reader, polls('r', 1, read(0, 1), read(1)), drained),
  'offset-reuse': steps(
    ['p', { op: 'send', id: 1, records: [value(0), value(1)] }],
    [
      'p',
      {
        op: 'sent',
        id: 1,
        results: [
          ['ok', 0],
          ['ok', 0],
        ],
      },
    ],
  ),
  duplicate: steps(...sends(1), ...reader, polls('r', 1, read(0), read(1, 0)), drained),
  payload: steps(...sends(1), ...reader, polls('r', 1, [0, 'p.0', 'other', `${TOPIC}/0`]), drained),
  'wrong-tag': steps(...sends(1), ...reader, polls('r', 1, [0, 'p.0', 'h0', `${TOPIC}/1`]), drained),
  'shrunk-end': steps(['run', { op: 'ends', visible: [5] }], ['run', { op: 'ends', visible: [4] }]),
  'poll-skip': steps(...sends(3), ...reader, polls('r', 1, read(0)), polls('r', 1, read(2)), drained),
  'nonmonotonic-poll': steps(
    ...sends(2),
    ...reader,
    polls('r', 1, read(0), read(1)),
    polls('r', 1, read(1)),
    drained,
  ),
  'int-poll-skip': steps(...sends(3), ...reader, polls('r', 1, read(0), read(2)), drained),
  'int-nonmonotonic-poll': steps(...sends(2), ...reader, polls('r', 1, read(1), read(0)), drained),
  'stray-poll': steps(
    ...sends(1),
    ...holds('c', 1, 1),
    ['c', { op: 'released', assignment: 1, how: 'lost' }],
    polls('c', 1, read(0)),
  ),
  'unseen-by-group': steps(
    ...sends(2),
    ...holds('c', 1, 1),
    polls('c', 1, read(0)),
    ...reader,
    polls('r', 1, read(0), read(1)),
    drained,
  ),
  'fenced-commit': steps(...holds('c', 1, 1), ...holds('d', 1, 2), ...commits('c', 1, 1, 3)),
  'lost-commit': steps(
    ...sends(2),
    ...holds('c', 1, 1),
    ...commits('c', 1, 1, 2),
    ...holds('d', 1, 2),
    polls('d', 1, read(1)),
  ),
  'two-owners': steps(...holds('c', 1, 7), ...holds('d', 1, 7)),
  'group-behind': steps(['run', { op: 'ends', visible: [5] }], ['run', { op: 'group', committed: [4] }]),
  trouble: steps(['c', { op: 'trouble', text: 'TypeError: …' }]),
}

describe('checker of the consistency run', () => {
  it('finds nothing in a clean history, and calls it valid', () => {
    const report = check(steps(...clean))
    expect(reported(steps(...clean))).to.deep.equal([])
    expect(report.valid).to.equal(true)
  })

  it('calls no history valid whose logs nobody has read to the end', () => {
    expect(check(steps(...clean).slice(0, -1)).valid).to.equal(false)
  })

  it('lets groups deliver twice across assignments, counts it, and lets the fate of a crashed send be either', () => {
    const history = steps(
      ...sends(2),
      ['p', { op: 'send', id: 2, records: [value(2)] }],
      ['p', { op: 'send', id: 3, records: [value(3)] }],
      ...holds('c', 1, 1),
      polls('c', 1, read(0), read(1), read(2)),
      ...holds('d', 1, 2),
      polls('d', 1, read(0), read(1), read(2)),
      ...reader,
      polls('r', 1, read(0), read(1), read(2)),
      drained,
    )
    const report = check(history)
    expect(reported(history)).to.deep.equal([])
    expect(report.counts['of these more than once']).to.equal(3)
    expect(report.counts['records of unknown fate']).to.equal(2)
  })

  it('has a smallest history and a fault for every anomaly', () => {
    const names = anomalies.map(({ name }) => name).sort()
    expect(Object.keys(smallest).sort()).to.deep.equal(names)
    expect(Object.keys(faults).sort()).to.deep.equal(names)
  })

  for (const [name, history] of Object.entries(smallest)) {
    it(`reports ${name} where little else is wrong`, () => {
      expect(check(history).valid).to.equal(false)
      expect(reported(history)).to.include(name)
    })
  }

  it(`finds nothing in ${SEEDS.length} valid histories drawn at random`, () => {
    for (const seed of SEEDS) {
      const history = validHistory(seed)
      expect(reported(history), `seed ${seed}`).to.deep.equal([])
      expect(check(history).counts['commits refused'], 'zombies refused').to.be.greaterThan(0)
    }
  })

  for (const [name, inject] of Object.entries(faults)) {
    it(`reports one ${name} at a random place of a valid history, always`, () => {
      let injected = 0
      for (const seed of SEEDS) {
        const history = validHistory(seed)
        if (!inject(history, seededRandom(seed * 7919))) continue
        injected += 1
        expect(reported(history), `seed ${seed}`).to.include(name)
      }
      expect(injected, 'faults put in').to.be.greaterThan(SEEDS.length / 2)
    })
  }
})
