import type { Plugin } from 'vite'

/**
 * Makes the television's build run on boxes of 2017 and older (Chromium 53 and up, no modules): its script becomes a
 * classic one, and its style sheet loses what such a browser would throw away together with everything inside.
 */
export function oldBoxesPlugin(): Plugin {
  return {
    name: 'old-boxes',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      // Chunks are written as `iife`; a box that does not know modules would never run a script that says it is one.
      handler: (html) => html.replaceAll(/<script type="module" crossorigin/g, '<script defer'),
    },
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = olden(String(file.source))
      }
    },
  }
}

/**
 * A style sheet for old browsers: layers are opened (their order is that of the text), Tailwind's initial values count
 * for everybody, gaps of grids are said by their first name too, and sides are left and right.
 */
export function olden(css: string): string {
  const bare = css.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/@layer [\w\s,.-]+;/g, '')
  const opened = openBlocks(
    bare,
    (head) => /^@layer\b/.test(head) || (/^@supports\b/.test(head) && head.includes('-webkit-hyphens')),
  )
  return opened
    .replaceAll(/(?<![\w-])((?:row-|column-)?gap):([^;}]+)/g, 'grid-$1:$2;$1:$2')
    .replaceAll(/(?<![\w-])(padding|margin)-inline:([^;}]+)/g, '$1-left:$2;$1-right:$2')
    .replaceAll(/(?<![\w-])(padding|margin)-block:([^;}]+)/g, '$1-top:$2;$1-bottom:$2')
}

/** Replaces each block whose head is to be opened by what stands inside it. */
function openBlocks(css: string, isOpened: (head: string) => boolean): string {
  let out = ''
  let at = 0
  while (at < css.length) {
    const open = css.indexOf('{', at)
    if (open < 0) return out + css.slice(at)
    const close = endOf(css, open)
    const start = Math.max(css.lastIndexOf(';', open), at - 1) + 1
    const head = css.slice(Math.max(start, at), open).trim()
    const inside = css.slice(open + 1, close)
    out += css.slice(at, Math.max(start, at))
    if (isOpened(head)) out += openBlocks(inside, isOpened)
    else if (/^@(media|supports)\b/.test(head)) out += `${head}{${openBlocks(inside, isOpened)}}`
    else out += `${head}{${inside}}`
    at = close + 1
  }
  return out
}

/** Where the block that opens there ends; braces in strings do not occur in our style sheets. */
function endOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++
    if (css[at] === '}' && --depth === 0) return at
  }
  return css.length
}
