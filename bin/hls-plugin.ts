import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Puts hls.js beside the television’s one script, as the script it is published as (ES5): loaded when it is needed. */
export function hlsPlugin(root: string): Plugin {
  return {
    name: 'hls',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(join(root, 'node_modules/hls.js/dist/hls.light.min.js'))
      this.emitFile({ type: 'asset', fileName: 'assets/tv/hls.js', source })
    },
  }
}
