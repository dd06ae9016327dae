/**
 * Runs the parts of the test suite one after the other, also when one fails, and ends with a table and the line
 * `N passed, N failed` that continuous integration reads. A check without tests of its own, such as the types of one
 * project, counts as one.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'

interface Count {
  passed: number
  failed: number
  skipped: number
  /** Of those that passed, how many only at the second try. */
  again?: number
}

interface Outcome extends Count {
  readonly name: string
  readonly seconds: number
}

const tool = (name: string) => `node_modules/.bin/${name}`
const sources = ['**/*.{ts,tsx,mjs,css,html}', '!**/*.gen.ts']

const types = ['shared', 'server', 'web', 'pages'].map((project) => () => {
  return check(`types ${project}`, tool('tsc'), ['--noEmit', '-p', `tsconfig.${project}.json`])
})
const lint = () => check('lint', tool('oxlint'), [])
const format = () => check('format', tool('prettier'), ['--check', '--log-level=warn', ...sources])
const listed = () => check('flows listed', 'node', ['bin/generate.mjs', '--check'])
// What nothing uses, imports, or names in package.json; what looks unused and is not stands in knip.jsonc with its reason.
const unused = () => check('nothing unused', tool('knip'), ['--no-progress'])
const staticChecks = [...types, lint, format, listed, unused]

/** The parts by the names `bin/test` and `bin/check` know; `filters` narrow what a test runner runs. */
const parts: Record<string, (filters: string[]) => (() => Promise<Outcome>)[]> = {
  static: () => staticChecks,
  unit: (filters) => [() => unit(filters)],
  stories: (filters) => [build, () => stories(filters)],
  check: (filters) => [
    ...(filters.includes('--fix') ? [fixLint, fixFormat] : []),
    ...staticChecks,
    () => unit(['test/tidy.test.ts']),
  ],
  all: () => [...staticChecks, () => unit([]), build, () => stories([])],
}

function fixLint() {
  return check('fix lint', tool('oxlint'), ['--fix', '--quiet'])
}

function fixFormat() {
  return check('fix format', tool('prettier'), ['--write', '--log-level=warn', ...sources])
}

function build() {
  return check('build', 'bin/build', [])
}

async function unit(filters: string[]): Promise<Outcome> {
  const report = 'dist/test/unit.json'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return await suite('unit', [tool('vitest'), 'run', ...reporters, ...filters], report, countUnit)
}

async function stories(filters: string[]): Promise<Outcome> {
  return await suite(
    'stories',
    [tool('playwright'), 'test', ...filters],
    'dist/test/stories.json',
    countStories,
  )
}

/** Runs one command that is right or wrong as a whole, and shows what it said only when it is wrong. */
async function check(name: string, program: string, args: string[]): Promise<Outcome> {
  const start = Date.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const isRight = code === 0
  console.log(`${isRight ? '✓' : '✗'} ${name}`)
  if (!isRight) console.log((out + err).trimEnd())
  return { name, passed: Number(isRight), failed: Number(!isRight), skipped: 0, seconds: secondsSince(start) }
}

/** Runs a test runner in full view and counts by the report it writes. */
async function suite(
  name: string,
  [program = '', ...args]: string[],
  report: string,
  count: (report: string) => Count,
): Promise<Outcome> {
  console.log(`\n${name}`)
  const start = Date.now()
  // A report of an earlier run must not speak for one that crashed.
  rmSync(report, { force: true })
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'close')
  const counted = existsSync(report)
    ? count(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 }
  // A file that does not load, or an error outside any test, fails the run without failing a test.
  if (code !== 0 && counted.failed === 0) counted.failed = 1
  return { name, ...counted, seconds: secondsSince(start) }
}

/** Reads vitest's JSON report; the shape is pinned with its version. */
function countUnit(report: string): Count {
  const result = JSON.parse(report) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
    testResults: { status: string; assertionResults: unknown[] }[]
  }
  const unloaded = result.testResults.filter((file) => {
    return file.status === 'failed' && file.assertionResults.length === 0
  })
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloaded.length,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}

/** Reads Playwright's JSON report; the shape is pinned with its version. */
function countStories(report: string): Count {
  const { stats } = JSON.parse(report) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  const { expected, unexpected, flaky, skipped } = stats
  return { passed: expected + flaky, failed: unexpected, skipped, again: flaky }
}

function secondsSince(start: number): number {
  return (Date.now() - start) / 1000
}

function printTable(outcomes: Outcome[]): void {
  const widest = Math.max(...outcomes.map(({ name }) => name.length))
  console.log(`\n${'part'.padEnd(widest)}  passed  failed  skipped  again  seconds`)
  for (const { name, passed, failed, skipped, again = 0, seconds } of outcomes) {
    const counts = [String(passed).padStart(6), String(failed).padStart(6), String(skipped).padStart(7)]
    const cells = [...counts, String(again).padStart(5), seconds.toFixed(1).padStart(7)]
    console.log(`${name.padEnd(widest)}  ${cells.join('  ')}`)
  }
}

function closingLine(outcomes: Outcome[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0)
  const skipped = sum('skipped')
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const [part = 'all', ...filters] = process.argv.slice(2)
const choose = parts[part]
if (!choose) {
  console.error(`There is no part "${part}": ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const outcomes: Outcome[] = []
for (const run of choose(filters)) outcomes.push(await run())
printTable(outcomes)
console.log(closingLine(outcomes))
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0
