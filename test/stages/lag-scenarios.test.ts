// Fourteen groups with known truth beside one broker, real consumers in processes of their own, and one snapshot read through command line,
// /api/lag, /metrics and the page: the first two phases of `npm run lag:scenarios`, about two and a half minutes. The other two
// need five more (a rare committer's rhythm, a window that is full) and are that command's.
import { expect } from 'chai'
import { faultsOfPhase, printPhase } from '../lag/report.ts'
import { runScenarios } from '../lag/run-scenarios.ts'

describe('scenarios of lag', function () {
  this.timeout(600_000)

  it('status, records and seconds are right, and the same, in every interface', async () => {
    const reports = await runScenarios({ isLong: false, only: [], withPage: true, say: () => undefined })
    const text = reports.map(printPhase).join('\n')
    process.stdout.write(text.replaceAll(/^(?=.)/gm, '      '))
    expect(reports.flatMap(faultsOfPhase)).to.deep.equal([])
    expect(reports.flatMap(({ rows }) => rows).length).to.be.at.least(20)
  })
})
