// The two commands of the README: after `npm ci`, `npm start` serves; SIGTERM to the npm process alone stops the broker cleanly and
// leaves no process, port or lock behind. Ports and directory are the test's own, everything else is as a stranger has it.
import { expect } from 'chai'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { root, sluice, withDirectory } from './broker-process.ts'

describe('npm start', function () {
  this.timeout(60_000)
  const started: ChildProcess[] = []
  after(() => {
    for (const npm of started) npm.kill('SIGTERM') // of a test that failed half-way
  })

  it('prints one ready line, and SIGTERM to npm alone ends everything', () =>
    withDirectory(async (data) => {
      const first = await npmStart(data, started)
      const made = await sluice(['topic', 'create', 'kept', '--broker', first.address])
      expect(made.code, made.stderr).to.equal(0)
      const descendants = descendantsOf(first.npm.pid as number)
      expect(descendants.length, 'the broker below npm').to.be.greaterThan(0)

      first.npm.kill('SIGTERM')
      await first.ended
      expect(descendants.filter((pid) => existsSync(`/proc/${pid}`))).to.deep.equal([])
      expect(await accepts(first.address), 'the port').to.equal(false)
      expect(existsSync(join(data, 'clean')), 'the clean marker').to.equal(true)

      const second = await npmStart(data, started)
      const listed = await sluice(['topic', 'list', '-o', 'ndjson', '--broker', second.address])
      second.npm.kill('SIGTERM')
      await second.ended
      expect(listed.stdout).to.contain('kept')
    }))
})

async function npmStart(
  data: string,
  started: ChildProcess[],
): Promise<{ npm: ChildProcess; address: string; ended: Promise<unknown> }> {
  const args = ['start', '--', '--data', data, '--listen', '127.0.0.1:0', '--http', '127.0.0.1:0']
  const npm = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(npm)
  const ended = once(npm, 'close')
  let output = ''
  let errors = ''
  npm.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const address = await new Promise<string>((resolve, reject) => {
    npm.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /^ready listen=(127\.0\.0\.1:\d+) http=127\.0\.0\.1:\d+$/m.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    npm.once('close', () => reject(new Error(`npm start ended before it was ready\n${output}${errors}`)))
  })
  return { npm, address, ended }
}

function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) . /, '')
          .split(' ')[0]
        return [{ pid: Number(name), parent: Number(parent) }]
      } catch {
        return [] // ended in the meantime
      }
    })
  const children = parents.filter((one) => one.parent === pid).map((one) => one.pid)
  return [...children, ...children.flatMap(descendantsOf)]
}

async function accepts(address: string): Promise<boolean> {
  const [host, port] = address.split(':') as [string, string]
  const socket = connectSocket(Number(port), host)
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return outcome
}
