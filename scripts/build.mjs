// Builds the checkout: the native addon (Linux x64 only) and dist/, the console's page in it. Called by `npm run build`, by `npm ci` through
// `prepare`, and by scripts/pack.mjs. Running it again with nothing changed takes a second or two: the addon is skipped when the
// hash of its sources equals the stamp left beside the binary.
//   node scripts/build.mjs [--native | --typescript [OUTDIR]]      one half only; scripts/pack.mjs names a folder of its own
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const nativeDirectory = join(root, 'native')
const addon = join(nativeDirectory, 'build/Release/sluice.node')
const transferProgram = join(nativeDirectory, 'build/Release/sluice-transfer')
const stamp = join(nativeDirectory, 'build/sources.sha256')
const page = 'broker/console/page'
const resolve = createRequire(import.meta.url).resolve

/** A failure of the person's machine, not of this script: printed as one sentence, without a stack. */
class BuildError extends Error {}

function toolPath(packageName, file) {
  try {
    return join(dirname(resolve(`${packageName}/package.json`)), file)
  } catch {
    throw new BuildError(
      `${packageName} is not installed, and building a checkout needs it: run \`npm ci\` without --omit=dev.`,
    )
  }
}

function works(command, argument = '--version') {
  return spawnSync(command, [argument], { stdio: 'ignore' }).status === 0
}

/** node-gyp's own messages for a missing tool are a page long; this is the sentence a person needs. */
function requireTools() {
  const missing = []
  if (!works(process.env.CXX?.split(' ')[0] ?? 'g++')) missing.push('a C++20 compiler (g++ 11 or newer)')
  if (!works('make')) missing.push('make')
  if (!works(process.env.PYTHON ?? 'python3')) missing.push('python3')
  if (missing.length === 0) return
  throw new BuildError(
    `building sluice's native part needs ${missing.join(' and ')}. ` +
      'On Debian or Ubuntu: `apt-get install g++ make python3`; then run `npm run build`.',
  )
}

/** Headers that came with the running Node, when they are there and of its version: nothing is downloaded then. */
function headersArgument() {
  const prefix = dirname(dirname(realpathSync(process.execPath)))
  const versionHeader = join(prefix, 'include/node/node_version.h')
  if (!existsSync(versionHeader)) return []
  const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(versionHeader, 'utf8'))?.[1]
  return major === process.versions.node.split('.')[0] ? [`--nodedir=${prefix}`] : []
}

function filesIn(folder) {
  return readdirSync(join(nativeDirectory, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function hashOfNativeSources() {
  const hash = createHash('sha256')
  const files = [...filesIn('src'), ...filesIn('transfer')]
  for (const file of [join(nativeDirectory, 'binding.gyp'), ...files]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  hash.update(readFileSync(toolPath('node-addon-api', 'package.json')))
  return hash.digest('hex')
}

function buildNative() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('the broker runs on Linux x64 only: its native part is not built here; client and command line work.')
    return
  }
  const hash = hashOfNativeSources()
  const built = [addon, transferProgram, stamp].every((file) => existsSync(file))
  if (built && readFileSync(stamp, 'utf8') === hash) return
  requireTools()
  rmSync(stamp, { force: true })
  const configured = existsSync(join(nativeDirectory, 'build/Makefile'))
  const steps = configured ? ['configure', 'build'] : ['rebuild']
  say('building the native part (a minute the first time)')
  run(
    toolPath('node-gyp', 'bin/node-gyp.js'),
    [...steps, '-C', nativeDirectory, '--jobs=2', ...headersArgument()],
    {
      quietUnlessFailed: !process.env.SLUICE_BUILD_VERBOSE,
      whenFailed: 'the native part did not compile; the compiler says why above.',
    },
  )
  writeFileSync(stamp, hash)
}

function buildTypeScript(outDirectory) {
  const compiler = toolPath('typescript', 'bin/tsc')
  const dist = outDirectory ?? join(root, 'dist')
  say('compiling TypeScript')
  try {
    run(compiler, ['-p', join(root, 'tsconfig.json'), '--outDir', dist], {
      whenFailed: 'tsc reported the errors above.',
    })
  } finally {
    // Emitted all the same, so that one room's type error does not take the others' program away.
    if (existsSync(dist)) {
      const generated = 'protocol/generated'
      for (const file of readdirSync(join(root, generated)))
        cpSync(join(root, generated, file), join(dist, generated, file))
      const bin = join(dist, 'cli/main.js')
      if (existsSync(bin)) chmodSync(bin, 0o755)
    }
  }
}

/**
 * The console's page: index.html, and beside it assets/ with a module for each source, styles and the icon. Compiled apart, because it has
 * a browser's types and not Node's; what it imports from elsewhere are types, so that its own modules are all there is to copy.
 */
function buildPage(outDirectory) {
  const compiler = toolPath('typescript', 'bin/tsc')
  const out = join(outDirectory ?? join(root, 'dist'), page)
  const compiled = mkdtempSync(join(tmpdir(), 'sluice-page-'))
  try {
    run(compiler, ['-p', join(root, page), '--outDir', compiled], {
      whenFailed: 'tsc reported the errors above.',
    })
    rmSync(out, { recursive: true, force: true })
    mkdirSync(join(out, 'assets'), { recursive: true })
    const modules = readdirSync(join(compiled, page)).sort()
    for (const file of modules) copyFileSync(join(compiled, page, file), join(out, 'assets', file))
    const sources = readdirSync(join(root, page))
    for (const file of sources.filter((name) => /\.(css|svg)$/.test(name)))
      copyFileSync(join(root, page, file), join(out, 'assets', file))
    // Named at once, so that the browser need not find them one import after the other.
    const links = modules
      .filter((file) => file !== 'theme-early.js')
      .map((file) => `<link rel="modulepreload" href="/assets/${file}" />`)
    const html = readFileSync(join(root, page, 'index.html'), 'utf8')
    writeFileSync(join(out, 'index.html'), html.replace('<!-- modulepreload -->', links.join('\n    ')))
  } finally {
    rmSync(compiled, { recursive: true })
  }
}

function run(script, args, { quietUnlessFailed = false, whenFailed }) {
  try {
    execFileSync(process.execPath, [script, ...args], {
      cwd: root,
      stdio: quietUnlessFailed ? 'pipe' : 'inherit',
      maxBuffer: 1 << 28,
    })
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`
    process.stderr.write(said.replace(/^gyp (info|verb) .*\n/gm, ''))
    throw new BuildError(whenFailed)
  }
}

function say(text) {
  process.stderr.write(`build: ${text}\n`)
}

/**
 * `npx sluice` in a checkout. Not through `bin` in package.json: npx would then install the checkout into its cache and run
 * `prepare` again, compiling under a running broker. The published package has its own `bin` (scripts/pack.mjs).
 */
function linkCommand() {
  const link = join(root, 'node_modules/.bin/sluice')
  rmSync(link, { force: true })
  symlinkSync('../../dist/cli/main.js', link)
}

/** The other half is built even when one fails: the command line and the client need no native part. */
function attempt(step) {
  try {
    step()
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 1
  }
}

const [only, outDirectory] = process.argv.slice(2)
if (only !== '--typescript') attempt(buildNative)
if (only !== '--native') {
  attempt(() => buildTypeScript(outDirectory))
  attempt(() => buildPage(outDirectory))
}
if (only === undefined) linkCommand()
