// Ends with 0 when node_modules holds what package-lock.json asks for, by the record npm keeps of what it installed.
// That record is written last, so an install that was interrupted has none.
import { readFileSync } from 'node:fs'

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

const wanted = Object.entries(packagesIn('package-lock.json'))
const installed = packagesIn('node_modules/.package-lock.json')
// Optional packages are mostly builds for other machines. '' is ourselves.
const isComplete = wanted.every(
  ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
)
process.exit(isComplete && wanted.length > 0 ? 0 : 1)
