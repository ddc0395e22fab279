// Removes the files of topics whose id is durably dead: in pieces, off the main thread, resumed at the next start.
// Called by store.ts after `TopicDeleted` is durable, and at start for the ids that are still in the state.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isTopicDirectoryName } from './directory.ts'
import type { LogContext } from './log-context.ts'
import { logIndexKey } from './offset-index.ts'

const FILES_AT_ONCE = 64

export async function removeTopicFiles(context: LogContext, idHex: string): Promise<void> {
  const { directory, engine, index, metadata } = context
  // The name becomes a path: it is one of ours or nothing happens.
  if (!isTopicDirectoryName(idHex)) return
  await context.filesReleased?.(idHex)
  const topic = directory.topic(idHex)
  for (const name of await list(topic)) {
    const partition = join(topic, name)
    const files = await list(partition)
    for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
      await engine.unlinkAll(files.slice(from, from + FILES_AT_ONCE).map((file) => join(partition, file)))
    }
    if (/^\d{1,9}$/.test(name)) {
      const key = logIndexKey(Buffer.from(idHex, 'hex'), Number(name))
      while (await index.remove(key, 0, Number.MAX_SAFE_INTEGER, 1_000)) continue
      await index.removeHead(key)
    }
  }
  await rm(topic, { recursive: true, force: true })
  await engine.syncDirectory(directory.logs)
  await metadata.append({ topicGone: { id: Buffer.from(idHex, 'hex') } })
}

async function list(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
