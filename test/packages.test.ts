import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What others wrote and we pass on: under which licences, and listed so that a county can look for a bad version. */

type Package = { license?: string; version?: string; dev?: boolean; inBundle?: boolean }
// The lock file's shape is npm's own, pinned by its `lockfileVersion`.
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> }
const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, found]) => ({ ...found, name: path.slice(path.lastIndexOf('node_modules/') + 13) }))

/** Free to use, change and pass on beside Apache-2.0, screens included. */
const FREE = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
  'MIT/X11',
  'OFL-1.1',
  'Python-2.0',
]
/** Allowed for these only, with the reason. */
const MORE: readonly [license: string, names: RegExp, why: string][] = [
  [
    'LGPL-3.0-or-later',
    /^@img\/sharp-/,
    'libvips, a shared library beside the program that anybody may replace',
  ],
  ['MPL-2.0', /^(lightningcss|axe-core|@axe-core)/, 'builds and tests; nothing of it is passed on'],
  ['CC-BY-4.0', /^caniuse-lite$/, 'a table the build reads; nothing of it is passed on'],
]
/** Packages that forgot the field, with the licence their own text gives. */
const UNSAID: Readonly<Record<string, string>> = { buffers: 'MIT/X11', 'png-js': 'MIT' }

const isAllowed = (name: string, license: string) =>
  FREE.includes(license) || MORE.some(([allowed, names]) => allowed === license && names.test(name))

/** Of alternatives one is enough; of several that hold together each has to be allowed. */
function isFree(name: string, said: string): boolean {
  const text = said.replaceAll(/[()]/g, '')
  if (text.includes(' OR ')) return text.split(' OR ').some((one) => isAllowed(name, one))
  return text.split(' AND ').every((one) => isAllowed(name, one))
}

it('is all under licences that allow it, and none without', () => {
  expect(packages.length).toBeGreaterThan(300)
  const wrong = packages.filter(({ name, license = UNSAID[name] }) => !license || !isFree(name, license))
  expect(wrong.map(({ name, version, license }) => `${name} ${version}: ${license}`)).toEqual([])
  // An exception whose package is gone goes, too.
  for (const [license, names] of MORE)
    expect([license, packages.some((one) => one.license?.includes(license) && names.test(one.name))]).toEqual(
      [license, true],
    )
  for (const name of Object.keys(UNSAID))
    expect([name, packages.some((one) => one.name === name && one.license === undefined)]).toEqual([
      name,
      true,
    ])
})

it('runs nothing that only builds: what the server needs is not marked for development', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(dependencies)) {
    // Exact versions: what was tested is what is installed.
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)])
    expect([name, lock.packages[`node_modules/${name}`]?.dev]).toEqual([name, undefined])
  }
})

it(
  'is listed as CycloneDX by one command, every package with its version and hash',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sbom-'))
    try {
      const file = join(folder, 'sbom.cdx.json')
      execFileSync('bin/sbom', [file], { stdio: 'ignore' })
      // The standard's shape, as far as it is looked at here.
      const bom = JSON.parse(await readFile(file, 'utf8')) as {
        bomFormat: string
        components: { name: string; version: string; purl: string; hashes?: object[]; licenses?: object[] }[]
      }
      expect(bom.bomFormat).toBe('CycloneDX')
      const listed = new Set(bom.components.map(({ name, version }) => `${name}@${version}`))
      const production = packages.filter(({ dev }) => !dev)
      expect(production.filter(({ name, version }) => !listed.has(`${name}@${version}`))).toEqual([])
      // What came inside another package is covered by the hash of that one.
      const inside = new Set(packages.filter(({ inBundle }) => inBundle).map(({ name }) => name))
      const bare = bom.components.filter(
        ({ name, purl, hashes }) => !purl || (!hashes?.length && !inside.has(name)),
      )
      expect(bare.map(({ name }) => name)).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)
