#!/usr/bin/env node
// Writes practice/flows.gen.ts and practice/indicators.gen.ts from the definitions found, so that adding a flow or an
// indicator is adding to a file. `--check` writes nothing and fails when a file is stale; bin/check runs it so.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const practice = join(dirname(fileURLToPath(import.meta.url)), '..', 'practice')

/**
 * The definitions of one kind, in the order of their files.
 * @param {'flow' | 'indicator'} kind
 * @param {string} maker the function that makes one
 */
function definitions(kind, maker) {
  const files = readdirSync(practice, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`.${kind}.ts`))
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
  return files.map((file) => {
    const text = readFileSync(join(practice, file), 'utf8')
    const names = [...text.matchAll(new RegExp(`export const (\\w+) = ${maker}\\(`, 'g'))].map(
      ([, name]) => name,
    )
    if (names.length === 0) throw new Error(`${file} must contain: export const <name> = ${maker}({ … })`)
    return { file, names }
  })
}

/**
 * As the formatter would write them: names one a line where they do not fit into one.
 * @param {ReturnType<typeof definitions>} found
 */
const imports = (found) =>
  found
    .map(({ file, names }) => {
      const line = `import { ${names.join(', ')} } from './${file}'`
      return line.length <= 110
        ? line
        : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from './${file}'`
    })
    .join('\n')
/** @param {ReturnType<typeof definitions>} found */
const namesOf = (found) => found.flatMap(({ names }) => names)

const flows = definitions('flow', 'defineFlow')
const indicators = definitions('indicator', 'defineIndicator')

const texts = {
  'flows.gen.ts': `// Written by bin/generate.mjs from the flow files; do not edit.
import { asFlow, type AnyFlow } from './kit/index.ts'
${imports(flows)}

/** Every flow of the house, by id. */
export const FLOWS: Readonly<Record<string, AnyFlow>> = Object.fromEntries(
  [${namesOf(flows)
    .map((name) => `asFlow(${name})`)
    .join(', ')}].map((flow) => [flow.id, flow]),
)

/** The flow of that id; throws when there is none. */
export function getFlow(id: string): AnyFlow {
  const flow = FLOWS[id]
  if (!flow) throw new Error(\`no flow \${id}\`)
  return flow
}
`,
  'indicators.gen.ts': `// Written by bin/generate.mjs from the indicator files; do not edit.
import type { Indicator } from './kit/index.ts'
${imports(indicators)}

/** Every indicator of the house, in the order of their files. */
export const INDICATORS: readonly Indicator[] = [
${namesOf(indicators)
  .map((name) => `  ${name},`)
  .join('\n')}
]
`,
}

for (const [name, text] of Object.entries(texts)) {
  const target = join(practice, name)
  if (read(target) === text) continue
  if (process.argv.includes('--check')) {
    console.error(`${relative(process.cwd(), target)} is stale: run bin/generate.mjs`)
    process.exitCode = 1
  } else writeFileSync(target, text)
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
