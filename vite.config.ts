import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type PluginOption } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { hlsPlugin } from './bin/hls-plugin.ts'
import { oldBoxesPlugin } from './bin/old-boxes-plugin.ts'
import { phoneAppPlugin } from './bin/phone-app-plugin.ts'
import { routesPlugin } from './bin/routes-plugin.ts'
import { screenAppPlugin } from './bin/screen-app-plugin.ts'

const root = import.meta.dirname
const surfacesDir = join(root, 'web/surfaces')
const outDir = join(root, 'dist/web')
const phonePage = 'phone/index.html'
/**
 * What must open without a network besides the first page: reporting, the list in which what waits is seen, the
 * emergencies that stand on the first page, what was last read of the village's board, and the meeting whose secret
 * ballot lies on the telephone.
 */
const offlineScreens = [
  '/features/grid/phone.tsx',
  '/features/matters/phone.tsx',
  '/features/broadcasts/phone.tsx',
  '/features/disclosure/phone.tsx',
  '/features/publications/phone.tsx',
  '/features/meetings/phone.tsx',
]

/**
 * Three builds into one folder. `light` is what villagers open on small machines: Preact answers to React's name there.
 * `tv` is the same for television boxes of 2017 and older: one classic script of ES2015. `desk` is React itself, which
 * antd needs. Each build removes what it wrote before and nothing else, so they can run in any order or side by side.
 */
const builds = {
  light: {
    surfaces: ['phone', 'kiosk', 'wall'],
    loose: ['sw.js', 'manifest.webmanifest', 'icon.svg', 'kiosk-sw.js'],
  },
  tv: { surfaces: ['tv'], loose: ['tv-sw.js'] },
  desk: { surfaces: ['desk'], loose: [] },
} as const

const preact = {
  'react-dom/client': 'preact/compat/client',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react/jsx-dev-runtime': 'preact/jsx-dev-runtime',
  react: 'preact/compat',
}

export default defineConfig(({ mode }) => {
  const build = mode === 'desk' || mode === 'tv' ? mode : 'light'
  const { surfaces, loose } = builds[build]
  const pages = surfaces.map((surface) => ({ surface, page: join(surfacesDir, surface, 'index.html') }))
  const input = Object.fromEntries(
    pages.filter(({ page }) => existsSync(page)).map(({ surface, page }) => [surface, page]),
  )
  return {
    root: surfacesDir,
    publicDir: false,
    resolve: { alias: build === 'desk' ? {} : preact },
    plugins: [
      cleanPlugin([`assets/${build}`, ...surfaces, ...loose]),
      routesPlugin(root),
      tailwindcss(),
      ...pluginsOf[build](),
    ],
    build: {
      outDir,
      emptyOutDir: false,
      assetsDir: `assets/${build}`,
      modulePreload: { polyfill: false },
      ...(build === 'tv' ? { target: 'es2015', cssTarget: 'chrome61', cssCodeSplit: false } : {}),
      // The desk's antd, which offices load once over a cable.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input,
        // A box that knows no modules loads nothing later either.
        ...(build === 'tv' ? { output: { format: 'iife', codeSplitting: false } } : {}),
        onwarn(warning, warn) {
          // 'use client' marks speak to server rendering, which there is none of here; the television's one script
          // loads nothing later, so that nobody asks where it came from.
          if (!['MODULE_LEVEL_DIRECTIVE', 'EMPTY_IMPORT_META'].includes(warning.code ?? '')) warn(warning)
        },
      },
    },
  }
})

const pluginsOf: Readonly<Record<keyof typeof builds, () => PluginOption[]>> = {
  light: () => [...phoneApp(), screenAppPlugin(root, 'kiosk')],
  tv: () => [hlsPlugin(root), oldBoxesPlugin(), screenAppPlugin(root, 'tv')],
  desk: () => [react()],
}

/** The phone's service worker: its first screen and reporting offline, other hashed files once seen, and never an answer of /api. */
function phoneApp(): PluginOption[] {
  const { plugin, isShell } = phoneAppPlugin(phonePage, offlineScreens)
  const worker = VitePWA({
    outDir,
    manifest: false,
    injectRegister: false,
    // The shell asks before it takes the new version: a reload must not eat half a report.
    registerType: 'prompt',
    workbox: {
      globPatterns: [phonePage, 'assets/light/**/*.{js,css}'],
      manifestTransforms: [
        (entries) => ({ manifest: entries.filter(({ url }) => isShell(url)), warnings: [] }),
      ],
      navigateFallback: `/${phonePage}`,
      navigateFallbackDenylist: [/^\/(api|desk|kiosk|tv|wall|assets|healthz|open311|calendars)(\/|$)/],
      runtimeCaching: [
        {
          // Their names carry a hash of their content, so what was kept never goes stale.
          urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/light/'),
          handler: 'CacheFirst',
          options: { cacheName: 'screens', expiration: { maxEntries: 80 } },
        },
      ],
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  })
  return [plugin, worker]
}

function cleanPlugin(paths: readonly string[]): PluginOption {
  return {
    name: 'clean-own-output',
    apply: 'build',
    buildStart() {
      for (const path of paths) rmSync(join(outDir, path), { recursive: true, force: true })
    },
  }
}
