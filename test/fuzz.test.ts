import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { printed, runHostile } from './fuzz/run.ts'
import { openWorld } from './world.ts'

/** A short run of bench/fuzz.bench.ts: the same generator, always the same seed. */
const SEED = 6
const REQUESTS = 2_000
/** Other test files share the machine. */
const LIMIT_MS = 15_000

it('answers hostile requests in our own words, and goes on', { timeout: 120_000 }, async () => {
  const { http, services } = await openWorld({ trustProxy: 'loopback' })
  await http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = http.server.address() as AddressInfo // It listens on a port, not on a pipe.
  const { faults, statuses, operations, harvested } = await runHostile({
    port,
    seed: SEED,
    requests: REQUESTS,
    rounds: 1,
    connections: 4,
    limitMs: LIMIT_MS,
    isBuilt: existsSync('dist/web'),
  })
  expect(faults.map(printed)).toEqual([])
  // The calls did get to where work is done, and were refused at every door.
  expect(operations).toBeGreaterThan(200)
  expect(harvested).toBeGreaterThan(500)
  for (const status of ['200', '400', '401', '403', '404', '413', '415', '422', '431'])
    expect([status, statuses[status] ?? 0]).not.toEqual([status, 0])
  // Nobody who broke off or was refused left a connection to the database behind.
  const { pool } = services.db
  await expect.poll(() => [pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0])
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
})
