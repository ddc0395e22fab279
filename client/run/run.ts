// consumer.run(): the way in. Called by consumer.ts.
// Invariant: one run() of a consumer at a time.
import { SluiceError } from '../../protocol/errors.ts'
import { type Handler, type RunOptions, runSettings } from './options.ts'
import { Scheduler } from './scheduler.ts'
import type { AnyRecord, RunSource } from './source.ts'

const running = new WeakSet<RunSource>()

/** Ends when the consumer is closed or the signal fires; throws what ended it otherwise. */
export async function run(
  source: RunSource,
  handler: Handler<AnyRecord>,
  options: RunOptions = {},
): Promise<void> {
  if (typeof handler !== 'function')
    throw new SluiceError('INVALID_ARGUMENT', 'run() takes a function that is called with each record')
  const settings = runSettings(options)
  if (running.has(source))
    throw new SluiceError('INVALID_ARGUMENT', 'run() of this consumer is under way: one at a time', {
      hint: 'raise its concurrency, or make another consumer',
    })
  running.add(source)
  try {
    await new Scheduler(source, handler, settings).run()
  } finally {
    running.delete(source)
  }
}
