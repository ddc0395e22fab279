import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

describe('generated code', () => {
  it('is what scripts/generate.mjs makes of the .proto files', () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-generated-'))
    try {
      execFileSync(process.execPath, [join(root, 'scripts/generate.mjs'), directory], {
        env: { PATH: process.env.PATH },
      })
      for (const name of ['wire.js', 'wire.d.ts', 'storage.js', 'storage.d.ts']) {
        const fresh = readFileSync(join(directory, name))
        const stored = readFileSync(join(root, 'protocol/generated', name))
        expect(fresh.equals(stored), `${name} is stale: run npm run generate`).to.equal(true)
      }
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
