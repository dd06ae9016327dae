// Prints one hash over files and folders, to see whether anything built from them is still current. What does not
// exist counts as empty.  Usage: node bin/hash.mjs PATH…
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'

/**
 * @param {string} path
 * @returns {string[]} the files in it, itself when it is one, always in the same order
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

const hash = createHash('sha256')
for (const file of argv.slice(2).flatMap(filesIn)) {
  const content = readFileSync(file)
  // The length keeps "ab" + "c" apart from "a" + "bc".
  hash.update(`${file}\0${content.length}\0`).update(content)
}
console.log(hash.digest('hex'))
