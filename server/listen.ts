import type { FastifyInstance } from 'fastify'
import type { Config } from './core/config.ts'

const PORTS_TRIED = 20

/**
 * Listens on the configured port, or on the next free one after it, and says so. Answers with the address.
 * Throws when twenty in a row are taken.
 */
export async function listen(http: FastifyInstance, { host, port, quiet }: Config): Promise<string> {
  for (let tried = port; tried < port + PORTS_TRIED; tried++) {
    try {
      const address = await http.listen({ host, port: tried })
      if (tried !== port && !quiet) console.log(`端口 ${port} 已经被别的程序占用，改用 ${tried}`)
      return address
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
  throw new Error(`端口 ${port} 到 ${port + PORTS_TRIED - 1} 都被占用了，请用 PORT=… 指定一个空闲的端口`)
}
