// What a reader of this repository relies on, checked instead of hoped for: who imports whom, sizes, nothing dead, nothing banned.
// Prints the largest files and functions, because the next wall belongs where they are.
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  exportsOf,
  functionsOf,
  importedPath,
  importsOf,
  isProduct,
  isTypeScript,
  readSources,
  root,
  type Source,
} from './tidy/sources.ts'

const fileLinesMax = 400
const functionLinesMax = 70

/** Who may import whom; a room may always import itself. */
const arrows: Record<string, string[]> = {
  native: [],
  protocol: [],
  storage: ['protocol', 'native'],
  broker: ['storage', 'protocol', 'native'],
  client: ['protocol'],
  cli: ['client', 'protocol', 'bench'],
  bench: ['client', 'native'],
}

/** The commands that start a broker or read a data directory, and what they may reach beyond their room's arrows. */
const exceptions: Record<string, string[]> = {
  'cli/broker.ts': ['broker'],
  'cli/check.ts': ['storage'],
  'cli/demo-broker.ts': ['broker'],
  'cli/dump.ts': ['storage'],
}

/** Draws the charts of docs/: neither compiled into dist/ nor published, so it may import what only a checkout has. */
const isDevelopment = (source: Source): boolean => source.path.startsWith('bench/charts/')

/** Nothing of ours imports these; people, Node or npm do. */
const entries = new Set([
  'cli/main.ts',
  'client/index.ts',
  'broker/index.ts',
  'storage/compaction-worker.ts',
  'broker/console/record-worker.ts',
  'broker/console/page/main.ts',
  'broker/console/page/theme-early.ts',
  'bench/append-matrix.ts',
  'bench/bars/main.ts',
  'bench/charts/main.ts',
  'bench/growth/main.ts',
  'bench/lag/main.ts',
  'bench/growth/idle-client.ts',
  'bench/single.ts',
])

const banned: { pattern: RegExp; instead: string; where?: (source: Source) => boolean; raw?: true }[] = [
  { pattern: /\bas any\b|:\s*any\b|<any>/, instead: '`unknown` and a check', where: isProduct },
  {
    pattern: /\bconsole\./,
    instead: 'the log of the broker, the streams of the command line',
    where: isProduct,
  },
  { pattern: /\bexport default\b/, instead: 'a named export' },
  { pattern: /Promise\.withResolvers|Array\.fromAsync/, instead: '`new Promise`: Node 20 has neither' },
  {
    pattern: /^(?:const .*= )?await\b/m,
    instead: 'a function: entries must be loadable by require()',
    where: isProduct,
  },
  { pattern: /\b(?:describe|it|context)\.(?:only|skip)\b/, instead: 'the whole suite' },
  { pattern: /@ts-(?:ignore|nocheck)/, instead: 'the right type', raw: true },
  {
    pattern: new RegExp(['FIX', 'ME|TO', 'DO\\b|XX', 'X\\b'].join('')),
    instead: 'the work, or an issue',
    raw: true,
  },
  {
    pattern: new RegExp(['/work', '/|/ro', 'ot/|/tmp/', 'bash_|/home', '/\\w'].join('')),
    instead: 'a path from the repository',
    raw: true,
  },
]

const sources = readSources()
const product = sources.filter(isProduct)
const typeScript = product.filter(isTypeScript)

describe('tidy', () => {
  it('imports follow the arrows', () => {
    const wrong: string[] = []
    for (const source of typeScript) {
      const allowed = [source.room, ...(arrows[source.room] ?? []), ...(exceptions[source.path] ?? [])]
      for (const specifier of importsOf(source)) {
        const target = importedPath(source, specifier)
        if (target !== undefined && !allowed.includes(target.split('/')[0] as string)) {
          wrong.push(`${source.path} imports ${target}`)
        }
      }
    }
    expect(wrong).to.deep.equal([])
  })

  it('no test file is imported: its tests would run twice, or not where they are counted', () => {
    const wrong = typeScript.flatMap((source) =>
      [...importsOf(source)]
        .filter((specifier) => specifier.endsWith('.test.ts'))
        .map((specifier) => `${source.path} imports ${specifier}`),
    )
    expect(wrong).to.deep.equal([])
  })

  it('the client and the protocol touch nothing native, and one file alone loads the addon', () => {
    const loaders = typeScript.filter((source) => /createRequire|process\.dlopen/.test(source.code))
    const native = loaders.filter((source) => /\.node\b/.test(source.text)).map((source) => source.path)
    expect(native.filter((path) => !path.startsWith('native/'))).to.deep.equal([])
    expect(native.length, native.join()).to.be.at.most(1)
  })

  it('every package that is imported is a dependency, and every dependency is imported', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    const used = new Set<string>()
    for (const source of typeScript.filter((one) => !isDevelopment(one))) {
      for (const name of packagesNamedIn(source, declared)) used.add(name)
    }
    used.add('protobufjs') // imported by the generated code
    expect([...used].sort()).to.deep.equal(declared.sort())
  })

  it(`files stay within ${fileLinesMax} lines`, () => {
    const code = sources.filter((source) => /\.(ts|mjs|cc|h)$/.test(source.path))
    const largest = code.sort((one, other) => other.lineCount - one.lineCount)
    print(
      'largest files',
      largest.slice(0, 8).map((source) => `${source.lineCount} ${source.path}`),
    )
    expect(
      largest.filter((source) => source.lineCount > fileLinesMax).map((source) => source.path),
    ).to.deep.equal([])
  })

  it(`functions stay within ${functionLinesMax} lines`, () => {
    const functions = product.filter((source) => /\.(ts|cc|h)$/.test(source.path)).flatMap(functionsOf)
    functions.sort((one, other) => other.lineCount - one.lineCount)
    const text = functions.map((found) => `${found.lineCount} ${found.name} ${found.path}:${found.line}`)
    print('largest functions', text.slice(0, 8))
    expect(functions.length, 'functions found').to.be.greaterThan(100)
    expect(text.filter((_, at) => (functions[at]?.lineCount ?? 0) > functionLinesMax)).to.deep.equal([])
  })

  it('every product file says at its head what it owns', () => {
    const paths = new Set(product.map((source) => source.path))
    const silent = product.filter(
      // foo.cc is described by foo.h.
      (source) =>
        (/\.(ts|h)$/.test(source.path) ||
          (source.path.endsWith('.cc') && !paths.has(source.path.replace(/cc$/, 'h')))) &&
        !/^(?:#!.*\n)?\s*(?:\/\/|\/\*)/.test(source.text),
    )
    expect(silent.map((source) => source.path)).to.deep.equal([])
  })

  it('no export and no file is dead', () => {
    const everything = sources.filter((source) => /\.(ts|mjs)$/.test(source.path))
    const imported = new Set(
      everything.flatMap((source) => importsOf(source).map((name) => importedPath(source, name))),
    )
    const deadFiles = typeScript.filter((source) => !entries.has(source.path) && !imported.has(source.path))
    const words = new Map(everything.map((source) => [source.path, new Set(source.code.match(/\w+/g))]))
    const deadExports: string[] = []
    for (const source of typeScript.filter((one) => !entries.has(one.path))) {
      for (const name of exportsOf(source)) {
        if (!everything.some((other) => other !== source && words.get(other.path)?.has(name))) {
          deadExports.push(`${source.path}: ${name}`)
        }
      }
    }
    expect(
      deadFiles.map((source) => source.path),
      'imported by nobody',
    ).to.deep.equal([])
    expect(deadExports, 'exported for nobody').to.deep.equal([])
  })

  it('nothing banned', () => {
    const found: string[] = []
    for (const source of sources) {
      for (const { pattern, instead, where, raw } of banned) {
        if (where !== undefined && !where(source)) continue
        if (pattern.test(raw ? source.text : source.code))
          found.push(`${source.path}: ${pattern}, use ${instead}`)
      }
    }
    expect(found).to.deep.equal([])
  })

  it('the lock file names no download addresses, and no optional package is missing from it', () => {
    const text = readFileSync(join(root, 'package-lock.json'), 'utf8')
    expect(text).not.to.contain('"resolved"')
    const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: object }> }
    const holes = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      ),
    )
    expect(holes, 'run `node scripts/complete-lock.mjs`: npm ci refuses such a lock').to.deep.equal([])
  })
})

/** Packages are imported, or loaded when first needed by a call that gets their name as a string. */
function packagesNamedIn(source: Source, declared: string[]): string[] {
  const names = importsOf(source)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] as string),
    )
  const quoted = declared.filter((name) => source.text.includes(`'${name}'`))
  return [...names, ...quoted]
}

function print(title: string, lines: string[]): void {
  process.stdout.write(`      ${title}: ${lines.join(' · ')}\n`)
}
