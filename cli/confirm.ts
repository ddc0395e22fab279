// Asks before something is destroyed: on a terminal by a question, elsewhere only `--yes` will do.
// Called by topic.ts.
import { SluiceError } from '../protocol/errors.ts'
import { exitCode } from './failure.ts'

export async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new SluiceError('CONFIRMATION_REQUIRED', `${question} Nobody is there to answer.`, {
      hint: 'add --yes',
    })
  }
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
