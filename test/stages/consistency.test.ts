// A short consistency run with faults of every kind: producers, group members and broker are paused, killed, stopped and come
// back, and the checker finds nothing (test/consistency/run.ts, docs/consistency.md). SLUICE_CONSISTENCY_SECONDS makes it longer;
// SLUICE_CONSISTENCY_SEED repeats one. That the checker would find something: test/consistency/checker.test.ts, and here below.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { run, withDirectory } from '../e2e/broker-process.ts'

const SECONDS = Number(process.env.SLUICE_CONSISTENCY_SECONDS ?? 30)
const SEED = process.env.SLUICE_CONSISTENCY_SEED

async function consistency(...args: string[]): Promise<{ code: number; text: string }> {
  return await withDirectory(async (directory) => {
    const history = join(directory, 'history')
    mkdirSync(history)
    const program = join(import.meta.dirname, '../consistency/run.ts')
    const command = ['--import', 'tsx', program, '--directory', history, ...args]
    const { code, stdout, stderr } = await run(process.execPath, command)
    return { code, text: `${stderr}${stdout}` }
  })
}

function counted(text: string, what: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${what}  `))
  return Number.parseInt(line?.slice(what.length) ?? '', 10)
}

describe('consistency', function () {
  this.timeout(SECONDS * 1_000 + 400_000)

  it(`nothing lost, repeated, reordered or skipped in ${SECONDS} s of faults`, async () => {
    const seed = SEED === undefined ? [] : ['--seed', SEED]
    const { code, text } = await consistency('--seconds', String(SECONDS), ...seed)
    expect(code, text).to.equal(0)
    expect(text).to.contain('verdict: valid')
    const least = {
      'records acknowledged': 20 * SECONDS,
      'records given to the group': 20 * SECONDS,
      'assignments of the group': 16,
      'commits accepted': SECONDS,
      'nemesis operations': SECONDS / 4,
      'broker starts': 2,
    }
    for (const [what, count] of Object.entries(least)) expect(counted(text, what), what).to.be.at.least(count)
  })

  it('a run without idempotence is found guilty: the same machinery does see what goes wrong', async () => {
    // The network alone, torn all the time: repeats that the broker cannot recognize are then certain.
    const { code, text } = await consistency(
      '--seconds',
      '8',
      '--no-idempotence',
      '--no-group',
      '--only-storms',
    )
    expect(code, text).to.equal(1)
    expect(counted(text, 'duplicate'), text).to.be.greaterThan(0)
  })
})
