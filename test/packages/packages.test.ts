// The two packages, installed from their tarballs as a stranger would: no install scripts, no compiler to be found. Each runs the
// first example of its own README. Needs a registry for the dependencies, and a minute: .ci/run only.
import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startBroker } from '../../broker/index.ts'
import { root, snippetsOf } from '../docs/snippets.ts'

const run = promisify(execFile)
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version as string

describe('packages', function () {
  this.timeout(180_000)
  let directory: string
  let environment: NodeJS.ProcessEnv

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-packages-'))
    environment = { ...process.env, PATH: withoutCompilers(directory) }
    await run(process.execPath, [join(root, 'scripts/pack.mjs'), '--out', directory])
  })
  after(() => rm(directory, { recursive: true }))

  async function install(name: string): Promise<{ project: string; installed: string }> {
    const project = join(directory, `with-${name}`)
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }\n')
    const tarball = join(directory, `${name}-${version}.tgz`)
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
      cwd: project,
      env: environment,
    })
    return { project, installed: join(project, 'node_modules', name) }
  }

  /** Type-checks the program against the installed package, then runs it. */
  async function runProgram(project: string, code: string): Promise<string> {
    writeFileSync(join(project, 'example.ts'), code)
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['example.ts'] }))
    const checked = await run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      project,
    ]).catch((error) => error)
    expect(checked.stdout).to.equal('')
    const loader = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href
    const { stdout } = await run(process.execPath, ['--import', loader, 'example.ts'], {
      cwd: project,
      env: environment,
      timeout: 60_000,
    })
    return stdout
  }

  it('are found sound by publint', async () => {
    for (const name of ['sluice', 'sluice-client']) {
      const tarball = join(directory, `${name}-${version}.tgz`)
      const { stdout } = await run('npx', ['publint', '--strict', tarball], { cwd: root })
      expect(stdout).to.contain('All good')
    }
  })

  it('resolve to types in every way a TypeScript program may import them (arethetypeswrong)', async () => {
    for (const name of ['sluice', 'sluice-client']) {
      const tarball = join(directory, `${name}-${version}.tgz`)
      // ESM only, so what CommonJS of TypeScript sees is ESM (require(esm) of Node runs it); node10 knows no `exports`.
      const { stdout } = await run('npx', ['attw', tarball, '--profile', 'esm-only', '--format', 'json'], {
        cwd: root,
      })
      const { analysis } = JSON.parse(stdout) as { analysis: { types: unknown; problems: object[] } }
      expect(analysis.types, name).not.to.equal(false)
      const judged = analysis.problems.filter((problem) => !isAboutCommonJs(problem))
      expect(judged, name).to.deep.equal([])
    }
  })

  it('sluice: installs without scripts and compiler, and runs the first example of the README', async () => {
    const { project, installed } = await install('sluice')
    expect(installHooksOf(installed)).to.deep.equal([])
    const files = readdirSync(installed, { recursive: true }) as string[]
    expect(files.filter((path) => path.endsWith('.node'))).to.deep.equal([
      'prebuilds/linux-x64/sluice.glibc.node',
    ])
    // The console's page: all that index.html names.
    const page = join('dist', 'broker', 'console', 'page')
    const html = readFileSync(join(installed, page, 'index.html'), 'utf8')
    const assets = [...html.matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map((match) =>
      join(page, match[1] as string),
    )
    expect(assets.length).to.be.greaterThan(20)
    expect(files).to.include.members(assets)
    expect(files.filter((path) => /binding\.gyp$|\.(cc|h)$|(?<!\.d)\.ts$/.test(path))).to.deep.equal([])
    const example = firstProgram('README.md')
    const printed = await runProgram(project, example.code)
    if (example.prints !== undefined) expect(printed).to.equal(example.prints)
    await requireFromCommonJs(project, 'sluice', 'connect')
    await requireFromCommonJs(project, 'sluice/broker', 'startBroker')
    const { stdout } = await run('npx', ['--no-install', 'sluice', '--version'], {
      cwd: project,
      env: environment,
    })
    expect(stdout.trim()).to.equal(version)
    const words = [
      'bench',
      'transfer',
      '--method',
      'sendfile',
      '--size',
      '1MiB',
      '--rounds',
      '1',
      '-o',
      'json',
    ]
    const moved = await run('npx', ['--no-install', 'sluice', ...words], { cwd: project, env: environment })
    expect(JSON.parse(moved.stdout).rows).to.have.length(10)
  })

  it('sluice-client: holds nothing native of ours, and runs the first example of its README', async () => {
    const { project, installed } = await install('sluice-client')
    expect(installHooksOf(installed)).to.deep.equal([])
    const files = readdirSync(installed, { recursive: true }) as string[]
    expect(files.filter((path) => path.endsWith('.node'))).to.deep.equal([])
    expect(readdirSync(join(installed, 'dist')).sort()).to.deep.equal(['client', 'protocol'])
    await requireFromCommonJs(project, 'sluice-client', 'connect')
    const example = firstProgram('docs/sluice-client.md')
    const broker = await startBroker()
    try {
      const printed = await runProgram(project, example.code.replaceAll('127.0.0.1:9095', broker.address))
      if (example.prints !== undefined) expect(printed).to.equal(example.prints)
    } finally {
      await broker.close()
    }
  })

  it('sluice-client: does without every optional package', async () => {
    const project = join(directory, 'bare')
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }\n')
    const tarball = join(directory, `sluice-client-${version}.tgz`)
    await run('npm', ['install', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
      cwd: project,
      env: environment,
    })
    expect(readdirSync(join(project, 'node_modules'))).not.to.include('snappy')
    const broker = await startBroker()
    try {
      const code = firstProgram('docs/sluice-client.md').code.replaceAll('127.0.0.1:9095', broker.address)
      await runProgram(project, code)
    } finally {
      await broker.close()
    }
  })
})

/** Of resolutions that an ESM-only package does not have: TypeScript's node10, and CommonJS importing ESM. */
function isAboutCommonJs(problem: object): boolean {
  const { resolutionKind } = problem as { resolutionKind?: string }
  return resolutionKind === 'node10' || resolutionKind === 'node16-cjs'
}

/** ESM that can be loaded by require(), as Node allows where no entry waits at its top level. */
async function requireFromCommonJs(project: string, entry: string, name: string): Promise<void> {
  const program = `process.stdout.write(typeof require('${entry}')['${name}'])`
  const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', program], { cwd: project })
  expect(stdout, `${name} of ${entry}`).to.equal('function')
}

function firstProgram(page: string): { code: string; prints: string | undefined } {
  const first = snippetsOf(page).find((snippet) => snippet.language === 'ts')
  if (first === undefined) throw new Error(`${page} has no example`)
  return first
}

function installHooksOf(installed: string): string[] {
  const { scripts = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  return Object.keys(scripts).filter((name) => /install|prepare|prepublish/.test(name))
}

/** A PATH with Node, npm and a shell and nothing that could compile. */
function withoutCompilers(directory: string): string {
  const bin = join(directory, 'bin')
  mkdirSync(bin)
  symlinkSync(process.execPath, join(bin, 'node'))
  for (const name of ['npm', 'npx', 'sh', 'env']) {
    const found = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, name))
    const first = found.find((path) => existsSync(path))
    if (first !== undefined) symlinkSync(first, join(bin, name))
  }
  return bin
}
