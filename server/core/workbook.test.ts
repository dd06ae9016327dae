import type { AddressInfo } from 'node:net'
import exceljs from 'exceljs'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { openWire } from '#test/fuzz/wire.ts'
import { sendWorkbook } from './workbook.ts'

it.each(['while rows come', 'when all are read'])('is not written on for who went away %s', async (when) => {
  const http = Fastify()
  let isClosed = false
  let written: Promise<void> | undefined
  http.get('/sheet', (_, reply) => {
    written = sendWorkbook(reply, { file: 'a.xlsx', name: 'a', columns: [['a', 9]], rows: rows() })
    return written
  })
  // Endless, or more than any socket takes from who does not read.
  const end = when === 'while rows come' ? Infinity : 60_000
  async function* rows() {
    try {
      for (let n = 0; n < end; n++) {
        if (n % 100 === 0) await new Promise(setImmediate)
        yield [`${n} ${Math.random()} ${Math.random()}`]
      }
    } finally {
      isClosed = true
    }
  }
  await http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = http.server.address() as AddressInfo // It listens on a port, not on a pipe.
  const wire = await openWire(port)
  await wire.ask(Buffer.from('GET /sheet HTTP/1.1\r\nhost: a\r\n\r\n'), {
    isHead: false,
    ends: 'break',
    limitMs: 15_000,
  })
  await expect.poll(() => written !== undefined && isClosed, { timeout: 15_000 }).toBe(true)
  await written
  await http.close()
})

it('opens whatever signs were kept before the door took them out', async () => {
  const http = Fastify()
  async function* rows() {
    await Promise.resolve()
    yield ['井\uFFFF盖\uFFFE\uD800坏了']
  }
  http.get('/sheet', (_, reply) =>
    sendWorkbook(reply, { file: 'a.xlsx', name: 'a', columns: [['a', 9]], rows: rows(), mark: '\uFFFF某人' }),
  )
  const { rawPayload } = await http.inject('/sheet')
  const book = new exceljs.Workbook()
  // Throws at what is not well-formed.
  await book.xlsx.load(new Uint8Array(rawPayload).buffer)
  expect(book.worksheets[0]?.getRow(3).values).toEqual([undefined, '井盖坏了'])
  expect(book.worksheets[0]?.getRow(1).values).toEqual([undefined, '某人'])
  await http.close()
})
