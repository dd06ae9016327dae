// Bundles one of our TypeScript programs into one file that node runs as it is: npm packages stay where they are, and
// only our own sources, `#server/…` and the like included, go in.  Usage: node bin/bundle.mjs ENTRY OUT
import { dirname, resolve } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * @param {string} entry the program's TypeScript file
 * @param {string} out the file to write, inside the project so that node finds node_modules from there
 * @returns {Promise<void>} rejected with every error of the sources, already printed
 */
export async function bundle(entry, out) {
  await build({
    entryPoints: [resolve(entry)],
    outfile: resolve(out),
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

const [, program, entry, out] = argv
if (program === fileURLToPath(import.meta.url) && entry && out) await bundle(entry, out)
