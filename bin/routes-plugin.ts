import { join } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

const name = 'virtual:routes'
const resolved = `\0${name}`

type Table = Record<string, [method: string, path: string]>

/**
 * Gives screens the address of every route as plain data: `{ 'matters.list': ['GET', '/api/matters'], … }`. The
 * contract itself is run here, at build time, so that no validator travels to a telephone.
 */
export function routesPlugin(root: string): Plugin {
  const entry = join(root, 'contract/index.ts')
  return {
    name: 'routes',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      const { contract, sources } = await runContract(entry, root)
      for (const source of sources) this.addWatchFile(source)
      return `export const routes = ${JSON.stringify(collectRoutes(contract))}`
    },
  }
}

async function runContract(entry: string, root: string): Promise<{ contract: unknown; sources: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  // A data: address is never cached under the same name, so an edited contract is read anew.
  const module: unknown = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
  const sources = Object.keys(metafile.inputs).map((path) => join(root, path))
  return { contract: isRecord(module) ? module['contract'] : undefined, sources }
}

/** Walks the contract's nouns down to its routes, which are what has a method and a path. */
export function collectRoutes(contract: unknown, prefix = ''): Table {
  const table: Table = {}
  if (!isRecord(contract)) return table
  for (const [key, value] of Object.entries(contract)) {
    const id = prefix ? `${prefix}.${key}` : key
    if (!isRecord(value)) continue
    if (typeof value['method'] === 'string' && typeof value['path'] === 'string') {
      table[id] = [value['method'], value['path']]
    } else {
      Object.assign(table, collectRoutes(value, id))
    }
  }
  return table
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
