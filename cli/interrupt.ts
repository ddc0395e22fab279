// Ctrl-C and SIGTERM for commands that stream: the first asks them to finish, the second ends the process at once.
// Called by produce.ts, consume.ts and bench.ts; the broker has its own (broker/main.ts).
import { exitCode } from './failure.ts'

export interface Interrupt {
  readonly signal: AbortSignal
  /** The exit code that the signal asks for; undefined while none came. */
  readonly exit: number | undefined
  release(): void
}

export function watchInterrupt(): Interrupt {
  const controller = new AbortController()
  let exit: number | undefined
  const seen = (name: NodeJS.Signals) => {
    const code = name === 'SIGINT' ? exitCode.interrupted : exitCode.terminated
    if (exit !== undefined) process.exit(code)
    exit = code
    controller.abort(new Error(`stopped by ${name}`))
  }
  process.on('SIGINT', seen)
  process.on('SIGTERM', seen)
  return {
    signal: controller.signal,
    get exit() {
      return exit
    },
    release() {
      process.off('SIGINT', seen)
      process.off('SIGTERM', seen)
    },
  }
}
