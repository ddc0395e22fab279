// Prints test files in the order in which parallel mocha is to start them, for `npm test` and for the privileged stage of .ci/run:
//   node scripts/test-files.mjs              all but the folders that only .ci/run goes through
//   node scripts/test-files.mjs PATH…        those below these paths of test/
// The order is a matter of time and of nothing else. What takes long begins first, so that nobody waits for one last file; what keeps the
// processors busy takes turns with what mostly waits, so that each fills the gaps of the other. A file that is not named here comes after,
// in the order of its name; one that takes more than five seconds is worth a line.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const ofCiAlone = ['privileged', 'stages', 'kafka', 'packages', 'console']

const first = [
  // .ci/run alone
  'stages/lag-scenarios',
  'stages/round-trip',
  'stages/demo',
  'stages/stalled-handler',
  'stages/idempotence',
  'console/access',
  'stages/consistency',
  'packages/packages',
  'privileged/full-disk',
  'stages/compaction',
  // npm test
  'e2e/lag-check',
  'client/group-session',
  'e2e/output',
  'bench/growth-scenarios',
  'docs/snippets',
  'client/run/round-trip',
  'crash/kill-nine',
  'e2e/lag',
  'client/group-edges',
  'e2e/cli',
  'e2e/retention',
  'client/group-fence',
  'e2e/consume-group',
  'client/group-idle',
  'e2e/group-cli',
  'bench/latency',
  'storage/compaction-crash',
  'broker/console-streams',
  'storage/recovery',
  'broker/coordinator',
  'storage/kill-nine',
  'e2e/npm-start',
  'storage/compaction-model',
  'client/group-death',
  'e2e/storage-index',
  'client/run/run',
  'e2e/bench-transfer',
  'broker/lag/interleaving',
  'client/idempotence-restarts',
  'client/recovery',
  'storage/compaction',
  'native/transfer',
  'storage/compaction-ends',
  'broker/groups',
  'lag/pages',
  'native/network_limits',
  'broker/console-hostile',
  'storage/unread-compaction',
  'native/network_deadlines',
  'storage/compaction-faults',
  'client/producer-overload',
  'storage/topics',
  'e2e/addon',
  'cli/demo',
  'broker/console-records',
  'broker/lifecycle',
].map((name) => `test/${name}.test.ts`)

const gone = first.filter((file) => !existsSync(join(root, file)))
if (gone.length > 0) throw new Error(`scripts/test-files.mjs names what is not there: ${gone.join(', ')}`)

const all = readdirSync(join(root, 'test'), { recursive: true })
  .map((name) => `test/${name}`)
  .filter((file) => file.endsWith('.test.ts'))
  .sort()
const below = (paths) => (file) =>
  paths.some((path) => file === `test/${path}` || file.startsWith(`test/${path}/`))
const paths = process.argv.slice(2)
for (const path of paths) if (!all.some(below([path]))) throw new Error(`there are no tests in test/${path}`)
const wanted = all.filter((file) => (paths.length > 0 ? below(paths)(file) : !below(ofCiAlone)(file)))
const rank = (file) => first.indexOf(file) + 1 || first.length + 1
process.stdout.write(wanted.sort((a, b) => rank(a) - rank(b)).join('\n') + '\n')
