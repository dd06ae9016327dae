import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * The least a web process can do: the same bytes for everybody, from memory. A process of its own, as the server is; it
 * is told the pages on its standard input and answers with its port.
 */
async function main(): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const pages = new Map(
    Object.entries(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>).map(
      ([path, text]) => [path, Buffer.from(text)],
    ),
  )
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '')
    if (!page) return response.writeHead(404).end()
    return response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': page.length })
      .end(page)
  })
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
}

await main()
