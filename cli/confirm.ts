// Asks before something is destroyed: on a terminal by a question, elsewhere only `--yes` will do.
// Called by topic.ts.
import { SluiceError } from '../protocol/errors.ts'

export async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new SluiceError('CONFIRMATION_REQUIRED', `${question} Nobody is there to answer.`, {
      hint: 'add --yes',
    })
  }
  const { createInterface } = await import('node:readline/promises')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${question} [y/N] `)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}
