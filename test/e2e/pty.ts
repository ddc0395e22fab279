// Runs a command of `sluice` on a terminal of its own, so many columns wide, and answers what that showed. Called by output.test.ts
// and lag.test.ts. Node has no pseudo terminals; python3, which builds the addon, has.
import { spawn } from 'node:child_process'
import { commandLine } from './command.ts'

const python = `
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

export interface Shown {
  code: number | null
  /** Of stdout and stderr together, as a terminal gets them. */
  lines: string[]
}

export function sluiceOnTerminal(
  args: readonly string[],
  columns: number,
  environment: Record<string, string>,
): Promise<Shown> {
  const command = [process.execPath, ...commandLine(args)]
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env
  const env = { ...inherited, TERM: 'xterm-256color', ...environment }
  const child = spawn('python3', ['-c', python, String(columns), ...command], { env })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ code, lines: text.replaceAll('\r\n', '\n').trimEnd().split('\n') }),
    )
  })
}
