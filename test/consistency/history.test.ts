// The history on disk: what comes back is what was written, by time, and a process that was killed while it wrote harms nobody.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { withDirectory } from '../e2e/broker-process.ts'
import { HistoryFile, readHistory } from './history.ts'
import { commandOf, parseRunOptions } from './options.ts'

describe('history of a consistency run', () => {
  it('is read back by time, without the line that a killed process left half', () =>
    withDirectory(async (directory) => {
      const one = new HistoryFile(directory, 'p0.1')
      const other = new HistoryFile(directory, 'c0.1')
      one.write({ op: 'client', kind: 'producer' })
      other.write({ op: 'client', kind: 'group' })
      one.write({ op: 'send', id: 1, records: [[0, 'p0.1.0', 'hash']] }, { sync: true })
      other.write({ op: 'released', assignment: 1, how: 'lost' })
      one.close()
      other.close()
      appendFileSync(join(directory, 'p0.1.ndjson'), '{"at":1,"by":"p0.1","op":"se')
      const steps = readHistory(directory).map(({ by, op }) => `${by} ${op}`)
      expect(steps).to.deep.equal(['p0.1 client', 'c0.1 client', 'p0.1 send', 'c0.1 released'])
    }))

  it('belongs to one incarnation: a second one of the same name is refused', () =>
    withDirectory(async (directory) => {
      new HistoryFile(directory, 'p0.1').close()
      expect(() => new HistoryFile(directory, 'p0.1')).to.throw(/EEXIST/)
    }))

  it('comes with the command that draws the same faults again', () => {
    const args = ['--seed', '7', '--seconds', '20', '--every-ms', '500', '--no-proxy', '--no-idempotence']
    const options = parseRunOptions(args)
    const [, again] = commandOf(options).split(' -- ') as [string, string]
    expect(parseRunOptions(again.split(' '))).to.deep.equal(options)
    expect(parseRunOptions([]).seed, 'drawn when none is given').to.be.greaterThan(0)
    expect(() => parseRunOptions(['--seconds', 'many'])).to.throw('--seconds takes a whole number')
  })
})
