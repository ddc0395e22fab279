// The driver of `sluice bench transfer` without a run: what it asks for, what it believes, what it makes of it.
import { expect } from 'chai'
import { casesOf, checkOptions, checkRoom, deadlineSeconds, planOf } from '../../bench/transfer/cases.ts'
import { rowOf } from '../../bench/transfer/figures.ts'
import type { Case, Cost, Method, TransferOptions, TransferRun } from '../../bench/transfer/options.ts'
import { benchTransfer } from '../../bench/transfer/transfer.ts'
import { judge } from '../../bench/transfer/verdict.ts'
import { isSluiceError } from '../../client/index.ts'

const gib = 2 ** 30
const methods: Method[] = [
  { name: 'sendfile', direction: 'file-to-socket', title: 'sendfile' },
  { name: 'splice', direction: 'file-to-socket', title: 'splice through a pipe' },
  { name: 'file-splice', direction: 'file-to-file', title: 'splice through a pipe' },
  { name: 'fan-out-tee', direction: 'fan-out', title: 'splice + tee' },
]
const options: TransferOptions = {
  sizeBytes: gib,
  chunkBytes: [4096, 65_536],
  rounds: 5,
  transport: 'both',
  methods: [],
  limitMs: 60_000,
}
const sendfile: Case = { method: methods[0]!, transport: 'tcp', chunkBytes: 4096 }
const file = { bytes: 1000, checksum: '0badcafe' }
const cost: Cost = {
  userSeconds: 0.1,
  systemSeconds: 0.3,
  voluntarySwitches: 2,
  involuntarySwitches: 1,
  systemCalls: 100,
  minorFaults: 7,
  majorFaults: 0,
}

function line(changes: object): string {
  return JSON.stringify({
    method: 'sendfile',
    transport: 'tcp',
    chunkBytes: 4096,
    bytes: 1000,
    seconds: 0.5,
    checksums: ['0badcafe'],
    mover: cost,
    peers: cost,
    facts: {},
    ...changes,
  })
}

describe('bench/transfer: verdict', () => {
  it('the right bytes are a run', () => {
    expect(judge(line({}), sendfile, file)).to.have.nested.property('run.seconds', 0.5)
  })

  it('another checksum, another length or a receiver too few ends the benchmark', () => {
    const wrong = /did not deliver the file/
    expect(() => judge(line({ checksums: ['0badcaff'] }), sendfile, file)).to.throw(wrong)
    expect(() => judge(line({ bytes: 999 }), sendfile, file)).to.throw(wrong)
    expect(() => judge(line({ checksums: [] }), sendfile, file)).to.throw(wrong)
    const both = { method: methods[3]!, transport: 'tcp', chunkBytes: 4096 } as const
    const two = (checksums: string[]) => line({ method: 'fan-out-tee', checksums })
    expect(judge(two(['0badcafe', '0badcafe']), both, file)).to.have.property('run')
    expect(() => judge(two(['0badcafe']), both, file)).to.throw(wrong)
    expect(() => judge(two(['0badcafe', '0badcaff']), both, file)).to.throw(wrong)
  })

  it('the line of another run is not taken for this one', () => {
    expect(() => judge(line({ chunkBytes: 4097 }), sendfile, file)).to.throw(/told of another run/)
  })

  it('a refusal is told, not thrown', () => {
    const refused = 'EINVAL: splice: Invalid argument'
    expect(judge(line({ refused, checksums: undefined }), sendfile, file)).to.deep.equal({ refused })
  })
})

describe('bench/transfer: figures', () => {
  const run = (seconds: number): { run: TransferRun } => ({
    run: { bytes: gib / 2, seconds, mover: cost, peers: cost, facts: { pipeBytes: 65_536 } },
  })

  it('median and extremes of the rounds, costs per GiB', () => {
    const { figures } = rowOf(sendfile, [run(1), run(4), run(2)])
    expect(figures?.gigabytesPerSecond.median).to.be.closeTo(gib / 4e9, 1e-4)
    expect(figures?.gigabytesPerSecond.max).to.be.closeTo(gib / 2e9, 1e-4)
    expect(figures?.moverCpuPercent).to.deep.equal({ median: 20, min: 10, max: 40 })
    expect(figures?.moverCpuSecondsPerGib.median).to.equal(0.8)
    expect(figures?.moverPerGib.systemCalls.median).to.equal(200)
    expect(figures?.peersCpuSecondsPerGib.median).to.equal(0.8)
    expect(figures?.facts).to.deep.equal({ pipeBytes: 65_536 })
  })

  it('a method that was refused once has no figures', () => {
    const row = rowOf(sendfile, [run(1), { refused: 'ENOSYS: tee: Function not implemented' }, run(1)])
    expect(row.refused).to.equal('ENOSYS: tee: Function not implemented')
    expect(row).not.to.have.property('figures')
  })
})

describe('bench/transfer: cases', () => {
  const names = (more: Partial<TransferOptions>) =>
    casesOf(methods, { ...options, chunkBytes: [4096], ...more }).map(
      (one) => `${one.method.name} ${one.transport}`,
    )

  it('every method over each transport that it has, at each chunk size', () => {
    expect(names({ methods: ['sendfile', 'file-splice'] })).to.deep.equal([
      'sendfile tcp',
      'sendfile unix',
      'file-splice none',
    ])
    expect(names({ methods: ['file-to-socket'], transport: 'unix' })).to.deep.equal([
      'sendfile unix',
      'splice unix',
    ])
    expect(casesOf(methods, options)).to.have.length(14)
  })

  it('tells beforehand how much it is and when it ends at the latest', () => {
    const plan = planOf(casesOf(methods, options), options)
    expect(plan).to.include({ rows: 14, runs: 70, limitMs: 60_000 })
    expect(plan.guessMs).to.be.within(1, 60_000)
    expect(deadlineSeconds(gib)).to.be.within(10, 120)
  })

  const refusals: [string, () => unknown, RegExp][] = [
    ['an unknown method', () => names({ methods: ['teleport'] }), /no method 'teleport'/],
    ['a file of a few bytes', () => checkOptions({ ...options, sizeBytes: 17 }), /17 bytes/],
    ['a chunk of a few bytes', () => checkOptions({ ...options, chunkBytes: [4096, 5] }), /5 bytes/],
    ['a chunk beyond 1 GiB', () => checkOptions({ ...options, chunkBytes: [2 * gib] }), /out of range/],
    ['no chunk', () => checkOptions({ ...options, chunkBytes: [] }), /0 chunk sizes/],
    ['no round', () => checkOptions({ ...options, rounds: 0 }), /0 rounds/],
    ['a file that no disk holds', () => checkRoom('.', { ...options, sizeBytes: 2 ** 50 }), /MiB are free/],
  ]
  for (const [what, act, text] of refusals) {
    it(`${what} is refused before anything is made`, () => {
      expect(act).to.throw(text).with.property('code', 'INVALID_ARGUMENT')
    })
  }
})

describe('bench/transfer: limit', () => {
  it('a limit that not one round fits into is an error, not a table of nothing', async () => {
    const watch = { onPlan() {}, onRun() {}, onRound() {}, signal: new AbortController().signal }
    const tiny = { ...options, sizeBytes: 65_536, methods: ['sendfile'], limitMs: 0 }
    const error = await benchTransfer(tiny, watch).catch((thrown: unknown) => thrown)
    expect(isSluiceError(error) && error.code).to.equal('TIMEOUT')
  })
})
