import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { openGatheringSocket } from './gathering-socket.ts'

it('sends what is written in one turn in one piece, and what comes later by itself', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const heard = once(server, 'connection') as Promise<[Socket]>
  const socket = openGatheringSocket().connect((server.address() as AddressInfo).port, '127.0.0.1')
  const pieces: number[] = []
  const [other] = await heard
  await once(socket, 'connect')
  try {
    expect(socket.writableLength).toBe(0)
    for (const part of ['one ', 'piece']) socket.write(part)
    // Still here: a socket that does not gather has handed the first to the system by now.
    pieces.push(socket.writableLength)
    const [first] = (await once(other, 'data')) as [Buffer]
    socket.write('later')
    const [second] = (await once(other, 'data')) as [Buffer]
    expect(pieces).toEqual(['one piece'.length])
    expect([String(first), String(second)]).toEqual(['one piece', 'later'])
  } finally {
    socket.destroy()
    server.close()
  }
})
