import { expect } from 'chai'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

describe('client/types', () => {
  it('what a newcomer writes type-checks under strict, and mistakes do not', function () {
    this.timeout(60_000)
    const options =
      '--noEmit --strict --target es2023 --lib es2023,esnext.disposable --module nodenext --types node'
    const flags =
      '--allowImportingTsExtensions --skipLibCheck --verbatimModuleSyntax --erasableSyntaxOnly --ignoreConfig'
    const program = join('test', 'client', 'types-program.ts')
    const args = [tsc, ...options.split(' '), ...flags.split(' '), program]
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    expect(stdout + stderr).to.equal('')
    expect(status).to.equal(0)
  })
})
