// A process that opens a directory, reads topic `t` and closes: for directories that may crash who opens them.
// Prints the number of records and whether the repeat of the last batch is known. Arguments: directory.
import { appended, makeBatch, openStore, readAll } from './fixture.ts'

const store = await openStore(process.argv[2] as string)
const log = store.topicByName('t')?.logs[0]
if (log === undefined) throw new Error('no log')
const count = (await readAll(log)).length
const baseSequence = count - 1
const last = makeBatch({
  producerId: 5,
  producerEpoch: 0,
  baseSequence,
  valueBytes: 1_000,
  label: `s${baseSequence}`,
})
const { duplicate } = await appended(log, last)
await store.close()
process.stdout.write(`${count} ${duplicate}\n`)
