// Every example of the documentation is type-checked and run as a reader would: TypeScript against the package name, compiled once for all
// of them, commands through `npx sluice` and the default addresses (they stand for this checkout and a broker of the test).
import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type RunningBroker, startBroker } from '../../broker/index.ts'
import { pages, root, type Snippet, snippetsOf } from './snippets.ts'

const run = promisify(execFile)
const defaultAddress = '127.0.0.1:9095'
const defaultHttpAddress = '127.0.0.1:9096'
const runnable = ['ts', 'sh']
const all = pages().flatMap(snippetsOf)
const programs = all.filter((snippet) => snippet.language === 'ts' && snippet.notRun === undefined)

describe('the documentation', function () {
  this.timeout(60_000)
  let directory: string
  let broker: RunningBroker
  let errors: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-docs-'))
    makeProject(directory)
    broker = await startBroker({ http: '127.0.0.1:0' })
    for (const snippet of programs) {
      const { code } = snippet
      writeFileSync(join(directory, fileOf(snippet)), code.replaceAll(defaultAddress, broker.address))
    }
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [compiler, '-p', directory]).catch((error) => error)
    errors = stdout
  })
  after(async () => {
    await broker?.close()
    await rm(directory, { recursive: true })
  })

  it('has examples, and says why when one is not run', () => {
    expect(programs.length).to.be.greaterThan(0)
    const silent = all.filter(
      (one) => one.language === '' || (one.notRun !== undefined && one.notRun.length < 10),
    )
    expect(silent.map(placeOf)).to.deep.equal([])
  })

  it('type-checks under strict', () => {
    expect(errors).to.equal('')
  })

  for (const snippet of programs) {
    it(`runs ${placeOf(snippet)}`, async () => {
      const file = join(directory, fileOf(snippet).replace(/ts$/, 'js'))
      const { stdout } = await run(process.execPath, [file], { cwd: directory, timeout: 30_000 })
      if (snippet.prints !== undefined) expect(stdout).to.equal(snippet.prints)
    })
  }

  for (const page of pages()) {
    const commands = snippetsOf(page).filter(
      (snippet) => snippet.language === 'sh' && snippet.notRun === undefined,
    )
    if (commands.length > 0) describe(`the commands of ${page}`, () => runCommands(commands, () => broker))
  }

  it('shows what programs print only below a program', () => {
    const wrong = all.filter(
      (snippet) => snippet.prints !== undefined && !runnable.includes(snippet.language),
    )
    expect(wrong.map(placeOf)).to.deep.equal([])
  })
})

function runCommands(snippets: Snippet[], broker: () => RunningBroker): void {
  let directory: string
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sluice-docs-sh-'))
    mkdirSync(join(directory, 'bin'))
    const npx = join(directory, 'bin/npx')
    writeFileSync(
      npx,
      `#!/bin/sh\n[ "$1" = sluice ] && shift && exec "${process.execPath}" "${root}/dist/cli/main.js" "$@"\nexit 127\n`,
    )
    chmodSync(npx, 0o755)
  })
  after(() => rm(directory, { recursive: true }))
  for (const snippet of snippets) {
    it(placeOf(snippet), async () => {
      const environment = {
        ...process.env,
        PATH: join(directory, 'bin') + delimiter + process.env['PATH'],
        SLUICE_BROKER: broker().address,
        NO_COLOR: '1',
      }
      const { address, httpAddress = '' } = broker()
      const code = snippet.code
        .replaceAll(defaultAddress, address)
        .replaceAll(defaultHttpAddress, httpAddress)
      const shell = run('bash', ['-euo', 'pipefail', '-c', code], {
        cwd: directory,
        env: environment,
        timeout: 50_000,
      })
      shell.child.stdin?.end()
      const { stdout } = await shell
      if (snippet.prints !== undefined) expect(stdout).to.equal(snippet.prints)
    })
  }
}

/** A reader's project: the package under its name, strict, and nothing else. */
function makeProject(directory: string): void {
  mkdirSync(join(directory, 'node_modules'))
  for (const name of ['sluice', 'sluice-client']) symlinkSync(root, join(directory, 'node_modules', name))
  // '@opentelemetry': what docs/observability.md maps the tracing channels to.
  for (const name of ['@types', '@opentelemetry'])
    symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name))
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n')
  const compilerOptions = {
    strict: true,
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    module: 'nodenext',
    types: ['node'],
  }
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
}

function fileOf(snippet: Snippet): string {
  return `${snippet.page.replaceAll(/\W/g, '-')}-${snippet.line}.ts`
}

function placeOf(snippet: Snippet): string {
  return `${snippet.page}:${snippet.line}`
}
