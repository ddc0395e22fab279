// docs/errors.md and docs/config.md say what the tables say.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './snippets.ts'

describe('generated documentation', () => {
  it('is fresh: npm run docs changes nothing', async () => {
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', join(root, 'scripts/docs.mjs'), '--check'],
      { cwd: root },
    )
  })
})
