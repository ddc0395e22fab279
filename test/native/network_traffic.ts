// A network with traffic of its own in a worker or a process (network_close.test.ts), which is then ended from outside.
import net from 'node:net'
import { parentPort } from 'node:worker_threads'
import { Bed, frame } from './network_bed.ts'

const mode = process.argv[2]
let seen = 0
const bed: Bed = new Bed({
  onFrame: (connection, number) => {
    if (mode === 'serve') bed.network.send(connection, Buffer.from('served'), [], number)
    if (++seen % 2 === 0) bed.network.endFrame(number)
    if (seen !== 50) return
    if (mode === 'exit') process.exit(7)
    parentPort?.postMessage('busy')
  },
}).listen()

if (mode === 'serve') {
  process.stdout.write(String(bed.port))
  process.stdin.resume().on('end', () => void bed.close())
} else {
  for (let i = 0; i < 10; i++) {
    const socket = net.connect(bed.port, '127.0.0.1')
    socket.on('error', () => {})
    const write = (): boolean => socket.write(frame('busy', 100_000), () => setImmediate(write))
    write()
  }
}
