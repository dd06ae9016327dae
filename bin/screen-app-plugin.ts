import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

/**
 * Gives a shared screen a service worker of its own, `/<surface>-sw.js`: it keeps the page and everything the page may
 * load, lazy parts too, because a keyboard that comes only with a network is none. The phone's worker knows nothing of
 * these screens, and they nothing of the phone.
 */
export function screenAppPlugin(root: string, surface: string): Plugin {
  const page = join(root, 'web/surfaces', surface, 'index.html')
  return {
    name: `screen-app-${surface}`,
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const files = new Set<string>()
      const add = (fileName: string) => {
        const chunk = bundle[fileName]
        if (files.has(fileName) || chunk?.type !== 'chunk') return
        files.add(fileName)
        for (const file of [
          ...(chunk.viteMetadata?.importedCss ?? []),
          ...(chunk.viteMetadata?.importedAssets ?? []),
        ])
          files.add(file)
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next)
      }
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId === page) add(chunk.fileName)
      }
      const urls = [...files].sort().map((file) => `/${file}`)
      const source = await compile(root, { page: `/${surface}`, files: urls, version: versionOf(urls, page) })
      this.emitFile({ type: 'asset', fileName: `${surface}-sw.js`, source })
    },
  }
}

/** Files carry their hash in their name; the page does not. */
const versionOf = (urls: readonly string[], page: string) =>
  createHash('sha256').update(urls.join('\n')).update(readFileSync(page)).digest('hex').slice(0, 12)

async function compile(root: string, shell: object): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'web/surfaces/screen-worker.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2017',
    define: { SHELL: JSON.stringify(shell) },
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}
