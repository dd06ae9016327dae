import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { all, median, say } from './lib/figures.ts'
import { temporaryFolder } from './lib/house.ts'
import { freePort, untilServing } from './lib/server.ts'

/** From `npm start` to the first 200, when everything is built and seeded already. Printed in seconds; no reference. */

const STARTS = 3
/** The first start builds the screens, creates the cluster and seeds the village. */
const FIRST_MS = 300_000

/** Starts as an operator does, waits for the first answer, ends it with Ctrl-C. Answers with the seconds it took. */
async function start(dataDir: string): Promise<number> {
  const port = await freePort()
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, PORT: String(port), QUIET: '1' }
  delete env['DATABASE_URL']
  const child = spawn('bin/start', { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  try {
    return (await untilServing(port, () => child.exitCode !== null, FIRST_MS)) / 1000
  } finally {
    child.kill('SIGINT')
    await ended
  }
}

async function main(): Promise<void> {
  const dataDir = await temporaryFolder()
  try {
    const first = await start(dataDir)
    say(`first start ${first.toFixed(1)} s`)
    const seconds: number[] = []
    for (let n = 0; n < STARTS; n++) seconds.push(await start(dataDir))
    console.log(
      `bench start seconds ${median(seconds).toFixed(1)} reference "second bin/start to first 200 of /healthz" starts ${all(seconds, 1)} first ${first.toFixed(1)}`,
    )
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

await main()
