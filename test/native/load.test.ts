import { expect } from 'chai'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { loadAddon } from '../../native/load.ts'

function messageOf(call: () => unknown): string {
  try {
    call()
    return 'none'
  } catch (error) {
    return `${(error as { code?: string }).code} ${(error as Error).message}`
  }
}

describe('loading the addon', () => {
  it('off Linux one sentence says what runs where', () => {
    const { platform } = process
    Object.defineProperty(process, 'platform', { value: 'darwin' })
    try {
      expect(messageOf(loadAddon)).to.match(
        /^UNSUPPORTED_PLATFORM .*Linux only.*darwin.*client runs anywhere/,
      )
    } finally {
      Object.defineProperty(process, 'platform', { value: platform })
    }
  })

  describe('from another package root', () => {
    let root: string
    let load: typeof loadAddon
    before(async () => {
      root = mkdtempSync(join(tmpdir(), 'sluice-load-'))
      writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
      mkdirSync(join(root, 'dist/native'), { recursive: true })
      const copy = join(root, 'dist/native/load.ts')
      copyFileSync(fileURLToPath(new URL('../../native/load.ts', import.meta.url)), copy)
      load = ((await import(pathToFileURL(copy).href)) as { loadAddon: typeof loadAddon }).loadAddon
    })
    after(() => rmSync(root, { recursive: true }))

    it('a missing binary says how to build one', () => {
      expect(messageOf(load)).to.match(/^ADDON_MISSING .*is not built: run `npm run build`/)
    })

    it('a binary that does not load says why', () => {
      mkdirSync(join(root, 'native/build/Release'), { recursive: true })
      writeFileSync(join(root, 'native/build/Release/sluice.node'), 'not a library')
      expect(messageOf(load)).to.match(
        /^ADDON_MISSING .*does not load \(native\/build\/Release\/sluice\.node: .+\)/,
      )
    })

    it('a prebuilt binary comes first', () => {
      const directory = join(root, `prebuilds/linux-${process.arch}`)
      mkdirSync(directory, { recursive: true })
      const built = fileURLToPath(new URL('../../native/build/Release/sluice.node', import.meta.url))
      copyFileSync(built, join(directory, 'sluice.glibc.node'))
      expect(load()).to.have.property('Engine')
    })
  })
})
