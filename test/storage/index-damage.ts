// A process that puts garbage under every entry of an index, as damage that LMDB itself does not notice. Argument: its
// directory. The store that has it open reads the garbage next.
import { open } from 'lmdb'

const database = open({ path: process.argv[2] as string, keyEncoding: 'binary', encoding: 'binary' })
database.transactionSync(() => {
  for (const { key } of [...database.getRange({})]) database.putSync(key, Buffer.from('garbage'))
})
await database.close()
