import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

/**
 * Gives a shared screen a service worker of its own, `/<surface>-sw.js`: it keeps the page and everything the page may
 * load, lazy parts too, because a keyboard that comes only with a network is none. The phone's worker knows nothing of
 * these screens, and they nothing of the phone.
 */
export function screenAppPlugin(root: string, surface: string): Plugin {
  const page = `${surface}/index.html`
  return {
    name: `screen-app-${surface}`,
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const html = bundle[page]
      if (html?.type !== 'asset') throw new Error(`the build has no ${page}`)
      const text = String(html.source)
      const files = new Set<string>()
      const add = (fileName: string) => {
        if (files.has(fileName)) return
        files.add(fileName)
        const chunk = bundle[fileName]
        if (chunk?.type !== 'chunk') return
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style)
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next)
      }
      for (const [, file = ''] of text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) add(file)
      const urls = [...files].sort().map((file) => `/${file}`)
      // Files carry their hash in their name; the page does not.
      const version = createHash('sha256').update(urls.join('\n')).update(text).digest('hex').slice(0, 12)
      const source = await compile(root, { page: `/${surface}`, files: urls, version })
      this.emitFile({ type: 'asset', fileName: `${surface}-sw.js`, source })
    },
  }
}

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
