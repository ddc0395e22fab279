// What the tests of run() share.
import type { Producer } from '../../../client/producer/producer.ts'
import type { AnyRecord } from '../../../client/run/source.ts'
import type { RecordInput } from '../../../client/topic.ts'

/** A promise with its ends. */
export function gate(): { promise: Promise<void>; open: () => void } {
  let open!: () => void
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

export async function until(what: () => boolean): Promise<void> {
  const endsMs = performance.now() + 5_000
  while (!what()) {
    if (performance.now() > endsMs) throw new Error(`never: ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A handler that fails with the record at offset 2. */
export function failsAtTwo(record: AnyRecord): void {
  if (record.offset === 2) throw new Error('no 2')
}

/** A producer that writes down what it is given. */
export function deadLetters(failing?: Error) {
  const sent: (RecordInput<unknown, unknown> & { name: string })[] = []
  const send = async (name: string, record: RecordInput<unknown, unknown>) => {
    if (failing !== undefined) throw failing
    sent.push({ name, ...record })
  }
  return { sent, producer: { acks: 'all', send } as unknown as Producer }
}
