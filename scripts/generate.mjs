// Generates protocol/generated/{wire,storage}.{js,d.ts} from the .proto files with protobufjs-cli.
// `node scripts/generate.mjs [OUTDIR]`; the freshness test calls it with a temporary directory and compares.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = process.argv[2] ?? join(root, 'protocol/generated')
mkdirSync(out, { recursive: true })
const pbjs = join(dirname(createRequire(import.meta.url).resolve('protobufjs-cli/package.json')), 'bin/pbjs')
for (const name of ['wire', 'storage']) {
  execFileSync(
    process.execPath,
    [pbjs, '-t', 'static-module', '-w', 'esm', '--force-number', '--no-verify', '--no-convert', '--no-delimited',
      '--no-service', '--no-typeurl', '--dts', '-o', join(out, `${name}.js`), join(root, `protocol/${name}.proto`)],
    { stdio: 'inherit' },
  )
}
