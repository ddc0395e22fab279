// When `consume --group --until-end` is done, look by look against a consumer in memory; test/e2e has the rest.
import { expect } from 'chai'
import { consumeInGroup, type GroupRun } from '../../cli/consume-group.ts'
import { RecordWriter } from '../../cli/record-writer.ts'
import { WrittenMarks } from '../../cli/written-marks.ts'

describe('cli/consume-group', () => {
  it('--until-end waits until the group is settled and all that is this member`s has come', async () => {
    let held: { partition: number; position: number | undefined }[] = []
    const one = { memberId: 'me', assigned: [{ topic: 't', partition: 1 }] }
    const looks: (() => object)[] = [
      () => ({ state: 'reconciling', members: [] }), // joined, and nothing is given yet
      () => {
        // Given, and not taken yet; then taken, and its position is asked for.
        setImmediate(() => (held = [{ partition: 1, position: undefined }]))
        setTimeout(() => (held = [{ partition: 1, position: 10 }]), 250)
        return { state: 'stable', members: [one] }
      },
      () => ({ state: 'stable', members: [one] }),
    ]
    const done: string[] = []
    const describeGroup = async () => {
      const look = looks.shift() as () => object
      done.push(`look at ${JSON.stringify(held)}`)
      return { partitions: [], ...look() }
    }
    let end: (value: undefined) => void
    const consumer = {
      memberId: 'me',
      get assignment() {
        return held
      },
      ready: () => Promise.resolve(),
      pull: () => new Promise((resolve) => (end = resolve)),
      commit: () => void done.push('commit'),
      close: () => {
        done.push('close')
        end(undefined)
      },
    }
    const marks = new WrittenMarks()
    const bytes = { format: 'value', delimiter: 'newline', separator: '', bufferBytes: 1024 } as const
    await consumeInGroup({
      client: { admin: { groups: { describe: describeGroup } } },
      group: 'g',
      consumer,
      marks,
      writer: new RecordWriter({ topic: 't', ...bytes, sink: () => marks.leave(() => Promise.resolve()) }),
      described: { name: 't', partitions: [{ visibleOffset: 10 }, { visibleOffset: 10 }] },
      own: false,
      most: Number.POSITIVE_INFINITY,
      progress: { update: () => {}, stop: () => {} },
      signal: new AbortController().signal,
    } as unknown as GroupRun)
    const taken = JSON.stringify([{ partition: 1, position: 10 }])
    expect(done).to.deep.equal(['look at []', 'look at []', `look at ${taken}`, 'commit', 'close'])
  })
})
