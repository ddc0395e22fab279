// Fills holes in package-lock.json: platform packages that a dependency names as optional and that the registry of whoever last ran
// `npm install` did not have. `npm ci` compares the lock with what the manifests name and refuses any hole, on every platform.
// Run it after each change of dependencies; test/tidy.test.ts fails while there is a hole.
// The entries say for which platform they are, as far as the name tells, so that the others never ask for them.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json')
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64', 'loong64', 'arm']

function entryFor(name, version, parent) {
  const words = name.split('/').pop()
  const system = systems.find((one) => words.includes(one))
  const processor = processors.find((one) => words.includes(one))
  const libc = words.includes('musl')
    ? 'musl'
    : system === 'linux' && words.includes('gnu')
      ? 'glibc'
      : undefined
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(processor && { cpu: [processor] }),
    ...(parent.dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(system && { os: [system] }),
  }
}

const lock = JSON.parse(readFileSync(file, 'utf8'))
const { packages } = lock
let filled = 0
for (const [path, parent] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (packages[`${path}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue
    packages[`node_modules/${name}`] = entryFor(name, version, parent)
    filled++
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${filled} holes filled\n`)
