import type { Plugin } from 'vite'

const manifest = {
  id: '/',
  name: '共治',
  short_name: '共治',
  description: '知道、说话、办事、议事、监督',
  lang: 'zh-CN',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#f6f7f4',
  theme_color: '#1f6f54',
  icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
}

/** Two leaves of one ear of grain, on the brand's ground, inside the part a round mask keeps. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#1f6f54"/>' +
  '<path d="M48 76V44" stroke="#fff" stroke-width="5" stroke-linecap="round"/>' +
  '<path d="M48 58C30 58 24 47 24 34c14 0 24 8 24 24zM48 46c0-14 8-24 24-26 0 16-8 26-24 26z" fill="#fff"/></svg>'

/**
 * What makes the phone's page an app of its own: manifest and icon on that page only (a kiosk must not offer to be
 * installed), and the list of files the service worker keeps: those of its first screen and of the named `screens`,
 * which must open where there has never been a network, such as the form a report is written in.
 */
export function phoneAppPlugin(page: string, screens: readonly string[] = []) {
  const shell = new Set<string>()
  const plugin: Plugin = {
    name: 'phone-app',
    apply: 'build',
    transformIndexHtml(_html, { path }) {
      if (!path.endsWith(`/${page}`)) return []
      return [
        { tag: 'link', attrs: { rel: 'manifest', href: '/manifest.webmanifest' } },
        { tag: 'link', attrs: { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' } },
        { tag: 'meta', attrs: { name: 'theme-color', content: manifest.theme_color } },
      ]
    },
    generateBundle(_options, bundle) {
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) })
      this.emitFile({ type: 'asset', fileName: 'icon.svg', source: icon })
      const add = (fileName: string) => {
        const chunk = bundle[fileName]
        if (shell.has(fileName) || chunk?.type !== 'chunk') return
        shell.add(fileName)
        for (const css of chunk.viteMetadata?.importedCss ?? []) shell.add(css)
        chunk.imports.forEach(add)
      }
      shell.add(page)
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const isFirst = chunk.isEntry && chunk.facadeModuleId?.endsWith(`/${page}`)
        const isKept = screens.some((screen) => chunk.facadeModuleId?.endsWith(screen))
        if (isFirst || isKept) add(chunk.fileName)
      }
    },
  }
  return { plugin, isShell: (url: string) => shell.has(url) }
}
