#!/usr/bin/env node
// Writes practice/flows.gen.ts from the flow files found, so that adding a flow is adding one file.
// `--check` writes nothing and fails when the file is stale; bin/check runs it so.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const practice = join(dirname(fileURLToPath(import.meta.url)), '..', 'practice')
const target = join(practice, 'flows.gen.ts')

const files = readdirSync(practice, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.flow.ts'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort()

const flows = files.map((file) => {
  const name = /export const (\w+) = defineFlow\(/.exec(readFileSync(join(practice, file), 'utf8'))?.[1]
  if (!name) throw new Error(`${file} must contain: export const <name> = defineFlow({ … })`)
  return { file, name }
})

const text = `// Written by bin/generate.mjs from the flow files; do not edit.
import { asFlow, type AnyFlow } from './kit/index.ts'
${flows.map(({ file, name }) => `import { ${name} } from './${file}'`).join('\n')}

/** Every flow of the house, by id. */
export const FLOWS: Readonly<Record<string, AnyFlow>> = Object.fromEntries(
  [${flows.map(({ name }) => `asFlow(${name})`).join(', ')}].map((flow) => [flow.id, flow]),
)

/** The flow of that id; throws when there is none. */
export function getFlow(id: string): AnyFlow {
  const flow = FLOWS[id]
  if (!flow) throw new Error(\`no flow \${id}\`)
  return flow
}
`

const current = (() => {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return ''
  }
})()
if (current !== text) {
  if (process.argv.includes('--check')) {
    console.error(`${relative(process.cwd(), target)} is stale: run bin/generate.mjs`)
    process.exit(1)
  }
  writeFileSync(target, text)
}
