import { Socket } from 'node:net'

/** A socket that sends in one piece whatever is written to it in one turn: each piece is a call of the system. */
export function openGatheringSocket(): Socket {
  const socket = new Socket()
  const write = socket.write.bind(socket)
  let isGathering = false
  const gather = (...args: Parameters<typeof write>) => {
    if (!isGathering) {
      isGathering = true
      socket.cork()
      process.nextTick(() => {
        isGathering = false
        socket.uncork()
      })
    }
    return write(...args)
  }
  // Connecting puts the socket's own `write` back. Its overloads differ only in what may be left out.
  return socket.on('connect', () => (socket.write = gather as Socket['write']))
}
