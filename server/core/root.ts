import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder of the installed house, where `packs/`, `db/` and `package.json` lie. Found by climbing from this very
 * file, so it is the same whether it runs as `server/core/root.ts`, inside `dist/server/main.mjs` or in a test's
 * bundle, and whatever the working directory. Throws when the program was taken out of its folder.
 */
export function findRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'packs'))) return from
  const above = dirname(from)
  if (above === from)
    throw new Error('packs/ was not found beside the program: keep dist/ inside the project')
  return findRoot(above)
}
