// Makes the two packages of this repository: dist-packages/sluice-VERSION.tgz and dist-packages/sluice-client-VERSION.tgz.
//   node scripts/pack.mjs [--out DIR]
// sluice: broker, command line, client; prebuilt (Linux x64, glibc) the addon and the program of `sluice bench transfer`.
// sluice-client: client and protocol alone. Each is staged in a temporary directory with a manifest of its own: no install script,
// no binding.gyp, nothing that a test or a build needs. Both come from the same dist/, so both are the code that the tests ran.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** Built file → where the package carries it. */
const prebuilt = {
  'sluice.node': 'prebuilds/linux-x64/sluice.glibc.node',
  'sluice-transfer': 'prebuilds/linux-x64/sluice-transfer.glibc',
}

// What the client can do without: a JavaScript crc is behind the native one, a missing codec is an error that names its package.
const clientRequires = ['protobufjs']
const clientCanUse = ['@cloudpss/zstd', '@node-rs/crc32', 'lz4-napi', 'snappy']

function manifestOf(facts) {
  const { version, license, type, engines } = manifest
  return {
    name: facts.name,
    version,
    description: facts.description,
    license,
    type,
    engines,
    sideEffects: false,
    ...facts,
  }
}

const packages = [
  {
    folders: ['broker', 'storage', 'native', 'protocol', 'client', 'cli', 'bench'],
    files: [
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'docs/config.md',
      'docs/consistency.md',
      'docs/errors.md',
      'docs/from-kafkajs.md',
      'docs/groups.md',
      'docs/observability.md',
      'docs/api/README.md',
      'docs/api/broker.md',
      'docs/api/client.md',
    ],
    addon: true,
    manifest: manifestOf({
      name: manifest.name,
      description: manifest.description,
      bin: { sluice: 'dist/cli/main.js' },
      exports: manifest.exports,
      dependencies: manifest.dependencies,
      optionalDependencies: manifest.optionalDependencies,
    }),
  },
  {
    folders: ['client', 'protocol'],
    files: ['LICENSE', 'docs/errors.md', 'docs/from-kafkajs.md', 'docs/groups.md', 'docs/api/client.md'],
    readme: 'docs/sluice-client.md',
    manifest: manifestOf({
      name: `${manifest.name}-client`,
      description: 'The client of the Sluice log broker: produce, consume and administer, wherever Node runs',
      exports: { '.': manifest.exports['.'], './package.json': './package.json' },
      dependencies: chosen(clientRequires),
      optionalDependencies: chosen(clientCanUse),
    }),
  },
]

function chosen(names) {
  const all = { ...manifest.dependencies, ...manifest.optionalDependencies }
  return Object.fromEntries(names.map((name) => [name, all[name]]))
}

function stage(directory, { folders, files, addon, readme, manifest: contents }) {
  for (const folder of folders)
    cpSync(join(compiled, folder), join(directory, 'dist', folder), { recursive: true })
  for (const file of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    copyFileSync(join(root, file), join(directory, file))
  }
  if (readme) copyFileSync(join(root, readme), join(directory, 'README.md'))
  if (addon) {
    for (const [built, carried] of Object.entries(prebuilt)) {
      mkdirSync(dirname(join(directory, carried)), { recursive: true })
      execFileSync('strip', [
        '--strip-unneeded',
        '-o',
        join(directory, carried),
        join(root, 'native/build/Release', built),
      ])
    }
  }
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(contents, null, 2)}\n`)
  requireDeclaredImports(join(directory, 'dist'), contents)
}

/** A package that imports what it does not declare works in this checkout and nowhere else. */
function requireDeclaredImports(directory, { name, dependencies, optionalDependencies }) {
  const declared = { ...dependencies, ...optionalDependencies }
  for (const file of readdirSync(directory, { recursive: true }).filter((path) => path.endsWith('.js'))) {
    for (const [, specifier] of readFileSync(join(directory, file), 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?\bfrom ['"]([^'".][^'"]*)['"]/gm,
    )) {
      const parts = specifier.split('/')
      const imported = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
      if (!specifier.startsWith('node:') && !(imported in declared)) {
        throw new Error(`${name}: ${file} imports ${imported}, which its manifest does not declare`)
      }
    }
  }
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stderr.write('error: packages are made on Linux x64, where the addon they carry is built.\n')
  process.exit(1)
}
const out = resolve(process.argv[2] === '--out' ? process.argv[3] : join(root, 'dist-packages'))
const build = join(root, 'scripts/build.mjs')
execFileSync(process.execPath, [build, '--native'], { stdio: 'inherit' })
// Compiled apart, so that nothing a deleted source left in dist/ is shipped and no running program loses its files.
const compiled = mkdtempSync(join(tmpdir(), 'sluice-compiled-'))
execFileSync(process.execPath, [build, '--typescript', compiled], { stdio: 'inherit' })
mkdirSync(out, { recursive: true })
for (const one of packages) {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-pack-'))
  try {
    stage(directory, one)
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', out], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(packed)
    process.stdout.write(
      `${join(out, filename)}  ${size} bytes, ${entryCount} files, ${unpackedSize} bytes unpacked\n`,
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
}
rmSync(compiled, { recursive: true })
