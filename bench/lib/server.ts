import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './figures.ts'

/** The product itself as a process of its own, started the way an operator starts it. */
export type Running = {
  port: number
  pid: number
  /** Processor time used so far; unlike a rate it hardly feels who else is on the machine. NaN but on Linux. */
  cpuMs: () => number
  /** Ends it as asked and waits until it is gone. */
  end: (signal: NodeJS.Signals) => Promise<void>
}

const BUNDLE = 'dist/bench/server.mjs'
const READY_MS = 60_000

/** Bundles the server of this working copy beside the benches, so that other builds do not change it meanwhile. */
export function bundleServer(): void {
  execFileSync(process.execPath, ['bin/bundle.mjs', 'server/main.ts', BUNDLE], { stdio: 'inherit' })
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/**
 * Starts the bundled server in that role and waits for its first answer. With CPU_PROF set to a folder it leaves a
 * profile there when it ends. `program`: another bundle that takes the same word.
 */
export async function startServer(
  role: 'web' | 'all',
  env: Record<string, string>,
  port?: number,
  program = BUNDLE,
): Promise<Running> {
  const chosen = port ?? (await freePort())
  const profile = process.env['CPU_PROF'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['CPU_PROF']}`] : []
  const child = spawn(process.execPath, [...profile, program, role], {
    env: {
      ...process.env,
      DEMO: '0',
      QUIET: '1',
      HOST: '127.0.0.1',
      PORT: String(chosen),
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (child.pid === undefined) throw new Error('the server did not start')
  await untilServing(chosen, () => child.exitCode !== null).catch(async (error: unknown) => {
    child.kill('SIGTERM')
    await ended
    throw error
  })
  return {
    port: chosen,
    pid: child.pid,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

/** Starts the bundled server as a worker, which answers nobody. */
export function startWorker(env: Record<string, string>): Omit<Running, 'port'> {
  const child = spawn(process.execPath, [BUNDLE, 'worker'], {
    env: { ...process.env, DEMO: '0', QUIET: '1', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('the worker did not start')
  return {
    pid,
    cpuMs: () => cpuMsOf(pid),
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

/** Waits for the first 200 of /healthz; answers with the milliseconds it took. */
export async function untilServing(port: number, isGone: () => boolean, limitMs = READY_MS): Promise<number> {
  const from = performance.now()
  while (performance.now() - from < limitMs) {
    if (isGone()) throw new Error('the server ended before it answered')
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.status === 200) return performance.now() - from
    await sleep(10)
  }
  say(`no answer on port ${port}`)
  throw new Error(`the server did not answer within ${limitMs / 1000} s`)
}

/** User and system time from /proc, in ticks of a hundredth of a second. */
function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return Number.NaN
  // The second field is the program's name in brackets and may hold anything.
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
