import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

export type Program = { url: string; stop: () => Promise<void> }

/** The first start seeds the village; a slow machine needs its time. */
const START_MS = 120_000

/** Runs the built program of a folder on a free port. Rejects when it does not answer in two minutes. */
export async function startProgram({
  root,
  dataDir,
  env = {},
  port: wanted,
}: {
  root: string
  dataDir: string
  env?: Record<string, string>
  /** Known before it starts, for whoever has to be told where it will be. */
  port?: number
}): Promise<Program> {
  const port = wanted ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/server/main.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      QUIET: '1',
      DATABASE_URL: '',
      RTMP_PORT: String(await freePort()),
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  const until = Date.now() + START_MS
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error('the program ended while starting')
    if (Date.now() > until) throw new Error('the program did not start in time')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz`).catch(() => undefined)
  return response?.ok === true
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
