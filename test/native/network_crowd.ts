// A crowd of clients in a process of its own (network_limits.test.ts): port, how many, and what each sends when told so.
import net from 'node:net'

const [port, count, hex] = process.argv.slice(2)
const sockets: net.Socket[] = []
let wanted = Number(count)

function dial(): void {
  if (wanted-- <= 0) return
  const socket = net.connect(Number(port), '127.0.0.1', dial)
  socket.on('error', () => {})
  sockets.push(socket)
}

for (let i = 0; i < 100; i++) dial()
process.on('message', () => {
  for (const socket of sockets) socket.write(Buffer.from(hex, 'hex'))
})
