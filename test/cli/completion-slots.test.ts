// What a word of the command line stands for, and the values that completion offers for it.
import { expect } from 'chai'
import { type Slot, readWords, valuesOf } from '../../cli/completion-slots.ts'
import { buildProgram } from '../../cli/program.ts'
import { startBroker } from '../../broker/index.ts'
import { connect } from '../../client/index.ts'

const program = buildProgram()

/** What the last word stands for. */
const slot = (line: string) => readWords(program, line.split(' ')).slot

describe('cli: what a word on the command line stands for', () => {
  const expected: Record<string, Slot | undefined> = {
    '': undefined,
    to: undefined,
    'topic describe ': 'topics',
    'topic describe or': 'topics',
    'topic create or': undefined,
    'produce ': 'topics',
    'consume --from ': 'starts',
    'consume orders --group ': 'groups',
    'consume --group=bi': 'groups',
    'consume --group billing ': 'topics',
    'consume --until-end ': 'topics',
    'consume --until': undefined,
    'group describe ': 'groups',
    'lag ': 'groups',
    'lag billing ': 'groups',
    'lag check ': 'groups',
    'lag --status ': 'statuses',
    'lag --status=SLOW,': 'statuses',
    'lag --topic check ': 'groups',
    'lag -o ': undefined,
    'lag --watch ': 'groups',
    'context use ': 'contexts',
    'topic list --context ': 'contexts',
    'produce orders --file ': 'files',
    'dump ': 'files',
    'no such command ': undefined,
  }
  for (const [line, wanted] of Object.entries(expected)) {
    it(`sluice ${line}▏ ${wanted ?? 'nothing'}`, () => {
      expect(slot(line)).to.equal(wanted)
    })
  }

  const values = (line: string, words = line.split(' ')) => valuesOf(readWords(program, words), words)

  it('a list goes on behind its last comma, without what is in it', async () => {
    expect(await values('lag --status SLOW,ST')).to.deep.equal(['SLOW,STALL', 'SLOW,STOP'])
    expect(await values('lag --status=STALL,ST')).to.deep.equal(['STALL,STOP'])
    expect(await values('lag --columns group,time')).to.deep.equal(['group,time-lag'])
  })

  it('every status, sort and column that the command takes', async () => {
    expect(await values('lag --status ')).to.have.length(8)
    expect(await values('lag --sort ')).to.include.members(['status', 'time-lag', 'headroom'])
    expect(await values('lag --columns ')).to.include.members(['status', 'commit-age', 'reason'])
  })

  it('names come from the broker that the line names; one that is away has none, soon', async () => {
    const broker = await startBroker()
    const client = connect({ brokers: [broker.address] })
    try {
      for (const name of ['orders', 'order_lines', 'payments', '_own', '-odd'])
        await client.admin.topics.create(name)
      expect(await values(`topic describe --broker ${broker.address} or`)).to.deep.equal([
        'order_lines',
        'orders',
      ])
      expect(await values(`consume --broker=${broker.address} p`)).to.deep.equal(['payments'])
      expect(await values(`consume --broker=${broker.address} `))
        .to.include('_own')
        .and.not.include('-odd')
      const startMs = performance.now()
      expect(await values('topic describe --broker 127.0.0.1:1 or')).to.deep.equal([])
      expect(await values('topic describe --broker nonsense or')).to.deep.equal([])
      expect(await values('topic describe --context no/such or')).to.deep.equal([])
      expect(performance.now() - startMs).to.be.below(3_000)
    } finally {
      await client.close()
      await broker.close()
    }
  })
})
