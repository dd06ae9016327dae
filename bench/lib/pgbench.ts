import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import pg from 'pg'
import type { Capture, Fresh } from './capture.ts'
import { say } from './figures.ts'

/**
 * pgbench running captured statements: C clients on the same database, prepared, parameters as parameters, and as
 * many round trips as ours. What is fresh each time (ids, keys, hashes) is computed in the statement.
 */
export type Script = { text: string; variables: Record<string, string> }
export const CLIENTS = 8

/** Ends the bench with 2 where there is no pgbench. */
export function needPgbench(): void {
  if (spawnSync('pgbench', ['--version']).status === 0) return
  say('pgbench is not installed; on Debian: apt-get install postgresql-contrib')
  process.exit(2)
}

/**
 * Distinct for every transaction of a run: `serial` counts all of all clients, `uuid` is a UUIDv7 made of it. `base`
 * keeps runs apart.
 */
export const SERIAL = '(:base::bigint * 100000000 + :n::bigint * 8 + :client_id::bigint)'
export const uuidOf = (kind: number, serial: string) =>
  `('0${kind}90a000-0000-7000-8000-' || lpad(to_hex(${serial}), 12, '0'))::uuid`
export const hashOf = (serial: string) => `sha256(int8send(${serial}))`

/** Writes captured statements as one pgbench transaction. `name` keeps the variables of several scripts apart. */
export function scriptOf(name: string, statements: Capture, fresh: readonly Fresh[]): Script {
  const variables: Record<string, string> = {}
  const lines = statements.map(({ text, values, closes }, index) => {
    if (values.length === 0 && text.includes(';')) return inOne(text.split(';'))
    const bound = text.replaceAll(/\$(\d+)/g, (_, position) => {
      const value = values[Number(position) - 1]
      if (value === null || value === undefined) return 'null'
      // pgbench knows no variable without characters.
      if (value === '') return `''`
      const made = madeOf(value, fresh)
      if (made !== undefined) return made
      const variable = `${name}_${index}_${position}`
      variables[variable] = textOf(value)
      return `:${variable}`
    })
    return closes ? inOne([bound, 'commit']) : `${bound};`
  })
  return { text: ['\\set n :n + 1', ...lines, ''].join('\n'), variables }
}

/** Several in one message cannot be prepared; a pipeline sends them in one round trip as well. */
const inOne = (statements: readonly string[]) =>
  ['\\startpipeline', ...statements.map((one) => `${one.trim()};`), '\\endpipeline'].join('\n')

/** The SQL that makes a value anew, or a list of nothing but such values. */
function madeOf(value: unknown, fresh: readonly Fresh[]): string | undefined {
  if (!Array.isArray(value)) return fresh.find(([known]) => isSame(known, value))?.[1]
  const all = value.map((one) => madeOf(one, fresh))
  return all.length > 0 && all.every((one) => one !== undefined) ? `array[${all.join(', ')}]` : undefined
}

const isSame = (a: unknown, b: unknown) => (Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b)

/** A value as text, as the driver would send it. */
function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map((one) => pg.escapeIdentifier(String(one))).join(',')}}`
  return String(value)
}

export type Run = { seconds: number } | { transactions: number }

/** Runs the scripts in equal shares and answers with transactions a second. Throws when any of them failed. */
export async function pgbench(
  url: string,
  folder: string,
  scripts: readonly Script[],
  run: Run,
  base: number,
): Promise<number> {
  const address = new URL(url)
  const files = scripts.map((_, index) => join(folder, `bench-${index}.sql`))
  await Promise.all(scripts.map(({ text }, index) => writeFile(files[index] ?? '', text)))
  const variables = Object.assign(
    { n: '0', base: String(base) },
    ...scripts.map((script) => script.variables),
  )
  const length =
    'seconds' in run ? ['-T', String(run.seconds)] : ['-t', String(Math.ceil(run.transactions / CLIENTS))]
  const place = ['-h', decodeURIComponent(address.hostname), '-p', address.port, '-U', address.username]
  const args = [
    ...place,
    ...length,
    '-n',
    '-Mprepared',
    `-c${CLIENTS}`,
    '-j2',
    ...Object.entries<string>(variables).flatMap(([key, value]) => ['-D', `${key}=${value}`]),
    ...files.flatMap((file) => ['-f', file]),
    address.pathname.slice(1),
  ]
  const { code, stdout, stderr } = await finish(spawn('pgbench', args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  if (code !== 0 || !(tps > 0)) throw new Error(`pgbench failed:\n${stderr.slice(0, 2000)}`)
  return tps
}

async function finish(child: ChildProcessByStdio<null, Readable, Readable>) {
  const [stdout, stderr] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'exit'),
  ])
  return { code: child.exitCode, stdout, stderr }
}
