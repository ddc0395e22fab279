// Asks before something is destroyed: on a terminal by a question, elsewhere only `--yes` will do.
// Called by topic.ts, group.ts and group-reset.ts.
import { SluiceError } from '../protocol/errors.ts'
import { exitCode } from './failure.ts'

/** CONFIRMATION_REQUIRED where nobody can be asked: for who prints something before the question. */
export function refuseUnasked(question: string, yes: boolean): void {
  if (yes || (process.stdin.isTTY && process.stderr.isTTY)) return
  throw new SluiceError('CONFIRMATION_REQUIRED', `${question} Nobody is there to answer.`, {
    hint: 'add --yes',
  })
}

export async function confirm(question: string, yes: boolean): Promise<boolean> {
  refuseUnasked(question, yes)
  if (yes) return true
  const { createInterface } = await import('node:readline')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  terminal.on('SIGINT', () => process.exit(exitCode.interrupted))
  const answer = await new Promise<string>((resolve) => {
    terminal.once('close', () => resolve('')) // the end of the input is no yes
    terminal.question(`${question} [y/N] `, resolve)
  })
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
