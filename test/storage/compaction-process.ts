// A process that writes, compacts and kills itself at one moment of the compaction: compaction-crash.test.ts runs it.
// Arguments: directory, moment. Record n has key `k(n % KEYS)` and a value that begins with n.
import { readdirSync } from 'node:fs'
import { Bed } from './compaction-bed.ts'
import { KEYS, PER_ROUND, valueOf } from './compaction-rounds.ts'

const [directory = '', moment = ''] = process.argv.slice(2)
const bed = new Bed(directory)
await bed.open()
const { log } = bed
const { cache, index, metadata } = log.context
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('still alive')
}

const end = log.endOffset + PER_ROUND
for (let n = log.endOffset; n < end; n += 10)
  await bed.put(Array.from({ length: 10 }, (_, i) => [`k${(n + i) % KEYS}`, valueOf(n + i)]))
await bed.roll()

if (moment === 'writing') {
  const path = log.context.directory.log(log.topic.idHex, 0)
  const look = (): void => {
    if (readdirSync(path).some((name) => name.endsWith('.compacting'))) die()
    setImmediate(look)
  }
  look()
} else if (moment === 'renamed') {
  metadata.append = die
} else if (moment === 'recorded') {
  const append = metadata.append.bind(metadata)
  metadata.append = (...records) => append(...records).then(die)
} else if (moment === 'swapped') {
  cache.close = die // readers see the new file, the old one is still there
} else if (moment === 'unlinked') {
  index.replace = die
} else if (moment === 'half indexed') {
  const replace = index.replace.bind(index)
  index.replace = (key, from, to, entries) => replace(key, from, to, entries.slice(1)).then(die)
}
await bed.compact()
throw new Error(`nothing happened at ${moment}`)
