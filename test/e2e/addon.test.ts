// A broker whose native part is missing or damaged. Runs a copy of the sources in a temporary directory, so that the real binary
// stays where it is.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect } from 'chai'

const root = join(import.meta.dirname, '../..')

describe('e2e/addon', function () {
  this.timeout(30_000)
  let copy: string

  before(async () => {
    copy = await mkdtemp(join(tmpdir(), 'sluice-addon-'))
    const filter = (path: string) => !['build', 'src'].includes(basename(path))
    for (const room of ['cli', 'broker', 'storage', 'native', 'protocol', 'client', 'bench'])
      cpSync(join(root, room), join(copy, room), { recursive: true, filter })
    cpSync(join(root, 'package.json'), join(copy, 'package.json'))
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  })
  after(() => rm(copy, { recursive: true, force: true }))

  function startBroker(data: string) {
    const args = ['broker', '--data', data, '--listen', '127.0.0.1:0', '--http', 'off']
    const line = ['--import', 'tsx', join(copy, 'cli/main.ts'), ...args]
    return spawnSync(process.execPath, line, { cwd: copy, encoding: 'utf8', timeout: 20_000 })
  }

  for (const [what, text] of [
    ['missing', /^error: ADDON_MISSING the native addon .*is not built/m],
    ['damaged', /^error: ADDON_MISSING the native addon .*does not load/m],
  ] as const) {
    it(`${what}: the broker says so, how to mend it, and makes no data directory`, () => {
      if (what === 'damaged') {
        mkdirSync(join(copy, 'native/build/Release'), { recursive: true })
        writeFileSync(join(copy, 'native/build/Release/sluice.node'), 'no binary')
      }
      const data = join(copy, 'data')
      const { status, stdout, stderr } = startBroker(data)
      expect([status, stdout], stderr).to.deep.equal([1, ''])
      expect(stderr).to.match(text).and.to.include('npm run build').and.not.include('DATA_DIR')
      expect(existsSync(data)).to.equal(false)
    })
  }
})
